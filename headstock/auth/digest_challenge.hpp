// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/auth/error.hpp"

/// The grammar of DIGEST-MD5's messages (RFC 2831 §2.1, §7).
namespace headstock::auth {

/// The first size that a challenge may not have, in bytes (RFC 2831 §2.1.1).
inline constexpr std::size_t digest_challenge_limit = 2048;

/// One `name=value` or `name="value"` of a message: the name in lower case, the value without quotes and escapes.
struct Directive {
    std::string name;
    std::string value;
};

/// Splits a message into its directives, in their order; fails with `malformed_challenge`.
[[nodiscard]] Result<std::vector<Directive>> read_directives(std::string_view message);

/// Writes a value in quotes.
[[nodiscard]] std::string quoted(std::string_view value);

/// What a server asks.
struct DigestChallenge {
    std::string nonce;
    std::vector<std::string> realms = {};
    bool utf8 = false;  ///< the user name may be in UTF-8; otherwise it is in ISO 8859-1
};

/// Reads the server's question; fails with `malformed_challenge` where it is not one, or wants what we do not have.
[[nodiscard]] Result<DigestChallenge> read_digest_challenge(std::string_view message);

/// Reads the server's proof, 32 hexadecimal digits; fails with `malformed_challenge`.
[[nodiscard]] Result<std::string> read_digest_proof(std::string_view message);

}  // namespace headstock::auth
