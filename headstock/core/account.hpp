// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "headstock/auth/credentials.hpp"
#include "headstock/core/jid.hpp"

namespace headstock::core {

/// Whose stream it is, and how they prove it.
struct Account {
    /// `address` may carry the resource that is wanted; without one the server makes it.
    Account(Jid address, Secret secret) : jid(std::move(address)), password(std::move(secret)) {}
    /// A login as nobody (SASL ANONYMOUS) at the server of `domain`, which gives the address.
    [[nodiscard]] static Account nobody(Jid domain) {
        Account account(std::move(domain), Secret());
        account.anonymous = true;
        return account;
    }

    /// A component (XEP-0114), which speaks for all addresses of `domain` and shares `secret` with its server.
    [[nodiscard]] static Account component(Jid domain, Secret secret) {
        Account account(std::move(domain), std::move(secret));
        account.is_component = true;
        return account;
    }

    [[nodiscard]] auth::Credentials credentials() const {
        return {.username = std::string(jid.local()),
                .authorization_id = authorization_id,
                .password = password,
                .anonymous = anonymous,
                .domain = std::string(jid.domain()),
                .token = token,
                .access_token = access_token};
    }

    Jid jid;
    Secret password;
    std::string authorization_id;  ///< whom to act as, where that is not oneself; a bare address
    bool anonymous = false;
    bool is_component = false;
    bool register_first = false;  ///< make the account, where the server offers that to anybody (XEP-0077), then log in
    std::map<std::string, std::string, std::less<>> particulars;  ///< what it may then ask besides: "email", "name", …
    std::optional<auth::Token> token;   ///< tried first while it has not expired; not tried again once it was refused
    auth::AskAccessToken access_token;  ///< for a server that takes OAuth
};

}  // namespace headstock::core
