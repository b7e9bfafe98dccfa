// SPDX-License-Identifier: MIT
#include "headstock/auth/hashed_token.hpp"

#include <array>
#include <cassert>
#include <utility>

#include "headstock/auth/saslprep.hpp"

namespace headstock::auth {
namespace {

constexpr std::array<std::pair<std::string_view, Hash>, 2> prefixes{
    {{"HT-SHA-256-", Hash::sha256}, {"HT-SHA-512-", Hash::sha512}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> bindings{
    {{"EXPR", "tls-exporter"}, {"ENDP", "tls-server-end-point"}, {"UNIQ", "tls-unique"}, {"NONE", ""}}};

}  // namespace

std::optional<HashedTokenForm> hashed_token_form(std::string_view mechanism) {
    for (const auto& [prefix, hash] : prefixes)
        for (const auto& [suffix, type] : bindings)
            if (mechanism.starts_with(prefix) && mechanism.substr(prefix.size()) == suffix)
                return HashedTokenForm{.hash = hash, .binding_type = type};
    return std::nullopt;
}

HashedToken::HashedToken(Token token, std::string username, std::string binding_data)
    : token_(std::move(token)), username_(std::move(username)), binding_data_(std::move(binding_data)) {
    const auto form = hashed_token_form(token_.mechanism);
    assert(form && form->binding_type.empty() == binding_data_.empty());
    if (form) hash_ = form->hash;
}

Result<std::optional<std::string>> HashedToken::start() {
    assert(state_ == State::fresh);
    state_ = State::over;
    if (auto good = check_sendable("user name", username_); !good) return std::unexpected(good.error());
    if (auto good = check_sendable("token", token_.secret.reveal()); !good) return std::unexpected(good.error());
    state_ = State::proved;
    return username_ + '\0' + hashed("Initiator");
}

Result<std::optional<std::string>> HashedToken::prove(std::string_view) { return fail(Errc::unexpected_challenge); }

Result<void> HashedToken::verify(std::string_view proof) {
    const bool known = equal_in_constant_time(proof, hashed("Responder"));
    token_.secret = Secret();
    if (!known) return fail(Errc::bad_server_signature);
    return {};
}

std::string HashedToken::hashed(std::string_view role) const {
    return hmac(hash_, token_.secret.reveal(), std::string(role) + binding_data_);
}

}  // namespace headstock::auth
