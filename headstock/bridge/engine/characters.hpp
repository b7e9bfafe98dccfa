// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

/// What XML says about characters. All functions here read input that is valid UTF-8 and has a NUL behind its end.
namespace headstock::bridge::detail {

inline constexpr std::uint8_t starts_name = 1;
inline constexpr std::uint8_t within_name = 2;

inline constexpr std::array<std::uint8_t, 128> name_classes = [] {
    std::array<std::uint8_t, 128> classes{};
    for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 'a' + 'A'] = starts_name | within_name;
    for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = within_name;
    classes['_'] = starts_name | within_name;
    classes['-'] = classes['.'] = within_name;
    return classes;
}();

[[nodiscard]] constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
[[nodiscard]] constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
[[nodiscard]] constexpr const char* skip_spaces(const char* at) {
    while (is_space(*at)) ++at;
    return at;
}

/// Whether XML 1.0 §2.2 allows the character.
[[nodiscard]] constexpr bool is_xml_char(char32_t c) {
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    return c < 0xd800 || (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

/// A character beyond ASCII and the length of its sequence.
struct Decoded {
    char32_t value;
    std::size_t length;
};
[[nodiscard]] Decoded decode(const char* at);

/// Writes a character as UTF-8, and gives the length of what it wrote: at most 4 bytes.
std::size_t encode(char32_t value, char* to);

/// The end of the NCName at `at` (Namespaces in XML 1.0 §3, XML 1.0 fifth edition); `at` itself where none begins.
[[nodiscard]] const char* skip_name(const char* at);

}  // namespace headstock::bridge::detail
