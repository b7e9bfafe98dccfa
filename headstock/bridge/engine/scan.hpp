// SPDX-License-Identifier: MIT
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>

// HEADSTOCK_SCALAR: as on a machine that has nothing but plain instructions. All that includes this must agree.
#if defined(__SSE2__) && !defined(HEADSTOCK_SCALAR)
#define HEADSTOCK_SSE2 1
#include <emmintrin.h>
#else
#define HEADSTOCK_SSE2 0
#endif

/// Finding the next byte that matters, sixteen at a time where the machine can. Blocks may reach past the end: whoever
/// owns the bytes keeps `scan_padding` readable bytes behind them.
namespace headstock::bridge::detail {

inline constexpr std::size_t scan_padding = 32;

/// Sixteen bytes, and the answers to questions about each of them: a bit for each byte.
class PlainBlock {
public:
    explicit PlainBlock(const char* at) : bytes_(at) {}
    [[nodiscard]] unsigned equal(char c) const {
        return mask([c](char x) { return x == c; });
    }
    [[nodiscard]] unsigned any_of(char a, char b) const {
        return mask([=](char x) { return x == a || x == b; });
    }
    [[nodiscard]] unsigned any_of(char a, char b, char c, char d) const {
        return mask([=](char x) { return x == a || x == b || x == c || x == d; });
    }
    [[nodiscard]] unsigned control_or(char a, char b) const {
        return mask([=](char x) { return static_cast<unsigned char>(x) < 0x20 || x == a || x == b; });
    }
    [[nodiscard]] unsigned name() const {
        return mask([](char x) {
            const char lower = static_cast<char>(x | 0x20);
            return (lower >= 'a' && lower <= 'z') || (x >= '-' && x <= '9' && x != '/') || x == '_';
        });
    }
    [[nodiscard]] unsigned same_as(PlainBlock other) const {
        unsigned bits = 0;
        for (unsigned i = 0; i < 16; ++i) bits |= static_cast<unsigned>(bytes_[i] == other.bytes_[i]) << i;
        return bits;
    }
    [[nodiscard]] unsigned control_or_wide() const {
        return mask(
            [](char x) { return static_cast<unsigned char>(x) < 0x20 || static_cast<unsigned char>(x) >= 0x80; });
    }

private:
    template <class Question>
    [[nodiscard]] unsigned mask(Question question) const {
        unsigned bits = 0;
        for (unsigned i = 0; i < 16; ++i) bits |= static_cast<unsigned>(question(bytes_[i])) << i;
        return bits;
    }
    const char* bytes_;
};

#if HEADSTOCK_SSE2

/// The same with SSE2, which every x86-64 has.
class SseBlock {
public:
    explicit SseBlock(const char* at) : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))) {}
    [[nodiscard]] unsigned equal(char c) const { return mask(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c))); }
    [[nodiscard]] unsigned any_of(char a, char b) const { return mask(_mm_or_si128(same(a), same(b))); }
    [[nodiscard]] unsigned any_of(char a, char b, char c, char d) const {
        return mask(_mm_or_si128(_mm_or_si128(same(a), same(b)), _mm_or_si128(same(c), same(d))));
    }
    /// Those below a blank, and one of the two given.
    [[nodiscard]] unsigned control_or(char a, char b) const {
        const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes_, _mm_set1_epi8(0x1f)), bytes_);
        return mask(_mm_or_si128(control, _mm_or_si128(same(a), same(b))));
    }
    /// Those that a name may have within it, of ASCII.
    [[nodiscard]] unsigned name() const {
        const __m128i letters = within(_mm_or_si128(bytes_, _mm_set1_epi8(0x20)), 'a', 'z');
        const __m128i others = _mm_andnot_si128(same('/'), within(bytes_, '-', '9'));
        return mask(_mm_or_si128(_mm_or_si128(letters, others), same('_')));
    }
    [[nodiscard]] unsigned same_as(SseBlock other) const { return mask(_mm_cmpeq_epi8(bytes_, other.bytes_)); }
    /// Those below a blank, and those beyond ASCII.
    [[nodiscard]] unsigned control_or_wide() const { return mask(_mm_cmplt_epi8(bytes_, _mm_set1_epi8(0x20))); }

private:
    [[nodiscard]] static __m128i within(__m128i bytes, char first, char last) {
        const __m128i shifted = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
        return _mm_cmpeq_epi8(_mm_min_epu8(shifted, _mm_set1_epi8(static_cast<char>(last - first))), shifted);
    }
    [[nodiscard]] __m128i same(char c) const { return _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c)); }
    [[nodiscard]] static unsigned mask(__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }
    __m128i bytes_;
};

using Block = SseBlock;
#else
using Block = PlainBlock;
#endif

/// The first byte in [at, end) for which `question(block)` has a bit set, or `end`.
template <class Question>
[[nodiscard]] const char* find(const char* at, const char* end, Question question) {
    for (; at < end; at += 16) {
        const unsigned bits = question(Block(at));
        if (bits == 0) continue;
        at += std::countr_zero(bits);
        return at < end ? at : end;
    }
    return end;
}

/// What ends a plain run of text: markup, a reference, a line end to normalise, and what might end "]]>".
[[nodiscard]] inline const char* find_text_stop(const char* at, const char* end) {
    return find(at, end, [](Block block) { return block.any_of('<', '&', '\r', '>'); });
}

/// The same, and a `]`, which may be the beginning of that.
[[nodiscard]] inline const char* find_text_end(const char* at, const char* end) {
    return find(at, end, [](Block block) { return block.any_of('<', '&', '\r', ']') | block.equal('>'); });
}

/// What ends a plain run in a CDATA section.
[[nodiscard]] inline const char* find_cdata_stop(const char* at, const char* end) {
    return find(at, end, [](Block block) { return block.any_of(']', '\r'); });
}

/// What ends a plain run in an attribute's value. There must be one: the NUL behind the input, if nothing else.
[[nodiscard]] inline const char* find_value_stop(const char* at, char quote) {
    for (;; at += 16) {
        const unsigned bits = Block(at).control_or('<', '&') | Block(at).equal(quote);
        if (bits != 0) return at + std::countr_zero(bits);
    }
}

/// All bits below the first one that is set; all there are for none.
[[nodiscard]] inline unsigned below_first(unsigned bits) { return (bits - 1U) & ~bits; }

/// The same for a value that is plain: no control characters, no `<` and no `&` before the quote. Else, where it is
/// not.
[[nodiscard]] inline const char* find_plain_value_end(const char* at, char quote) {
    for (;; at += 32) {
        const Block front(at);
        const Block back(at + 16);
        // Both kinds of quotes, and then a choice: what the next step waits for is short.
        const unsigned singles = front.equal('\'') | back.equal('\'') << 16U;
        const unsigned doubles = front.equal('"') | back.equal('"') << 16U;
        const unsigned quotes = quote == '"' ? doubles : singles;
        const unsigned others = front.control_or('<', '&') | back.control_or('<', '&') << 16U;
        if ((others & below_first(quotes)) != 0) return at + std::countr_zero(others);
        if (quotes != 0) return at + std::countr_zero(quotes);
    }
}

/// The end of a run of bytes that a name may have within it, of ASCII. There must be one, as there is for a value.
[[nodiscard]] inline const char* find_name_end(const char* at) {
    for (;; at += 16) {
        const unsigned bits = ~Block(at).name() & 0xffffU;
        if (bits != 0) return at + std::countr_zero(bits);
    }
}

/// Whether the `size` bytes at both places are the same.
[[nodiscard]] inline bool same_bytes(const char* a, const char* b, std::size_t size) {
    for (; size > 16; a += 16, b += 16, size -= 16)
        if (Block(a).same_as(Block(b)) != 0xffffU) return false;
    return (~Block(a).same_as(Block(b)) & ((1U << size) - 1U)) == 0;
}

/// As `find`, for what is rare: looks where it is only in a stretch that has one.
template <class Question>
[[nodiscard]] const char* find_rare(const char* at, const char* end, Question question) {
    for (; end - at >= 64; at += 64) {
        const unsigned front = question(Block(at)) | question(Block(at + 16));
        if ((front | question(Block(at + 32)) | question(Block(at + 48))) != 0) break;
    }
    return find(at, end, question);
}

/// The first byte that is a control character or beyond ASCII.
[[nodiscard]] inline const char* find_control_or_wide(const char* at, const char* end) {
    return find_rare(at, end, [](Block block) { return block.control_or_wide(); });
}

[[nodiscard]] inline const char* find_line_feed(const char* at, const char* end) {
    return find_rare(at, end, [](Block block) { return block.equal('\n'); });
}

}  // namespace headstock::bridge::detail
