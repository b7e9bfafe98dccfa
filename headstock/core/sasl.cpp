// SPDX-License-Identifier: MIT
#include "headstock/core/sasl.hpp"

#include <utility>

#include "headstock/base/base64.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::core {
namespace {

bridge::Element carrying(std::string_view tag, std::optional<std::string_view> bytes) {
    bridge::Element element(tag, ns::sasl);
    if (bytes) element.text(bytes->empty() ? "=" : to_base64(*bytes));  // RFC 6120 §6.4.2: "=" is an empty response
    return element;
}

Result<std::string> decode(bridge::View element) {
    const std::string text = element.text();
    if (text == "=") return std::string();
    return read_sasl_bytes(text);
}

}  // namespace

bridge::Name Sasl::name() const { return {"mechanisms", ns::sasl}; }

bool Sasl::wanted(const Negotiation& negotiation, bridge::View) const { return !negotiation.authenticated; }

Result<Progress> Sasl::start(bridge::View offer, Negotiation& negotiation, const Send& send) {
    SaslExchange::Offer offered;
    for (const bridge::View child : offer.children())
        if (child.is({"mechanism", ns::sasl})) offered.mechanisms.push_back(child.text());
    offered.for_tokens = offered.mechanisms;
    offered.binding_types = read_binding_types(*offer.parent());
    exchange_.offered(std::move(offered));
    return begin(exchange_.begin(negotiation), send);
}

Result<Progress> Sasl::begin(const Result<std::optional<std::string>>& response, const Send& send) {
    if (!response) return std::unexpected(response.error());
    bridge::Element auth = carrying("auth", *response);
    auth.attribute("mechanism", exchange_.mechanism());
    if (auto sent = send(auth); !sent) return std::unexpected(std::move(sent.error()));
    return Progress::wait;
}

Result<Progress> Sasl::compute(const Send& send) { return answer(exchange_.compute(), send); }

Result<Progress> Sasl::answer(const Result<std::optional<std::string>>& response, const Send& send) {
    if (!response) return std::unexpected(response.error());
    if (!*response) return Progress::compute;
    if (auto sent = send(carrying("response", **response)); !sent) return std::unexpected(std::move(sent.error()));
    return Progress::wait;
}

Result<Progress> Sasl::hear(bridge::View element, Negotiation& negotiation, const Send& send) {
    if (element.is({"failure", ns::sasl})) return begin(exchange_.begin_again(element, negotiation), send);
    const bool challenge = element.is({"challenge", ns::sasl});
    if (!challenge && !element.is({"success", ns::sasl}))
        return fail(Errc::unexpected_element, std::string(element.tag()));
    const Result<std::string> bytes = decode(element);
    if (!bytes) return std::unexpected(bytes.error());
    if (challenge) return answer(exchange_.respond(*bytes), send);
    const auto data = element.text().empty() ? std::nullopt : std::optional<std::string_view>(*bytes);
    if (auto proved = exchange_.finish(data, negotiation); !proved) return std::unexpected(std::move(proved.error()));
    return Progress::restart;
}

}  // namespace headstock::core
