// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "headstock/auth/crypto.hpp"

namespace headstock::auth {

/// What SCRAM makes of a password, at the price of PBKDF2 (RFC 5802 §3). Whoever has them can log in.
struct ScramKeys {
    Secret client_key;
    Secret server_key;
};

/// The keys that follow from a password which PBKDF2 has salted.
[[nodiscard]] ScramKeys keys_of(Hash hash, const Secret& salted);
/// Computes the keys of a prepared password, in one go.
[[nodiscard]] ScramKeys derive_keys(Hash hash, std::string_view password, std::string_view salt, int iterations);

/// What tells one computation of keys from another, the password included.
[[nodiscard]] Secret key_fingerprint(Hash hash, std::string_view username, std::string_view password,
                                     std::string_view salt, int iterations);

/// Remembers keys that a server has accepted, so that the next login with the same salt and count is quick. It keeps
/// the last eight, in memory only. One thread only.
class KeyCache {
public:
    static constexpr std::size_t capacity = 8;

    /// The keys kept under `fingerprint`, if any; they are then the last to be forgotten.
    [[nodiscard]] std::optional<ScramKeys> find(const Secret& fingerprint);
    /// Keeps `keys`, and forgets those that were not used for longest when there are too many.
    void keep(Secret fingerprint, ScramKeys keys);
    void clear() { entries_.clear(); }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        Secret fingerprint;
        ScramKeys keys;
    };
    std::vector<Entry> entries_;  // the last used stands last
};

}  // namespace headstock::auth
