// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <string_view>

#include "headstock/auth/crypto.hpp"

namespace headstock::auth {

/// The same as the function `pbkdf2`, in pieces: so that who computes can do something else in between, or give up.
/// What it knows of the password is wiped when it goes.
class Pbkdf2 {
public:
    /// `iterations` is above 0. Throws std::bad_alloc, and so does `advance`.
    Pbkdf2(Hash hash, std::string_view password, std::string_view salt, int iterations);
    Pbkdf2(Pbkdf2&& other) noexcept;
    Pbkdf2& operator=(Pbkdf2&& other) noexcept;
    ~Pbkdf2();

    /// Computes `most` iterations, or what is left; at least one. Gives whether the key is ready.
    bool advance(int most);
    /// How many are left.
    [[nodiscard]] int left() const;
    /// The key, once it is ready.
    [[nodiscard]] Secret key() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace headstock::auth
