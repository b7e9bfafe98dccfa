// SPDX-License-Identifier: MIT
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
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
    [[nodiscard]] unsigned control_or(char a, char b, char c) const {
        return mask([=](char x) { return static_cast<unsigned char>(x) < 0x20 || x == a || x == b || x == c; });
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
    [[nodiscard]] unsigned unusual() const {
        return mask([](char x) {
            return static_cast<unsigned char>(x) >= 0x80 ||
                   (static_cast<unsigned char>(x) < 0x20 && x != '\t' && x != '\n' && x != '\r');
        });
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

#ifdef __SSE2__

/// The same with SSE2, which every x86-64 has.
class SseBlock {
public:
    explicit SseBlock(const char* at) : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))) {}
    [[nodiscard]] unsigned equal(char c) const { return mask(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c))); }
    [[nodiscard]] unsigned any_of(char a, char b) const { return mask(_mm_or_si128(same(a), same(b))); }
    [[nodiscard]] unsigned any_of(char a, char b, char c, char d) const {
        return mask(_mm_or_si128(_mm_or_si128(same(a), same(b)), _mm_or_si128(same(c), same(d))));
    }
    /// Those below a blank, and one of the three given.
    [[nodiscard]] unsigned control_or(char a, char b, char c) const {
        const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes_, _mm_set1_epi8(0x1f)), bytes_);
        return mask(_mm_or_si128(_mm_or_si128(control, same(a)), _mm_or_si128(same(b), same(c))));
    }
    /// Those that a name may have within it, of ASCII.
    [[nodiscard]] unsigned name() const {
        const __m128i letters = within(_mm_or_si128(bytes_, _mm_set1_epi8(0x20)), 'a', 'z');
        const __m128i others = _mm_andnot_si128(same('/'), within(bytes_, '-', '9'));
        return mask(_mm_or_si128(_mm_or_si128(letters, others), same('_')));
    }
    [[nodiscard]] unsigned same_as(SseBlock other) const { return mask(_mm_cmpeq_epi8(bytes_, other.bytes_)); }
    /// Those beyond ASCII, and control characters that are not white space.
    [[nodiscard]] unsigned unusual() const {
        const __m128i low = _mm_cmplt_epi8(bytes_, _mm_set1_epi8(0x20));  // signed: what is beyond ASCII is below zero
        const __m128i space = _mm_or_si128(_mm_or_si128(same('\t'), same('\n')), same('\r'));
        return mask(_mm_andnot_si128(space, low));
    }

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

/// What ends a plain run in a CDATA section.
[[nodiscard]] inline const char* find_cdata_stop(const char* at, const char* end) {
    return find(at, end, [](Block block) { return block.any_of(']', '\r'); });
}

/// What ends a plain run in an attribute's value. There must be one: the NUL behind the input, if nothing else.
[[nodiscard]] inline const char* find_value_stop(const char* at, char quote) {
    for (;; at += 32) {  // nearly every value ends in the first round: a branch that is foreseen
        const unsigned first = Block(at).control_or(quote, '<', '&');
        const unsigned bits = first | Block(at + 16).control_or(quote, '<', '&') << 16U;
        if (bits != 0) return at + std::countr_zero(bits);
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

/// The first byte that is not plain ASCII text.
[[nodiscard]] inline const char* find_unusual(const char* at, const char* end) {
    return find(at, end, [](Block block) { return block.unusual(); });
}

}  // namespace headstock::bridge::detail
