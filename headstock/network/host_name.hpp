// SPDX-License-Identifier: MIT
#pragma once
#include <asio/ip/address.hpp>

#include <optional>
#include <string>
#include <string_view>

/// What can be said of a host's name without asking anybody. Internal.
namespace headstock::network {

/// `host` in lower case and without a final dot, as names are compared (RFC 4343).
[[nodiscard]] std::string canonical_host(std::string_view host);

/// Reads "127.0.0.1", "::1" or "[::1]".
[[nodiscard]] std::optional<asio::ip::address> read_literal(std::string_view host);

/// Whether `host`, canonical, always means this machine and is never asked of DNS (RFC 6761 §6.3).
[[nodiscard]] bool is_localhost(std::string_view host);

/// Whether DNS can be asked for `host`, canonical: up to 253 bytes of printable ASCII in labels of 1 to 63, without
/// what could not be shown in a message or would end a C string early. Other scripts come as A-labels.
[[nodiscard]] bool is_host_name(std::string_view host);

}  // namespace headstock::network
