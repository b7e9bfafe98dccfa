// SPDX-License-Identifier: MIT
#include "headstock/core/trace.hpp"

#include <algorithm>
#include <initializer_list>

#include "headstock/bridge/element.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/core/stream_management.hpp"

namespace headstock::core {

namespace {

constexpr std::string_view hidden = "[secret]";
constexpr std::string_view data_forms = "jabber:x:data";
constexpr std::string_view upload = "urn:xmpp:http:upload:0";

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// Whether a field of a form is one that people fill in unseen, or is called a password.
bool is_secret_field(bridge::View field) {
    const std::string_view variable = field.attribute("var").value_or("");
    return field.attribute("type") == "text-private" || variable.find("password") != std::string_view::npos ||
           variable == "muc#roomconfig_roomsecret";
}

/// Whether the text of this element proves something.
bool has_secret_text(bridge::View element) {
    const std::string_view tag = element.tag();
    const std::string_view ns = element.ns();
    if (tag == "password") return true;
    if (ns == ns::sasl) return is_one_of(tag, {"auth", "challenge", "response", "success"});
    if (ns == ns::sasl2) return is_one_of(tag, {"initial-response", "additional-data", "challenge", "response"});
    if (ns == ns::registration) return tag == "key";
    if (ns == "jabber:iq:auth") return tag == "digest";
    if (ns == ns::client) return tag == "handshake";  // a component's, as the parser names it
    if (ns == upload)
        return tag == "header" && is_one_of(element.attribute("name").value_or(""), {"Authorization", "Cookie"});
    const auto parent = ns == data_forms && tag == "value" ? element.parent() : std::nullopt;
    return parent && is_secret_field(*parent);
}

/// Whether this attribute is good for coming in, or for going on with somebody's session.
bool is_secret(bridge::View element, const bridge::AttributeView& attribute) {
    const std::string_view name = attribute.name.tag;
    if (name == "password") return true;
    if (element.ns() == ns::fast) return name == "token";
    if (element.ns() != ns::stream_management) return false;
    return (element.tag() == "enabled" && name == "id") || name == "previd";
}

bool has_secret(bridge::View element) {
    if (has_secret_text(element) && !element.text().empty()) return true;
    return std::ranges::any_of(element.attributes(), [&](const auto& each) { return is_secret(element, each); }) ||
           std::ranges::any_of(element.children(), has_secret);
}

/// What of it may be shown: all but what proves something.
bridge::Element blotted(bridge::View element) {
    bridge::Element shown(element.name());
    for (const bridge::AttributeView& attribute : element.attributes())
        shown.attribute(attribute.name, is_secret(element, attribute) ? hidden : attribute.value);
    const bool secret = has_secret_text(element);
    if (secret && !element.text().empty()) shown.text(hidden);
    for (const bridge::Content piece : element.content()) {
        if (!piece.is_text()) shown.add(blotted(*piece.element()));
        else if (!secret) shown.text(piece.text());
    }
    return shown;
}

}  // namespace

std::string trace_text(bridge::View element) { return has_secret(element) ? blotted(element).xml() : element.xml(); }

}  // namespace headstock::core
