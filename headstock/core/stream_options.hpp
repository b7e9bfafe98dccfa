// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstddef>
#include <string>

#include "headstock/auth/credentials.hpp"
#include "headstock/base/clock.hpp"
#include "headstock/bridge/limits.hpp"

namespace headstock::auth {
class KeyCache;
}

namespace headstock::core {

class LoginStore;

/// Whether a login may go on without encryption (RFC 7590 §3.1).
enum class Encryption {
    required,  ///< STARTTLS or direct TLS; where the server offers none the stream ends before credentials are sent
    off,       ///< never: for tests on one machine
};

/// How a stream behaves. The defaults are the safe ones.
struct StreamOptions {
    Encryption encryption = Encryption::required;
    auth::Policy auth;
    auth::KeyCache* keys = nullptr;  ///< spares the second login its PBKDF2; must outlive the stream
    std::string language;            ///< xml:lang of the stream; empty: none

    bool sasl2 = true;  ///< logs in by SASL2 and Bind 2 where the server can: fewer round trips (XEP-0388)
    LoginStore* logins =
        nullptr;  ///< keeps what a login leaves for the next; must outlive the stream. Null: the stream
    std::string software = "headstock";  ///< the program's name, as the server shows it to the account's owner
    std::string device;                  ///< the device's, in the same place; empty: not told

    bridge::Limits before_login{.stanza = 64U << 10U, .nodes = 1'000};  ///< what an unknown peer may ask of us
    bridge::Limits limits;                                              ///< and a server that has proved itself
    std::size_t max_output = 4U << 20U;  ///< bytes that wait to be sent; then `send` fails

    std::size_t reply_burst = 200;  ///< requests of a stranger that are answered at once (`ReplyBudget`)
    std::size_t reply_rate = 50;    ///< and then a second; 0: no limit

    Duration login_limit = std::chrono::seconds(30);  ///< from `start` until the address is bound
    Duration idle_limit = std::chrono::minutes(5);    ///< without a word from the server; then it is asked. Zero: never
    Duration close_limit = std::chrono::seconds(2);   ///< for the peer's </stream:stream> after ours

    bool compression = false;       ///< compresses where the server can (XEP-0138); it may give away what TLS protects
    bool stream_management = true;  ///< has stanzas acknowledged where the server can (XEP-0198)
    bool resume = true;             ///< and goes on with a lost session on the next connection
    std::size_t max_unacked = 10'000;                  ///< stanzas that wait to be acknowledged; then `send` fails
    std::size_t max_unacked_size = 16U << 20U;         ///< and their bytes
    std::size_t ack_every = 10;                        ///< stanzas after which an acknowledgement is asked for
    Duration ack_delay = std::chrono::seconds(2);      ///< after the last stanza, until it is asked for anyway
    Duration ack_limit = std::chrono::seconds(30);     ///< for an answer; then the connection is taken for dead
    Duration resume_limit = std::chrono::minutes(10);  ///< a lost session is over after this time at the latest
};

}  // namespace headstock::core
