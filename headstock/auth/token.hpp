// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "headstock/base/clock.hpp"
#include "headstock/base/secret.hpp"

namespace headstock::auth {

/// What a server gave in exchange for a login, to log in with the next time (Fast Authentication Streamlining Tokens,
/// XEP-0484). Whoever has it can log in: it is stored as a password is.
struct Token {
    std::string mechanism;                 ///< the only one it is good for, such as "HT-SHA-256-EXPR"
    Secret secret;                         ///< as the server wrote it
    std::optional<Timestamp> expiry = {};  ///< from then on the server takes it no more
    std::uint32_t count = 0;               ///< how many logins were tried with it; a server may refuse one it has seen

    [[nodiscard]] bool expired(Timestamp now) const { return expiry && *expiry <= now; }

    friend bool operator==(const Token&, const Token&) = default;
};

}  // namespace headstock::auth
