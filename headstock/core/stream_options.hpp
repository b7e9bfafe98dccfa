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

    bridge::Limits before_login{.stanza = 64U << 10U, .nodes = 1'000};  ///< what an unknown peer may ask of us
    bridge::Limits limits;                                              ///< and a server that has proved itself
    std::size_t max_output = 4U << 20U;  ///< bytes that wait to be sent; then `send` fails

    Duration login_limit = std::chrono::seconds(30);  ///< from `start` until the address is bound
    Duration close_limit = std::chrono::seconds(2);   ///< for the peer's </stream:stream> after ours
};

}  // namespace headstock::core
