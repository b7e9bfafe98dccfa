// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <span>

#include "headstock/auth/channel.hpp"
#include "headstock/auth/credentials.hpp"
#include "headstock/auth/mechanism.hpp"
#include "headstock/auth/scram_keys.hpp"
#include "headstock/base/random.hpp"

namespace headstock::auth {

/// Chooses the best way to log in that the server offers and the policy allows: EXTERNAL where a certificate was shown;
/// the token; SCRAM bound to the channel, then SCRAM (SHA-512, SHA-256, SHA-1); the access token (OAUTHBEARER,
/// X-OAUTH2); DIGEST-MD5; PLAIN. ANONYMOUS only for anonymous credentials. The error says what is missing. Nothing
/// below `policy.strongest_seen` is chosen, and nothing at all where that is not a mechanism we have. EXTERNAL and what
/// shows a token or a password come about inside TLS only.
///
/// `offered` is the server's list as it came; `server_binding_types` its list of channel bindings (XEP-0440), empty
/// where it sent none. `except` names mechanisms that the server has refused: whoever puts a -PLUS mechanism there
/// gives up the protection against a man in the middle for that login, unless the policy requires channel binding.
/// `keys`, where given, outlives the mechanism.
[[nodiscard]] Result<std::unique_ptr<Mechanism>> choose(std::span<const std::string> offered,
                                                        const Credentials& credentials, const Channel& channel,
                                                        const Policy& policy, Random& random,
                                                        std::span<const std::string> server_binding_types = {},
                                                        std::span<const std::string> except = {},
                                                        KeyCache* keys = nullptr);

}  // namespace headstock::auth
