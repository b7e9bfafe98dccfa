// SPDX-License-Identifier: MIT
#pragma once
#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"

namespace headstock {

/// Reads a whole decimal number and nothing else: no sign but `-` for signed types, no white space, no overflow.
/// The only reader of numbers from a peer. Fails with `std::errc::invalid_argument` or `result_out_of_range`.
template <std::integral T>
[[nodiscard]] Result<T> read_number(std::string_view text) {
    T value{};
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (wrong == std::errc::result_out_of_range)
        return fail(std::make_error_code(wrong), std::string(text.substr(0, 32)));
    if (wrong != std::errc{} || end != text.data() + text.size())
        return fail(std::make_error_code(std::errc::invalid_argument),
                    "not a number: \"" + std::string(text.substr(0, 32)) + "\"");
    return value;
}

}  // namespace headstock
