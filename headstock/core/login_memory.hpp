// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>

#include "headstock/auth/token.hpp"
#include "headstock/core/jid.hpp"

namespace headstock::core {

/// What one login leaves for the next. It holds a secret where it holds a token: it is stored as a password is.
struct LoginMemory {
    std::string agent;                      ///< names this client to the server (XEP-0388); made for the first login
    std::string strongest;                  ///< the strongest mechanism that has logged in: no weaker one will
    std::optional<auth::Token> token = {};  ///< tried before the password (XEP-0484); its mechanism comes with it
    std::optional<std::string> offer = {};  ///< what the server offered last, as XML: a login by token need not wait

    friend bool operator==(const LoginMemory&, const LoginMemory&) = default;
};

/// Keeps it between the runs of a program. Called from within a stream, and must not throw.
class LoginStore {
public:
    virtual ~LoginStore() = default;
    /// What was saved for this bare address; empty where nothing was.
    [[nodiscard]] virtual LoginMemory load(const Jid& account) = 0;
    /// Keeps `memory` instead of what was there.
    virtual void save(const Jid& account, const LoginMemory& memory) = 0;
};

}  // namespace headstock::core
