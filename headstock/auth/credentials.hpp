// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "headstock/base/secret.hpp"

namespace headstock::auth {

/// Who logs in, and what they know.
struct Credentials {
    std::string username;
    std::string authorization_id = {};  ///< whom to act as; usually empty: oneself
    Secret password = {};
    bool anonymous = false;  ///< log in as nobody: only ANONYMOUS is used, and nothing else is read
};

/// What a login may do. The defaults are the safe ones.
struct Policy {
    bool allow_plain = false;  ///< PLAIN inside TLS, which hands the server the password; without TLS: never
    bool scram_seen = false;   ///< this account has used SCRAM before: PLAIN never again (XEP-0474 §6)
    bool require_channel_binding = false;  ///< only mechanisms that are bound to the connection
    bool check_offer_hash = true;          ///< fail where the server's `h=` says its offer was changed (XEP-0474)
    int min_iterations = 4096;             ///< of PBKDF2; fewer make the password cheap to guess (RFC 7677 §4)
    int max_iterations = 10'000'000;       ///< of PBKDF2; more would keep us busy for the server's pleasure
};

}  // namespace headstock::auth
