// SPDX-License-Identifier: MIT
#include "headstock/auth/oauth_bearer.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "headstock/auth/json_strings.hpp"
#include "headstock/auth/saslprep.hpp"
#include "headstock/auth/scram_message.hpp"

namespace headstock::auth {
namespace {

constexpr char separator = '\x01';

/// RFC 6750 §2.1: what may stand in a token, `=` at its end only. So none can break out of its place.
bool is_token(std::string_view text) {
    const std::size_t last = text.find_last_not_of('=');
    if (last == std::string_view::npos || text.size() > max_prepared_size) return false;
    return std::ranges::all_of(text.substr(0, last + 1), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-._~+/").find(c) != std::string_view::npos;
    });
}

Result<Secret> access_token(const AskAccessToken& ask) {
    assert(ask);
    auto token = ask();
    if (token && !is_token(token->reveal())) return fail(Errc::invalid_credentials, "it is not an access token");
    return token;
}

bool printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

Result<OAuthFailure> read_oauth_failure(std::string_view json) {
    auto members = read_json_strings(json);
    if (!members) return std::unexpected(std::move(members.error()));
    OAuthFailure failure;
    for (auto& [name, value] : *members) {
        if (name != "status" && name != "scope" && name != "openid-configuration") continue;
        if (!printable(value)) return fail(Errc::malformed_challenge, "the reason holds a character outside ASCII");
        (name == "status"  ? failure.status
         : name == "scope" ? failure.scope
                           : failure.openid_configuration) = std::move(value);
    }
    if (failure.status.empty()) return fail(Errc::malformed_challenge, "the reason has no status");
    return failure;
}

Result<std::optional<std::string>> OAuthBearer::start() {
    assert(!sent_);
    if (auto good = check_sendable("authorization id", setup_.authorization_id, true); !good)
        return std::unexpected(good.error());
    const bool nameable = setup_.host.find(separator) == std::string::npos;
    if (auto good = check_sendable("domain", setup_.host, true); !good || !nameable)
        return fail(Errc::invalid_credentials, "domain: it cannot be said");
    const auto token = access_token(std::exchange(ask_, {}));
    if (!token) return std::unexpected(token.error());
    std::string message = "n,";
    if (!setup_.authorization_id.empty()) message += "a=" + escape_name(setup_.authorization_id);
    message.append(1, ',').append(1, separator);
    if (!setup_.host.empty()) message.append("host=").append(setup_.host).append(1, separator);
    if (setup_.port != 0) message.append("port=").append(std::to_string(setup_.port)).append(1, separator);
    message.append("auth=Bearer ").append(token->reveal()).append(2, separator);
    sent_ = true;
    return message;
}

Result<std::optional<std::string>> OAuthBearer::respond(std::string_view challenge) {
    if (!std::exchange(sent_, false)) return fail(Errc::unexpected_challenge);
    auto reason = read_oauth_failure(challenge);
    if (!reason) return std::unexpected(std::move(reason.error()));
    failure_ = std::move(*reason);
    return std::string(1, separator);  // RFC 7628 §3.2.3: the server fails only after this
}

Result<void> OAuthBearer::finish(std::optional<std::string_view> additional_data) {
    if (auto why = refusal()) return std::unexpected(std::move(*why));
    if (!std::exchange(sent_, false)) return fail(Errc::early_success);
    if (additional_data && !additional_data->empty()) return fail(Errc::unexpected_challenge);
    return {};
}

std::optional<Error> OAuthBearer::refusal() const {
    if (!failure_) return std::nullopt;
    const auto& [status, scope, configuration] = *failure_;
    std::string text = status.substr(0, max_reason_size);
    if (!scope.empty()) text += "; it wants the scope " + scope.substr(0, max_reason_size);
    if (!configuration.empty()) text += "; see " + configuration.substr(0, max_reason_size);
    return Error{Errc::token_refused, std::move(text)};
}

Result<std::string> XOAuth2::message() {
    if (auto good = check_sendable("user name", username_); !good) return std::unexpected(good.error());
    const auto token = access_token(std::exchange(ask_, {}));
    if (!token) return std::unexpected(token.error());
    return std::string(1, '\0') + username_ + '\0' + std::string(token->reveal());
}

}  // namespace headstock::auth
