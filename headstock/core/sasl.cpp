// SPDX-License-Identifier: MIT
#include "headstock/core/sasl.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "headstock/auth/choose.hpp"
#include "headstock/auth/strength.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::core {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> conditions{{
    {"aborted", "the login was aborted"},
    {"account-disabled", "the account is disabled"},
    {"credentials-expired", "the password has expired"},
    {"encryption-required", "the server wants encryption first"},
    {"incorrect-encoding", "the server could not decode our login"},
    {"invalid-authzid", "the server does not let us act as that address"},
    {"invalid-mechanism", "the server does not know the mechanism"},
    {"malformed-request", "the server did not understand our login"},
    {"mechanism-too-weak", "the server wants a stronger mechanism"},
    {"not-authorized", "wrong user name or password"},
    {"temporary-auth-failure", "the server cannot check the login now"},
}};

std::string_view words(int value) {
    if (value < 1 || value > static_cast<int>(conditions.size())) return "unknown error";
    return conditions.at(static_cast<std::size_t>(value) - 1).second;
}

constinit const Category category("headstock.sasl", words);

bridge::Element carrying(std::string_view tag, std::optional<std::string_view> bytes) {
    bridge::Element element(tag, ns::sasl);
    if (bytes) element.text(bytes->empty() ? "=" : to_base64(*bytes));  // RFC 6120 §6.4.2: "=" is an empty response
    return element;
}

Result<std::string> decode(bridge::View element) {
    const std::string text = element.text();
    if (text == "=") return std::string();
    return from_base64(text);
}

/// Whether the server spoke of the mechanism, so that another may do; otherwise it spoke of the login.
bool concerns_mechanism(const Error& why) {
    return why.code == SaslCondition::invalid_mechanism || why.code == SaslCondition::malformed_request ||
           why.code == SaslCondition::incorrect_encoding || why.code == SaslCondition::temporary_auth_failure;
}

bool concerns_secret(const Error& why) {
    return why.code == SaslCondition::not_authorized || why.code == SaslCondition::credentials_expired;
}

bool is_bound(std::string_view mechanism) { return mechanism.ends_with("-PLUS"); }

Error first_error(bridge::View failure) {
    Error error{make_error_code(SaslCondition::not_authorized), {}};
    for (const bridge::View child : failure.children()) {
        if (child.is({"text", ns::sasl})) error.text = child.text();
        else if (const auto condition = sasl_condition(child.tag())) error.code = make_error_code(*condition);
    }
    return error;
}

}  // namespace

std::string_view word(SaslCondition condition) { return conditions.at(static_cast<std::size_t>(condition) - 1).first; }

std::optional<SaslCondition> sasl_condition(std::string_view word) {
    for (std::size_t i = 0; i < conditions.size(); ++i)
        if (conditions.at(i).first == word) return static_cast<SaslCondition>(i + 1);
    return std::nullopt;
}

const std::error_category& sasl_category() { return category; }
std::error_code make_error_code(SaslCondition condition) { return {static_cast<int>(condition), category}; }

bridge::Name Sasl::name() const { return {"mechanisms", ns::sasl}; }

bool Sasl::wanted(const Negotiation& negotiation, bridge::View) const { return !negotiation.authenticated; }

Result<Progress> Sasl::start(bridge::View offer, Negotiation& negotiation, const Send& send) {
    offered_.clear();
    at_least_.clear();
    binding_types_.clear();
    for (const bridge::View child : offer.children())
        if (child.is({"mechanism", ns::sasl})) offered_.push_back(child.text());
    if (const auto types = offer.parent()->child({"sasl-channel-binding", ns::channel_binding_types}))
        for (const bridge::View child : types->children())
            binding_types_.emplace_back(child.attribute("type").value_or(""));
    return begin(negotiation, send);
}

Result<Progress> Sasl::begin(Negotiation& negotiation, const Send& send) {
    auth::Credentials credentials = negotiation.account.credentials();
    if (credentials.token && credentials.token->expired(negotiation.clock.wall())) credentials.token.reset();
    auth::Policy policy = negotiation.options.auth;
    if (policy.strongest_seen.empty() || auth::at_least(at_least_, policy.strongest_seen))
        policy.strongest_seen = at_least_;
    auto chosen = auth::choose(offered_, credentials, negotiation.channel, policy, negotiation.random, binding_types_,
                               negotiation.refused_mechanisms, negotiation.options.keys);
    if (!chosen) return std::unexpected(std::move(chosen.error()));
    mechanism_ = std::move(*chosen);
    const auto response = mechanism_->start();
    if (!response) return std::unexpected(response.error());
    bridge::Element auth = carrying("auth", *response);
    auth.attribute("mechanism", mechanism_->name());
    if (auto sent = send(auth); !sent) return std::unexpected(std::move(sent.error()));
    return Progress::wait;
}

Result<Progress> Sasl::hear(bridge::View element, Negotiation& negotiation, const Send& send) {
    if (element.is({"failure", ns::sasl})) return refused(element, negotiation, send);
    const bool challenge = element.is({"challenge", ns::sasl});
    if (!challenge && !element.is({"success", ns::sasl}))
        return fail(Errc::unexpected_element, std::string(element.tag()));
    const Result<std::string> bytes = decode(element);
    if (!bytes) return std::unexpected(bytes.error());
    if (challenge) {
        const Result<std::string> response = mechanism_->respond(*bytes);
        if (!response) return std::unexpected(response.error());
        if (auto sent = send(carrying("response", *response)); !sent) return std::unexpected(std::move(sent.error()));
        return Progress::wait;
    }
    const auto data = element.text().empty() ? std::nullopt : std::optional<std::string_view>(*bytes);
    if (auto proved = mechanism_->finish(data); !proved) return std::unexpected(std::move(proved.error()));
    negotiation.mechanism = mechanism_->name();
    mechanism_.reset();
    negotiation.authenticated = true;
    return Progress::restart;
}

Result<Progress> Sasl::refused(bridge::View failure, Negotiation& negotiation, const Send& send) {
    const Error said = first_error(failure);
    const Error why = mechanism_->refusal().value_or(said);
    const std::string mechanism(mechanism_->name());
    if (!concerns_mechanism(said) && !concerns_secret(said)) return std::unexpected(why);
    const bool denied = said.code == SaslCondition::not_authorized;
    const std::string floor = denied && is_bound(mechanism) ? "SCRAM-SHA-1" : mechanism;
    if (concerns_secret(said) && !auth::at_least(at_least_, floor)) at_least_ = floor;
    negotiation.refused_mechanisms.push_back(mechanism);
    if (is_bound(mechanism) && (denied || said.code == SaslCondition::malformed_request))  // the binding may be unknown
        std::ranges::copy_if(offered_, std::back_inserter(negotiation.refused_mechanisms), is_bound);
    Result<Progress> again = begin(negotiation, send);
    if (!again) return std::unexpected(why);  // nothing else to try: what the server said counts
    return again;
}

}  // namespace headstock::core
