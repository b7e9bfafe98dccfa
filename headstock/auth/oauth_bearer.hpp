// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "headstock/auth/credentials.hpp"
#include "headstock/auth/single_message.hpp"

namespace headstock::auth {

/// Why a server does not take an access token (RFC 7628 §3.2.2).
struct OAuthFailure {
    std::string status;                     ///< such as "invalid_token"
    std::string scope = {};                 ///< what a token must be good for, if the server says
    std::string openid_configuration = {};  ///< where the server of tokens describes itself, if the server says

    friend bool operator==(const OAuthFailure&, const OAuthFailure&) = default;
};

/// Reads a server's reason; fails with `malformed_challenge`.
[[nodiscard]] Result<OAuthFailure> read_oauth_failure(std::string_view json);

/// What a login with OAUTHBEARER says beside the token.
struct OAuthSetup {
    std::string authorization_id = {};  ///< whom to log in as; empty: whom the token names
    std::string host = {};              ///< the server's domain; empty: not said
    std::uint16_t port = 0;             ///< the server's; 0: not said
};

/// Hands the server an OAuth access token (RFC 7628). `choose` gives it only inside TLS.
class OAuthBearer final : public Mechanism {
public:
    OAuthBearer(OAuthSetup setup, AskAccessToken ask) : setup_(std::move(setup)), ask_(std::move(ask)) {}

    [[nodiscard]] std::string_view name() const override { return "OAUTHBEARER"; }
    /// Asks for the token.
    [[nodiscard]] Result<std::optional<std::string>> start() override;
    /// Takes the server's reason for its refusal, and lets it go on to fail.
    [[nodiscard]] Result<std::optional<std::string>> respond(std::string_view challenge) override;
    [[nodiscard]] Result<void> finish(std::optional<std::string_view> additional_data) override;
    /// `token_refused`, with the reason in words.
    [[nodiscard]] std::optional<Error> refusal() const override;
    /// What the server gave as its reason, if it did.
    [[nodiscard]] const std::optional<OAuthFailure>& failure() const { return failure_; }

private:
    OAuthSetup setup_;
    AskAccessToken ask_;
    bool sent_ = false;
    std::optional<OAuthFailure> failure_;
};

/// Hands the server an OAuth access token in the older way of Google. `choose` gives it only inside TLS.
class XOAuth2 final : public SingleMessage {
public:
    XOAuth2(std::string username, AskAccessToken ask) : username_(std::move(username)), ask_(std::move(ask)) {}

    [[nodiscard]] std::string_view name() const override { return "X-OAUTH2"; }

private:
    [[nodiscard]] Result<std::string> message() override;

    std::string username_;
    AskAccessToken ask_;
};

}  // namespace headstock::auth
