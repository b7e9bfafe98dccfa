// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/auth/credentials.hpp"
#include "headstock/auth/error.hpp"

/// The grammar of SCRAM's messages (RFC 5802 §7). Views point into the message that was read.
namespace headstock::auth {

/// The longest salt that is taken, in bytes.
inline constexpr std::size_t max_salt_size = 1024;

/// The longest reason that is kept of what a server gives, in bytes.
inline constexpr std::size_t max_reason_size = 256;

/// One `name=value` of a message.
struct Attribute {
    char name = 0;
    std::string_view value;
};

/// Splits a message into its attributes, in their order. Fails with `wrong` on a message that is too long, holds
/// U+0000, or has an attribute without name or value, or twice.
[[nodiscard]] Result<std::vector<Attribute>> read_attributes(std::string_view message, Errc wrong);

/// Writes a name so that it holds neither `,` nor `=`.
[[nodiscard]] std::string escape_name(std::string_view name);
/// Reads a name that was written so; nothing where it was not.
[[nodiscard]] std::optional<std::string> unescape_name(std::string_view text);

/// What a server asks in its first message.
struct ServerFirst {
    std::string_view nonce;
    std::string salt;
    int iterations = 0;
    std::optional<std::string_view> offer_hash = {};  ///< `h=`, XEP-0474
};

/// Reads the server's first message, and checks its nonce against ours and its count against the policy.
[[nodiscard]] Result<ServerFirst> read_server_first(std::string_view message, std::string_view own_nonce,
                                                    const Policy& policy);

/// Reads the server's last message: its signature, or `server_error` with the reason it gives.
[[nodiscard]] Result<std::string> read_server_final(std::string_view message);

}  // namespace headstock::auth
