// SPDX-License-Identifier: MIT
#include "headstock/bridge/characters.hpp"

#include <algorithm>
#include <array>

#include "headstock/bridge/engine/characters.hpp"

namespace headstock::bridge::detail {
namespace {

/// How many bytes follow the first one; 4 where none may begin a character.
unsigned bytes_behind(unsigned char first) {
    if (first < 0x80) return 0;
    if (first < 0xc2) return 4;
    if (first < 0xe0) return 1;
    if (first < 0xf0) return 2;
    return first < 0xf5 ? 3 : 4;
}

bool is_plain(char c, std::uint8_t classes) {
    return is_ascii(c) && (name_classes[static_cast<unsigned char>(c)] & classes) != 0;
}

bool is_ncname_beyond_ascii(const std::string& name) {
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t size = legal_length(std::string_view(name).substr(at));
        if (size == 0) return false;
        at += size;
    }
    return skip_name(name.c_str()) == name.c_str() + name.size();
}

}  // namespace

std::size_t legal_length(std::string_view text) {
    constexpr std::array<char32_t, 4> least{0, 0x80, 0x800, 0x10000};  // less would be written shorter
    const auto first = static_cast<unsigned char>(text.front());
    const unsigned behind = bytes_behind(first);
    if (behind == 4 || text.size() <= behind) return 0;
    char32_t code = behind == 0 ? first : first & (0x3fU >> behind);
    for (unsigned i = 1; i <= behind; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0U) != 0x80U) return 0;
        code = code << 6U | (byte & 0x3fU);
    }
    return code < least[behind] || !is_xml_char(code) ? 0 : behind + std::size_t{1};
}

bool is_ncname(std::string_view name) {
    if (name.empty()) return false;
    const bool is_usual = is_plain(name.front(), starts_name) &&
                          std::ranges::all_of(name, [](char c) { return is_plain(c, within_name); });
    return is_usual || is_ncname_beyond_ascii(std::string(name));
}

void append_as_ncname(std::string_view name, std::string& out) {
    if (name.empty()) out.append(replacement);
    std::string before;  // what stands before a character decides whether it may be there
    while (!name.empty()) {
        const std::size_t size = std::max<std::size_t>(legal_length(name), 1);
        const bool fits = is_ncname(before + std::string(name.substr(0, size)));
        out.append(fits ? name.substr(0, size) : replacement);
        name.remove_prefix(size);
        before = "_";
    }
}

}  // namespace headstock::bridge::detail
