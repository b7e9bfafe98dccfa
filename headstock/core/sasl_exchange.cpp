// SPDX-License-Identifier: MIT
#include "headstock/core/sasl_exchange.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "headstock/auth/choose.hpp"
#include "headstock/auth/error.hpp"
#include "headstock/auth/hashed_token.hpp"
#include "headstock/auth/strength.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::core {
namespace {

/// Whether the server spoke of the mechanism, so that another may do; otherwise it spoke of the login.
bool concerns_mechanism(const Error& why) {
    return why.code == SaslCondition::invalid_mechanism || why.code == SaslCondition::malformed_request ||
           why.code == SaslCondition::incorrect_encoding || why.code == SaslCondition::temporary_auth_failure;
}

bool concerns_secret(const Error& why) {
    return why.code == SaslCondition::not_authorized || why.code == SaslCondition::credentials_expired;
}

bool is_bound(std::string_view mechanism) { return mechanism.ends_with("-PLUS"); }

/// Makes `floor` as strong as `mechanism`, unless it is that already, or one we do not have.
void raise(std::string& floor, const std::string& mechanism) {
    if (floor.empty() || auth::at_least(mechanism, floor)) floor = mechanism;
}

}  // namespace

void SaslExchange::offered(Offer offer) {
    offer_ = std::move(offer);
    std::erase_if(offer_.for_tokens, [](const std::string& name) { return !auth::hashed_token_form(name); });
    at_least_.clear();
}

Result<std::unique_ptr<auth::Mechanism>> SaslExchange::choose(Negotiation& negotiation) {
    auth::Credentials credentials = negotiation.account.credentials();
    auth::Policy policy = negotiation.options.auth;
    for (const std::string& seen : {negotiation.memory.strongest, at_least_})
        if (!seen.empty()) raise(policy.strongest_seen, seen);
    const auto choose_from = [&](const std::vector<std::string>& offered) {
        return auth::choose(offered, credentials, negotiation.channel, policy, negotiation.random, offer_.binding_types,
                            negotiation.refused_mechanisms, negotiation.options.keys);
    };
    by_token_ = false;
    if (credentials.token && !credentials.token->expired(negotiation.clock.wall()))
        if (auto chosen = choose_from(offer_.for_tokens)) return by_token_ = true, std::move(chosen);
    credentials.token.reset();
    return choose_from(offer_.mechanisms);
}

Result<std::optional<std::string>> SaslExchange::begin(Negotiation& negotiation) {
    auto chosen = choose(negotiation);
    if (!chosen) return std::unexpected(std::move(chosen.error()));
    mechanism_ = std::move(*chosen);
    return mechanism_->start();
}

Result<std::optional<std::string>> SaslExchange::begin_again(bridge::View failure, Negotiation& negotiation) {
    const Error said = read_sasl_failure(failure);
    const Error why = mechanism_->refusal().value_or(said);
    if (!by_token_ && !concerns_mechanism(said) && !concerns_secret(said)) return std::unexpected(why);
    note_refusal(said, negotiation);
    auto response = begin(negotiation);
    if (!response) return std::unexpected(why);  // nothing else to try: what the server said counts
    return response;
}

void SaslExchange::note_refusal(const Error& said, Negotiation& negotiation) {
    const std::string refused = mechanism();
    const bool denied = said.code == SaslCondition::not_authorized;
    if (by_token_ && said.code != SaslCondition::temporary_auth_failure) negotiation.forget_token();
    if (!by_token_ && concerns_secret(said)) raise(at_least_, denied && is_bound(refused) ? "SCRAM-SHA-1" : refused);
    negotiation.refused_mechanisms.push_back(refused);
    if (is_bound(refused) && (denied || said.code == SaslCondition::malformed_request))  // the binding may be unknown
        std::ranges::copy_if(offer_.mechanisms, std::back_inserter(negotiation.refused_mechanisms), is_bound);
}

Result<void> SaslExchange::finish(std::optional<std::string_view> additional_data, Negotiation& negotiation) {
    if (auto proved = mechanism_->finish(additional_data); !proved) return proved;
    negotiation.mechanism = mechanism();
    negotiation.authenticated = true;
    if (negotiation.account.anonymous) return {};
    LoginMemory memory = negotiation.memory;
    if (!by_token_) raise(memory.strongest, negotiation.mechanism);  // when the token is gone, the password comes in
    negotiation.remember(std::move(memory));
    return {};
}

Result<std::string> read_sasl_bytes(std::string_view base64) {
    Result<std::string> bytes = from_base64(base64);
    if (!bytes) return fail(auth::Errc::malformed_challenge, std::move(bytes.error().text));
    return bytes;
}

std::vector<std::string> read_binding_types(bridge::View features) {
    std::vector<std::string> types;
    if (const auto list = features.child({"sasl-channel-binding", ns::channel_binding_types}))
        for (const bridge::View child : list->children()) types.emplace_back(child.attribute("type").value_or(""));
    return types;
}

}  // namespace headstock::core
