// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/utf8.hpp"

#include "headstock/bridge/engine/characters.hpp"
#include "headstock/bridge/engine/scan.hpp"
#include "headstock/bridge/engine/utf8_avx2.hpp"

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
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80; };
    const unsigned char lead = byte(0);
    if (lead >= 0xe1 && lead <= 0xec && end - at >= 3 && continues(1) &&
        continues(2)) {  // most of what three bytes say
        at += 3;
        return Sequence::whole;
    }
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

/// Moves `at` behind the characters beyond ASCII that begin there; says what the last of them was.
Sequence read_wide(const char*& at, const char* end) {
    Sequence sequence = Sequence::whole;
    while (at != end && !is_ascii(*at) && sequence == Sequence::whole) sequence = read_sequence(at, end);
    return sequence;
}

/// A run of characters at a time. `feeds`: those that came before.
Validated validate_runs(const char* at, const char* end, LineFeeds feeds) {
    Validated checked{at, false, feeds};
    for (;;) {
        checked.end = at = find_control_or_wide(at, end);
        if (at == end) return checked;
        if (!is_ascii(*at)) {
            const Sequence last = read_wide(at, end);
            checked.end = at;
            checked.invalid = last == Sequence::invalid;
            if (last != Sequence::whole) return checked;
            continue;
        }
        for (; at != end && is_space(*at); ++at)
            if (*at == '\n') checked.feeds = {checked.feeds.count + 1, at};
        checked.invalid = at == checked.end;
        if (checked.invalid) return checked;
    }
}

}  // namespace

Validated validate(const char* at, const char* end) {
#if HEADSTOCK_AVX2
    if (end - at >= 128 && has_avx2()) {
        Validated begun = validate_runs(at, at + 6, {});  // so that there are three bytes before the rest
        if (begun.invalid) return begun;
        const char* const most = validate_avx2(begun.end, end, begun.feeds);
        return validate_runs(most, end, begun.feeds);
    }
#endif
    return validate_runs(at, end, {});
}

}  // namespace headstock::bridge::detail
