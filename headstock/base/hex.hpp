// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"

namespace headstock {

/// Writes bytes as lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(std::string_view bytes);

/// Reads hexadecimal digits of either case; fails with `std::errc::invalid_argument` on anything else.
[[nodiscard]] Result<std::string> from_hex(std::string_view text);

}  // namespace headstock
