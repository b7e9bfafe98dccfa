// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"

namespace headstock {

/// Writes bytes as base64 with padding, in one line (RFC 4648 §4).
[[nodiscard]] std::string to_base64(std::string_view bytes);

/// Reads base64 strictly: padded, no white space, no bits left over (RFC 4648 §3.3, §3.5, as RFC 6120 §13.9.1 wants
/// it). Fails with `std::errc::invalid_argument` and the place of the first wrong character.
[[nodiscard]] Result<std::string> from_base64(std::string_view text);

}  // namespace headstock
