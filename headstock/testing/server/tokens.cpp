// SPDX-License-Identifier: MIT
#include "headstock/testing/server/tokens.hpp"

#include <algorithm>
#include <array>

#include "headstock/auth/crypto.hpp"
#include "headstock/auth/hashed_token.hpp"
#include "headstock/base/timestamp.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::testing::detail {
namespace {

constexpr std::array<std::string_view, 3> mechanisms{"HT-SHA-256-EXPR", "HT-SHA-256-ENDP", "HT-SHA-256-NONE"};

/// The channel's value that a mechanism is bound to; nothing where it has none.
std::optional<std::string> binding_of(std::string_view mechanism, const auth::Channel& channel) {
    const auto form = auth::hashed_token_form(mechanism);
    if (!form) return std::nullopt;
    if (form->binding_type.empty()) return std::string();
    const auto binding = std::ranges::find(channel.bindings, form->binding_type, &auth::ChannelBinding::type);
    return binding == channel.bindings.end() ? std::nullopt : std::optional(binding->data);
}

std::string hashed(const Account::Token& token, std::string_view role, const std::string& binding) {
    return auth::hmac(auth::hashed_token_form(token.mechanism)->hash, token.secret.reveal(),
                      std::string(role) + binding);
}

}  // namespace

std::vector<std::string> token_mechanisms(const auth::Channel& channel) {
    std::vector<std::string> possible;
    for (const std::string_view mechanism : mechanisms)
        if (binding_of(mechanism, channel)) possible.emplace_back(mechanism);
    return possible;
}

bridge::Element issue_token(Hub& hub, Account& account, std::string_view mechanism, std::string_view agent) {
    std::erase_if(account.tokens, [agent](const auto& token) { return token.agent == agent && !token.used; });
    if (account.tokens.size() >= Account::max_tokens) account.tokens.pop_front();
    Account::Token& token = account.tokens.emplace_back();
    token.mechanism = mechanism;
    token.agent = agent;
    token.secret = Secret(random_id(hub.random));
    token.expiry = hub.clock.wall() + hub.options.token_life;
    bridge::Element told("token", core::ns::fast);
    return told.attribute("token", token.secret.reveal()).attribute("expiry", to_xmpp_time(token.expiry));
}

Login::Answer take_token(Hub& hub, std::string_view mechanism, std::string_view bytes, const auth::Channel& channel) {
    using Kind = Login::Answer::Kind;
    const std::size_t end = bytes.find('\0');
    const std::optional<std::string> binding = binding_of(mechanism, channel);
    if (end == std::string_view::npos || !binding)
        return {.kind = Kind::failure, .why = core::SaslCondition::malformed_request};
    Account* const account = hub.accounts.find_name(bytes.substr(0, end));
    if (!account) return {.kind = Kind::failure, .why = core::SaslCondition::not_authorized};
    for (Account::Token& token : account->tokens) {
        const bool fits = token.mechanism == mechanism &&
                          equal_in_constant_time(hashed(token, "Initiator", *binding), bytes.substr(end + 1));
        if (!fits) continue;
        if (token.expiry <= hub.clock.wall())
            return {.kind = Kind::failure, .why = core::SaslCondition::credentials_expired};
        token.used = true;
        return {.kind = Kind::success, .data = hashed(token, "Responder", *binding), .account = account};
    }
    return {.kind = Kind::failure, .why = core::SaslCondition::not_authorized};
}

}  // namespace headstock::testing::detail
