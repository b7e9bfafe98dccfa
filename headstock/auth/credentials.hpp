// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "headstock/auth/token.hpp"
#include "headstock/base/error.hpp"

namespace headstock::auth {

/// Gives an OAuth access token, or says why there is none. Called in each login that uses one.
using AskAccessToken = std::function<Result<Secret>()>;

/// Who logs in, and what they know.
struct Credentials {
    std::string username;
    std::string authorization_id = {};  ///< whom to act as; usually empty: oneself
    Secret password = {};
    bool anonymous = false;            ///< log in as nobody: only ANONYMOUS is used, and nothing else is read
    std::string domain = {};           ///< of the server; DIGEST-MD5 and OAUTHBEARER say it
    std::optional<Token> token = {};   ///< from the server, in an earlier session; chosen before the password
    AskAccessToken access_token = {};  ///< for OAUTHBEARER and X-OAUTH2; SCRAM is chosen before
};

/// What a login may do. The defaults are the safe ones.
struct Policy {
    bool allow_plain = false;       ///< PLAIN inside TLS, which hands the server the password; without TLS: never
    bool allow_digest_md5 = false;  ///< DIGEST-MD5 inside TLS, which is obsolete (RFC 6331); without TLS: never
    bool scram_seen = false;  ///< this account has used SCRAM before: PLAIN and DIGEST-MD5 never again (XEP-0474 §6)
    std::string strongest_seen = {};       ///< the strongest mechanism this account has used: none weaker is chosen
    bool require_channel_binding = false;  ///< only mechanisms that are bound to the connection
    bool check_offer_hash = true;          ///< fail where the server's `h=` says its offer was changed (XEP-0474)
    int min_iterations = 4096;             ///< of PBKDF2; fewer make the password cheap to guess (RFC 7677 §4)
    int max_iterations = 10'000'000;       ///< of PBKDF2; more would keep us busy for the server's pleasure
    int iterations_at_once = 20'000;       ///< of PBKDF2; then whatever else waits has its turn
};

}  // namespace headstock::auth
