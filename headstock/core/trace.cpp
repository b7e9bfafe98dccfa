// SPDX-License-Identifier: MIT
#include "headstock/core/trace.hpp"

#include <algorithm>
#include <array>

#include "headstock/bridge/element.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::core {

namespace {

/// Whether the text of this element proves something.
bool is_secret(bridge::Name name) {
    constexpr std::array<std::string_view, 4> proofs{"initial-response", "additional-data", "challenge", "response"};
    if (name.ns == ns::registration) return name.tag == "password" || name.tag == "key";
    return name.ns == ns::sasl2 && std::ranges::find(proofs, name.tag) != proofs.end();
}

/// What of a login may be shown: all but what proves something.
bridge::Element blotted_login(bridge::View login) {
    bridge::Element shown(login.name());
    for (const bridge::AttributeView& attribute : login.attributes()) {
        const bool token = login.ns() == ns::fast && attribute.name.tag == "token";
        shown.attribute(attribute.name, token ? "[secret]" : attribute.value);
    }
    const bool secret = is_secret(login.name());
    for (const bridge::Content piece : login.content()) {
        if (!piece.is_text()) shown.add(blotted_login(*piece.element()));
        else shown.text(secret ? "[secret]" : piece.text());
    }
    return shown;
}

}  // namespace

std::string trace_text(bridge::View element) {
    if (element.is({"handshake", ns::client}) && !element.text().empty())
        return bridge::Element("handshake", ns::client).text("[secret]").xml();
    if (element.has_child({"query", ns::registration})) return blotted_login(element).xml();
    if (element.ns() == ns::sasl2 && element.tag() != "failure") return blotted_login(element).xml();
    const bool secret = element.ns() == ns::sasl && element.tag() != "mechanisms" && element.tag() != "failure";
    if (!secret || element.text().empty()) return element.xml();
    bridge::Element blotted(element);
    blotted.clear().text("[secret]");
    return blotted.xml();
}

}  // namespace headstock::core
