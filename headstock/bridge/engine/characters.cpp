// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/characters.hpp"

#include <algorithm>

namespace headstock::bridge::detail {
namespace {

struct Span {
    char32_t first;
    char32_t last;
};

// NameStartChar of XML 1.0, fifth edition, beyond ASCII.
constexpr Span starting[] = {{0xc0, 0xd6},     {0xd8, 0xf6},     {0xf8, 0x2ff},    {0x370, 0x37d},
                             {0x37f, 0x1fff},  {0x200c, 0x200d}, {0x2070, 0x218f}, {0x2c00, 0x2fef},
                             {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff}};
// What NameChar adds to it.
constexpr Span following[] = {{0xb7, 0xb7}, {0x300, 0x36f}, {0x203f, 0x2040}};

template <std::size_t size>
bool within(const Span (&spans)[size], char32_t c) {
    return std::any_of(spans, spans + size, [c](Span span) { return c >= span.first && c <= span.last; });
}

/// The length of the character at `at`, when it is beyond ASCII and a name may have it there; else 0.
std::size_t wide_name_char(const char* at, bool first) {
    if (is_ascii(*at)) return 0;
    const Decoded c = decode(at);
    const bool fits = within(starting, c.value) || (!first && within(following, c.value));
    return fits ? c.length : 0;
}

}  // namespace

Decoded decode(const char* at) {
    const auto byte = [at](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(at[i])); };
    const char32_t lead = byte(0);
    if (lead < 0xe0) return {((lead & 0x1fU) << 6U) | (byte(1) & 0x3fU), 2};
    if (lead < 0xf0) return {((lead & 0x0fU) << 12U) | ((byte(1) & 0x3fU) << 6U) | (byte(2) & 0x3fU), 3};
    return {((lead & 0x07U) << 18U) | ((byte(1) & 0x3fU) << 12U) | ((byte(2) & 0x3fU) << 6U) | (byte(3) & 0x3fU), 4};
}

std::size_t encode(char32_t value, char* to) {
    if (value < 0x80) {
        to[0] = static_cast<char>(value);
        return 1;
    }
    const std::size_t length = value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
    constexpr char32_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (std::size_t i = length - 1; i > 0; --i, value >>= 6U) to[i] = static_cast<char>(0x80U | (value & 0x3fU));
    to[0] = static_cast<char>(leads[length] | value);
    return length;
}

const char* skip_name(const char* at) {
    if (is_ascii(*at)) {
        if ((name_classes[static_cast<unsigned char>(*at)] & starts_name) == 0) return at;
        ++at;
    } else {
        const std::size_t length = wide_name_char(at, true);
        if (length == 0) return at;
        at += length;
    }
    for (;;) {
        while (is_ascii(*at) && (name_classes[static_cast<unsigned char>(*at)] & within_name) != 0) ++at;
        const std::size_t length = wide_name_char(at, false);
        if (length == 0) return at;
        at += length;
    }
}

}  // namespace headstock::bridge::detail
