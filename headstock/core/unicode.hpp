// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"

/// What the preparation of addresses needs of Unicode; not installed.
namespace headstock::core::unicode {

/// Whether every octet is below 128, so that ICU need not be asked.
[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

/// Lowers A to Z and leaves the rest alone.
[[nodiscard]] std::string ascii_lower(std::string_view text);

/// Reads UTF-8 strictly; fails with `AddressErrc::bad_utf8` and the offset of the first wrong octet.
[[nodiscard]] Result<std::u32string> decode(std::string_view utf8);

/// Writes code points as UTF-8.
[[nodiscard]] std::string encode(std::u32string_view text);

/// Names a code point the usual way, as in "U+0041".
[[nodiscard]] std::string name(char32_t code_point);

enum class Form { nfc, nfkc };

/// Normalises UTF-8 that `encode` wrote.
[[nodiscard]] std::string normalise(std::string_view utf8, Form form);

}  // namespace headstock::core::unicode
