// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "headstock/core/unicode.hpp"
#include "headstock/extensions/file_offer.hpp"

namespace headstock::file_offer {
namespace {

constexpr std::size_t longest = 200;           // file systems take 255 bytes; a counter may come behind
constexpr std::size_t longest_extension = 16;  // that is kept where a name is cut

struct Between {
    char32_t first;
    char32_t last;
};
/// Nobody sees these, or they turn around what stands behind them: "annexe\u202Etxt.exe" looks like a text.
constexpr std::array<Between, 12> hidden{{{0x00, 0x1f},
                                          {0x7f, 0x9f},
                                          {0xad, 0xad},
                                          {0x61c, 0x61c},
                                          {0x180e, 0x180e},
                                          {0x200b, 0x200b},
                                          {0x200e, 0x200f},
                                          {0x2028, 0x202e},
                                          {0x2060, 0x206f},
                                          {0xfeff, 0xfeff},
                                          {0xfff9, 0xfffb},
                                          {0xe0000, 0xe007f}}};

bool is_hidden(char32_t c) {
    return std::ranges::any_of(hidden, [&](const Between& range) { return c >= range.first && c <= range.last; });
}

/// What ends a directory here or elsewhere, or only looks so.
bool is_separator(char32_t c) {
    return c == '/' || c == '\\' || c == 0x2044 || c == 0x2215 || c == 0x29f8 || c == 0xff0f || c == 0xff3c;
}

bool is_special(char32_t c) { return c < 0x80 && std::string_view(":*?\"<>|").contains(static_cast<char>(c)); }

std::u32string visible(std::u32string_view name) {
    std::u32string kept;
    for (const char32_t c : name)
        if (!is_hidden(c)) kept.push_back(is_special(c) ? U'_' : c);
    return kept;
}

/// Without the dots and spaces at both ends: `..`, hidden files, and what Windows leaves out.
std::u32string_view trim(std::u32string_view name) {
    const std::u32string_view idle = U". ";
    const std::size_t first = name.find_first_not_of(idle);
    if (first == std::u32string_view::npos) return {};
    return name.substr(first, name.find_last_not_of(idle) - first + 1);
}

/// Whether Windows takes it for a device, with any extension.
bool is_device(std::string_view name) {
    std::string stem;
    for (const char c : name.substr(0, name.find('.')))
        stem.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
    while (stem.ends_with(' ')) stem.pop_back();
    for (const std::string_view device : {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"})
        if (stem == device) return true;
    if (!stem.starts_with("COM") && !stem.starts_with("LPT")) return false;
    const std::string_view number = std::string_view(stem).substr(3);
    return (number.size() == 1 && number >= "0" && number <= "9") || number == "\u00b9" || number == "\u00b2" ||
           number == "\u00b3";
}

/// Cut to `size` bytes, not within a character.
std::string_view cut(std::string_view name, std::size_t size) {
    if (name.size() <= size) return name;
    while (size > 0 && (static_cast<unsigned char>(name[size]) & 0xc0U) == 0x80U) --size;
    return name.substr(0, size);
}

std::string shorten(const std::string& name) {
    if (name.size() <= longest) return name;
    const std::size_t dot = name.rfind('.');
    const std::string extension =
        dot != std::string::npos && name.size() - dot <= longest_extension ? name.substr(dot) : std::string();
    return std::string(cut(name, longest - extension.size())) + extension;
}

std::string as_ascii(std::string_view bytes) {
    std::string text(bytes);
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '_');
    return text;
}

}  // namespace

std::string safe_name(std::string_view offered) {
    Result<std::u32string> decoded = core::unicode::decode(offered);
    if (!decoded) decoded = core::unicode::decode(as_ascii(offered));
    const auto last = std::find_if(decoded->rbegin(), decoded->rend(), is_separator);
    const std::u32string part(last.base(), decoded->end());
    std::string name = shorten(core::unicode::encode(trim(visible(part))));
    if (name.empty()) return "file";
    if (name.starts_with('-') || name.starts_with('~') || is_device(name)) name.insert(0, "_");
    return name;
}

}  // namespace headstock::file_offer
