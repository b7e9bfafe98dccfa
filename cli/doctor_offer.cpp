// SPDX-License-Identifier: MIT
#include "cli/doctor_offer.hpp"

#include "headstock/base/number.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/core/stream_management_queue.hpp"

namespace headstock::cli {
namespace {

namespace ns = core::ns;

constexpr std::string_view compress_ns = "http://jabber.org/features/compress";
constexpr std::string_view register_ns = "http://jabber.org/features/iq-register";
constexpr std::string_view limits_ns = "urn:xmpp:stream-limits:0";

/// The texts of all children of that name.
std::vector<std::string> texts(bridge::View parent, bridge::Name name) {
    std::vector<std::string> all;
    for (const bridge::View child : parent.children())
        if (child.is(name)) all.push_back(child.text());
    return all;
}

std::vector<std::string> attributes(bridge::View parent, bridge::Name name, std::string_view attribute) {
    std::vector<std::string> all;
    for (const bridge::View child : parent.children())
        if (child.is(name)) all.emplace_back(child.attribute(attribute).value_or(""));
    return all;
}

std::optional<std::uint32_t> number(bridge::View parent, bridge::Name name) {
    const auto child = parent.child(name);
    if (!child) return std::nullopt;
    const Result<std::uint32_t> value = read_number<std::uint32_t>(child->text());
    return value ? std::optional(*value) : std::nullopt;
}

Sasl2Offer read_sasl2(bridge::View authentication) {
    Sasl2Offer offer;
    offer.mechanisms = texts(authentication, {"mechanism", ns::sasl2});
    const auto within = authentication.child({"inline", ns::sasl2});
    if (!within) return offer;
    if (const auto fast = within->child({"fast", ns::fast})) offer.fast = texts(*fast, {"mechanism", ns::fast});
    offer.resumes = within->has_child({"sm", ns::stream_management});
    const auto bind = within->child({"bind", ns::bind2});
    offer.bind = bind.has_value();
    const auto below = bind ? bind->child({"inline", ns::bind2}) : std::nullopt;
    if (below) offer.binds = attributes(*below, {"feature", ns::bind2}, "var");
    return offer;
}

}  // namespace

Offer read_offer(bridge::View features) {
    Offer offer;
    if (const auto tls = features.child({"starttls", ns::tls})) {
        offer.starttls = true;
        offer.starttls_required = tls->has_child({"required", ns::tls});
    }
    if (const auto sasl = features.child({"mechanisms", ns::sasl}))
        offer.mechanisms = texts(*sasl, {"mechanism", ns::sasl});
    if (const auto types = features.child({"sasl-channel-binding", ns::channel_binding_types}))
        offer.binding_types = attributes(*types, {"channel-binding", ns::channel_binding_types}, "type");
    if (const auto sasl2 = features.child({"authentication", ns::sasl2})) offer.sasl2 = read_sasl2(*sasl2);
    offer.stream_management = features.has_child({"sm", ns::stream_management});
    if (const auto methods = features.child({"compression", compress_ns}))
        offer.compression = texts(*methods, {"method", compress_ns});
    offer.registration = features.has_child({"register", register_ns});
    if (const auto limits = features.child({"limits", limits_ns})) {
        offer.max_bytes = number(*limits, {"max-bytes", limits_ns});
        offer.idle_seconds = number(*limits, {"idle-seconds", limits_ns});
    }
    return offer;
}

}  // namespace headstock::cli
