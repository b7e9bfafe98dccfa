// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "headstock/base/clock.hpp"
#include "headstock/base/secret.hpp"
#include "headstock/bridge/limits.hpp"
#include "headstock/wire/tls_context.hpp"

namespace headstock::testing {

/// How a server in one's own process behaves. The defaults make one that a careful client likes.
struct ServerOptions {
    std::string domain = "localhost";
    bool tls = true;                         ///< offers STARTTLS, and lets nobody log in without
    int max_tls_version = wire::tls_1_3;     ///< the newest that is spoken
    std::string certificate_pem;             ///< shown to clients, with what it rests on; empty: one is made
    std::string key_pem;                     ///< its key
    std::string ca_pem;                      ///< what `ca_pem()` gives then; empty: the certificate itself
    std::vector<std::string> mechanisms = {  ///< offered in this order; PLAIN is offered inside TLS only
        "SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS",
        "SCRAM-SHA-512",      "SCRAM-SHA-256",      "SCRAM-SHA-1"};
    bool anonymous = false;         ///< offers ANONYMOUS: an account that ends with its connection
    bool binding_types = true;      ///< says which channel bindings it knows (XEP-0440)
    bool offer_hash = true;         ///< lets SCRAM prove that nobody changed the offer (XEP-0474)
    int iterations = 4096;          ///< of SCRAM's PBKDF2
    bool legacy_session = true;     ///< offers the session of RFC 3921, as optional
    bool sasl2 = true;              ///< lets clients log in by SASL2, with all that may come with it (XEP-0388)
    bool stream_management = true;  ///< counts stanzas, and lets clients come back to their sessions (XEP-0198)
    std::map<std::string, Secret> components;  ///< domains that components may speak for, and their secrets (XEP-0114)
    std::string resume_location;               ///< where it tells them to come back to; empty: nowhere in particular

    bridge::Limits before_login{.stanza = 64U << 10U, .nodes = 1'000};  ///< what an unknown client may ask of it
    bridge::Limits limits;                                              ///< and one that is logged in
    std::size_t max_output = 4U << 20U;        ///< bytes that wait for one client; then it is dropped
    std::size_t max_logins = 3;                ///< tries of a connection; then it is dropped
    std::size_t max_sessions = 20;             ///< resources of an account at a time
    std::size_t max_roster = 1'000;            ///< contacts of an account
    std::size_t max_requests = 100;            ///< subscription requests that wait for an account's answer
    std::size_t max_directed = 100;            ///< strangers that one session may tell its presence
    std::size_t max_offline = 100;             ///< messages kept for an account that is offline
    std::size_t max_offline_size = 1U << 20U;  ///< and their bytes
    std::size_t max_unacked = 10'000;          ///< stanzas that one client may leave unacknowledged
    std::size_t max_kept = 1'000;              ///< sessions whose clients are away
    std::size_t max_connections = 1'000;       ///< that one listener serves at a time

    Duration login_limit = std::chrono::seconds(30);    ///< from the connection until a resource is bound
    Duration resume_limit = std::chrono::minutes(5);    ///< for a client to come back; zero: none may
    Duration token_life = std::chrono::hours(14 * 24);  ///< of what a client may log in with instead of its password
    Duration close_limit =
        std::chrono::seconds(2);  ///< for a client to fetch the last words, once its stream has ended
};

}  // namespace headstock::testing
