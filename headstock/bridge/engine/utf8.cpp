// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/utf8.hpp"

#include "headstock/bridge/engine/characters.hpp"
#include "headstock/bridge/engine/scan.hpp"

namespace headstock::bridge::detail {
namespace {

enum class Sequence { whole, cut, invalid };

struct Continuation {
    unsigned char low = 0x80;
    unsigned char high = 0xbf;
};

/// What may stand second: this is where overlong forms, surrogates and what is past U+10FFFF are told.
Continuation second_after(unsigned char lead) {
    if (lead == 0xe0) return {0xa0, 0xbf};
    if (lead == 0xed) return {0x80, 0x9f};
    if (lead == 0xf0) return {0x90, 0xbf};
    if (lead == 0xf4) return {0x80, 0x8f};
    return {};
}

/// Reads one sequence beyond ASCII and moves `at` behind it when it is whole.
Sequence read_sequence(const char*& at, const char* end) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(at[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0xc2 || lead > 0xf4) return Sequence::invalid;
    const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const auto available = static_cast<std::size_t>(end - at);
    Continuation allowed = second_after(lead);
    for (std::size_t i = 1; i < length; ++i, allowed = {}) {
        if (i == available) return Sequence::cut;
        if (byte(i) < allowed.low || byte(i) > allowed.high) return Sequence::invalid;
    }
    if (lead == 0xef && byte(1) == 0xbf && byte(2) >= 0xbe) return Sequence::invalid;  // U+FFFE and U+FFFF
    at += length;
    return Sequence::whole;
}

}  // namespace

Validated validate(const char* at, const char* end) {
    for (;;) {
        at = find_unusual(at, end);
        if (at == end) return {at, false};
        if (is_ascii(*at)) return {at, true};
        while (at != end && !is_ascii(*at)) {
            const Sequence sequence = read_sequence(at, end);
            if (sequence != Sequence::whole) return {at, sequence == Sequence::invalid};
        }
    }
}

}  // namespace headstock::bridge::detail
