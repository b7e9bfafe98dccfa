// SPDX-License-Identifier: MIT
#include "headstock/auth/scram_keys.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace headstock::auth {

ScramKeys derive_keys(Hash hash, std::string_view password, std::string_view salt, int iterations) {
    return keys_of(hash, pbkdf2(hash, password, salt, iterations));
}

ScramKeys keys_of(Hash hash, const Secret& salted) {
    return {.client_key = Secret(hmac(hash, salted.reveal(), "Client Key")),
            .server_key = Secret(hmac(hash, salted.reveal(), "Server Key"))};
}

Secret key_fingerprint(Hash hash, std::string_view username, std::string_view password, std::string_view salt,
                       int iterations) {
    std::string context(name(hash));
    context.append(",").append(std::to_string(iterations));
    context.append(",").append(std::to_string(username.size())).append(",").append(username).append(salt);
    return Secret(hmac(Hash::sha256, password, context));
}

std::optional<ScramKeys> KeyCache::find(const Secret& fingerprint) {
    const auto entry = std::ranges::find(entries_, fingerprint, &Entry::fingerprint);
    if (entry == entries_.end()) return std::nullopt;
    std::rotate(entry, entry + 1, entries_.end());
    return entries_.back().keys;
}

void KeyCache::keep(Secret fingerprint, ScramKeys keys) {
    std::erase_if(entries_, [&](const Entry& entry) { return entry.fingerprint == fingerprint; });
    if (entries_.size() == capacity) entries_.erase(entries_.begin());
    entries_.push_back({std::move(fingerprint), std::move(keys)});
}

}  // namespace headstock::auth
