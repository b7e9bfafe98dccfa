// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"

namespace headstock::network {

/// A URI with a host (RFC 3986), taken apart.
struct Uri {
    std::string scheme;     ///< in lower case
    std::string user_info;  ///< as written; it may hold a password
    std::string host;       ///< in lower case; an IPv6 address without its brackets
    std::optional<std::uint16_t> port;
    std::string path;  ///< with the query, as written; "/" where there is none
};

/// Takes a URI apart that names a host. Fails with `bad_uri`, whose text says what is wrong and repeats nothing of it.
[[nodiscard]] Result<Uri> parse_uri(std::string_view text);

/// Writes the bytes that `%41` and its like stand for. Fails with `bad_uri`.
[[nodiscard]] Result<std::string> percent_decoded(std::string_view text);

}  // namespace headstock::network
