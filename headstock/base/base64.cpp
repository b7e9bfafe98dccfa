// SPDX-License-Identifier: MIT
#include "headstock/base/base64.hpp"

#include <array>
#include <cstdint>

namespace headstock {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t foreign = 0xff;

constexpr auto values = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(foreign);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

char digit(std::uint32_t group, unsigned shift) { return alphabet[(group >> shift) & 63U]; }

std::uint32_t octet(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::unexpected<Error> wrong(std::string_view what, std::size_t at) {
    return fail(std::make_error_code(std::errc::invalid_argument),
                "base64: " + std::string(what) + " at character " + std::to_string(at));
}

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::size_t i = 0;
    for (; i + 3 <= bytes.size(); i += 3) {
        const std::uint32_t group = octet(bytes, i) << 16U | octet(bytes, i + 1) << 8U | octet(bytes, i + 2);
        text.append({digit(group, 18), digit(group, 12), digit(group, 6), digit(group, 0)});
    }
    if (bytes.size() - i == 1) {
        const std::uint32_t group = octet(bytes, i) << 16U;
        text.append({digit(group, 18), digit(group, 12), '=', '='});
    } else if (bytes.size() - i == 2) {
        const std::uint32_t group = octet(bytes, i) << 16U | octet(bytes, i + 1) << 8U;
        text.append({digit(group, 18), digit(group, 12), digit(group, 6), '='});
    }
    return text;
}

Result<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return wrong("the length is not a multiple of four,", text.size());
    std::size_t padding = 0;
    if (text.ends_with("==")) padding = 2;
    else if (text.ends_with('=')) padding = 1;
    const std::size_t digits = text.size() - padding;

    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        const std::uint8_t value = values[static_cast<unsigned char>(text[i])];
        if (value == foreign) return wrong("not a base64 digit", i);
        group = group << 6U | value;
        if (i % 4 != 3) continue;
        for (unsigned shift : {16U, 8U, 0U}) bytes.push_back(static_cast<char>(group >> shift & 0xffU));
        group = 0;
    }
    if (padding == 0) return bytes;
    const unsigned spare = padding == 1 ? 2 : 4;
    if ((group & ((1U << spare) - 1)) != 0) return wrong("bits left over", digits - 1);
    group >>= spare;
    if (padding == 1) bytes.push_back(static_cast<char>(group >> 8U & 0xffU));
    bytes.push_back(static_cast<char>(group & 0xffU));
    return bytes;
}

}  // namespace headstock
