// SPDX-License-Identifier: MIT
#include "headstock/bridge/escape.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "headstock/bridge/characters.hpp"

namespace headstock::bridge::detail {
namespace {

enum class Kind : std::uint8_t { plain, escaped, wide, forbidden };
using Table = std::array<Kind, 256>;

constexpr Table table_for(std::string_view escaped) {
    Table table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = Kind::forbidden;
    for (std::size_t c = 0x80; c < 0x100; ++c) table[c] = Kind::wide;
    for (const char c : {'\t', '\n', '\r'}) table[static_cast<unsigned char>(c)] = Kind::plain;
    for (const char c : escaped) table[static_cast<unsigned char>(c)] = Kind::escaped;
    return table;
}
constexpr std::array<Table, 3> tables{table_for("&<>\r"), table_for("&<>'\t\n\r"), table_for("&<>'\"\t\n\r")};

std::string_view entity(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '\'':
            return "&apos;";
        case '"':
            return "&quot;";
        case '\t':
            return "&#x9;";
        case '\n':
            return "&#xA;";
        default:
            return "&#xD;";
    }
}

/// Whether none of eight bytes needs a closer look. Classic bit tricks: a borrow out of a byte shows that it was less.
bool eight_are_plain(const char* at, bool with_quotes) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t tops = ones * 0x80U;
    std::uint64_t x = 0;
    std::memcpy(&x, at, sizeof x);
    const auto has = [&](std::uint64_t c) { return ((x ^ ones * c) - ones) & ~(x ^ ones * c); };
    const std::uint64_t quotes = with_quotes ? has('"') | has('\'') : 0;
    return (((x - ones * 0x20U) | x | has('&') | has('<') | has('>') | quotes) & tops) == 0;
}

/// How many bytes may be copied as they are with the character at `at`; 0: not even those.
std::size_t step(std::string_view text, std::size_t at, const Table& table) {
    const Kind kind = table[static_cast<unsigned char>(text[at])];
    if (kind == Kind::plain) return 1;
    return kind == Kind::wide ? legal_length(text.substr(at)) : 0;
}

/// The first character in `text` from `at` on that cannot be copied as it is, or the end.
std::size_t run_end(std::string_view text, std::size_t at, const Table& table) {
    const bool with_quotes = table['\''] == Kind::escaped;
    while (at < text.size()) {
        while (text.size() - at >= 8 && eight_are_plain(text.data() + at, with_quotes)) at += 8;
        for (const std::size_t stop = std::min(at + 8, text.size()); at < stop;) {
            const std::size_t size = step(text, at, table);
            if (size == 0) return at;
            at += size;
        }
    }
    return at;
}

}  // namespace

bool append_escaped(std::string_view text, Place place, Forbidden forbidden, std::string& out) {
    const Table& table = tables[static_cast<std::size_t>(place)];
    for (std::size_t at = 0;;) {
        const std::size_t end = run_end(text, at, table);
        out.append(text.substr(at, end - at));
        if (end == text.size()) return true;
        const bool known = table[static_cast<unsigned char>(text[end])] == Kind::escaped;
        if (!known && forbidden == Forbidden::refuse) return false;
        out.append(known ? entity(text[end]) : replacement);
        at = end + 1;
    }
}

}  // namespace headstock::bridge::detail
