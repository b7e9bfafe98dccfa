// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/reference.hpp"

#include <algorithm>
#include <string_view>

#include "headstock/bridge/engine/characters.hpp"

namespace headstock::bridge::detail {
namespace {

constexpr Offset longest = 256;  // whatever the limit: one that is not complete is read again with each piece of input

Reference failed(ParseErrc code, const char* begin, const char* seen) {
    return {Progress::failed, static_cast<Offset>(seen - begin), 0, code};
}

/// The value of a hexadecimal digit; 16 for what is none.
unsigned digit_value(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? static_cast<unsigned>(lower - 'a' + 10) : 16U;
}

Reference read_number(const char* begin, Offset limit) {
    const char* at = begin + 2;
    const unsigned radix = *at == 'x' ? 16 : 10;
    if (radix == 16) ++at;
    const char* const digits = at;
    char32_t value = 0;
    for (; digit_value(*at) < radix; ++at) {
        if (static_cast<Offset>(at - begin) >= limit) return failed(ParseErrc::name_too_long, begin, begin + limit);
        value = std::min<char32_t>(value * radix + digit_value(*at), 0x110000);
    }
    if (*at == '\0') return {Progress::wait};
    if (*at != ';' || at == digits || !is_xml_char(value)) return failed(ParseErrc::not_well_formed, begin, at);
    return {Progress::done, static_cast<Offset>(at + 1 - begin), value};
}

struct Entity {
    std::string_view name;
    char value;
};
constexpr Entity predefined[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

Reference read_entity(const char* begin, Offset limit) {
    const char* const end = skip_name(begin + 1);
    if (static_cast<Offset>(end - begin) > limit) return failed(ParseErrc::name_too_long, begin, begin + limit);
    if (*end == '\0') return {Progress::wait};
    if (*end != ';' || end == begin + 1) return failed(ParseErrc::not_well_formed, begin, end);
    const std::string_view name(begin + 1, end);
    for (const Entity& entity : predefined)
        if (entity.name == name)
            return {Progress::done, static_cast<Offset>(end + 1 - begin), static_cast<char32_t>(entity.value)};
    return failed(ParseErrc::restricted_xml, begin, end);  // RFC 6120 §11.1: references to any other entity
}

}  // namespace

Reference read_reference(const char* at, Offset limit) {
    limit = std::min(limit, longest);
    return at[1] == '#' ? read_number(at, limit) : read_entity(at, limit);
}

Offset normalise_value(char* value, Offset length) {
    const char* from = value;
    const char* const end = value + length;
    char* to = value;
    while (from != end) {
        if (*from == '&') {
            const Reference reference = read_reference(from, longest);
            from += reference.length;
            to += encode(reference.value, to);
        } else if (*from == '\r' && from + 1 != end && from[1] == '\n') {
            ++from;  // the two are one line end, and one blank
        } else {
            *to++ = is_space(*from) ? ' ' : *from;
            ++from;
        }
    }
    return static_cast<Offset>(to - value);
}

}  // namespace headstock::bridge::detail
