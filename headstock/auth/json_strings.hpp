// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/base/error.hpp"

namespace headstock::auth {

/// How deep objects and arrays may lie in each other, and how many members an object may have.
inline constexpr std::size_t max_json_depth = 16;
inline constexpr std::size_t max_json_members = 64;

/// One member of a JSON object whose value is a string.
struct JsonString {
    std::string name;
    std::string value;
};

/// Reads a JSON object strictly (RFC 8259) and gives those of its members that are strings, in their order; what else
/// stands in it is checked and left out. Fails with `malformed_challenge`.
[[nodiscard]] Result<std::vector<JsonString>> read_json_strings(std::string_view text);

}  // namespace headstock::auth
