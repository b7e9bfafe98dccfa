// SPDX-License-Identifier: MIT
#include "cli/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "cli/exit_codes.hpp"

namespace headstock::cli {
namespace {

/// A character, or a byte that is none.
struct Next {
    char32_t code;
    std::size_t size;
    bool valid;
};

constexpr Next no_utf8{0xFFFD, 1, false};
constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

/// Reads the first character of `text` strictly (RFC 3629 §4); noncharacters that XML forbids are none.
Next next_of(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return no_utf8;
    char32_t code = lead & (0x7FU >> size);
    for (const char c : text.substr(1, size - 1)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80) return no_utf8;
        code = code << 6U | (byte & 0x3FU);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < least.at(size) || code > 0x10FFFF || surrogate || code == 0xFFFE || code == 0xFFFF) return no_utf8;
    return {code, size, true};
}

std::string hexadecimal(char32_t code, std::size_t digits) {
    std::array<char, 8> space{};
    const auto end = std::to_chars(space.data(), space.data() + space.size(), static_cast<std::uint32_t>(code), 16).ptr;
    std::string text(space.data(), end);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

/// Copies `text`, with what `escape` gives in the place of what is unsafe.
template <class Escape>
std::string replaced(std::string_view text, Escape escape) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        const Next next = next_of(text);
        if (!next.valid) safe += replacement;
        else if (is_unsafe(next.code)) safe += escape(next.code);
        else safe += text.substr(0, next.size);
        text.remove_prefix(next.size);
    }
    return safe;
}

std::string braced(char32_t code) { return "\\u{" + hexadecimal(code, 1) + "}"; }

std::string in_line(const Next& next, std::string_view text, std::size_t line) {
    const std::string where = "line " + std::to_string(line) + ": ";
    if (next.valid) return where + "the control character U+" + hexadecimal(next.code, 4);
    const auto byte = static_cast<unsigned char>(text.front());
    return where + "byte 0x" + hexadecimal(byte, 2) + " is no UTF-8";
}

bool is_allowed(const Next& next) {
    if (!next.valid) return false;
    return next.code >= 0x20 || next.code == '\t' || next.code == '\n' || next.code == '\r';
}

}  // namespace

bool is_unsafe(char32_t code) {
    if (code < 0x20 || (code >= 0x7F && code <= 0x9F)) return true;
    if (code == 0x061C || code == 0x200E || code == 0x200F) return true;
    return (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

std::string visible(std::string_view text) { return replaced(text, braced); }

std::string visible_lines(std::string_view text) {
    return replaced(text, [](char32_t code) {
        if (code == '\n') return std::string("\n    ");
        if (code == '\t') return std::string("\t");
        return braced(code);
    });
}

std::string escaped_json(std::string_view json) {
    return replaced(json, [](char32_t code) { return "\\u" + hexadecimal(code, 4); });
}

Result<void> check_sendable(std::string_view text) {
    for (std::size_t line = 1; !text.empty();) {
        const Next next = next_of(text);
        if (!is_allowed(next)) return fail(Errc::bad_input, in_line(next, text, line));
        if (next.code == '\n') ++line;
        text.remove_prefix(next.size);
    }
    return {};
}

}  // namespace headstock::cli
