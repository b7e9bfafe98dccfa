// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/utf8_avx2.hpp"

#if HEADSTOCK_AVX2
#include <immintrin.h>

#include <bit>
#include <cstddef>

#define HEADSTOCK_WITH_AVX2 [[gnu::target("avx2")]]

namespace headstock::bridge::detail {
namespace {

// What can be wrong with two bytes in a row; each is a bit in the tables below. After J. Keiser and D. Lemire,
// "Validating UTF-8 In Less Than One Instruction Per Byte", 2020: two bytes are wrong in a way if the first one's
// halves and the second one's upper half all allow it.
constexpr unsigned char too_short = 1;        // a lead, and no continuation
constexpr unsigned char too_long = 2;         // ASCII, and a continuation
constexpr unsigned char overlong_3 = 4;       // e0 80..9f
constexpr unsigned char too_large = 8;        // f4 90..bf and more
constexpr unsigned char surrogate = 16;       // ed a0..bf
constexpr unsigned char overlong_2 = 32;      // c0, c1
constexpr unsigned char too_large_1000 = 64;  // f5 80..8f and more
constexpr unsigned char overlong_4 = 64;      // f0 80..8f
constexpr unsigned char two_conts = 128;      // two continuations: right or wrong by what stands before
constexpr unsigned char carry = too_short | too_long | two_conts;

struct alignas(32) Table {
    unsigned char values[32];
};

constexpr Table twice(const unsigned char (&values)[16]) {
    Table table{};
    for (int i = 0; i < 32; ++i) table.values[i] = values[i % 16];
    return table;
}

constexpr Table first_high =
    twice({too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long, two_conts, two_conts,
           two_conts, two_conts, too_short | overlong_2, too_short, too_short | overlong_3 | surrogate,
           too_short | too_large | too_large_1000 | overlong_4});
constexpr Table first_low =
    twice({carry | overlong_3 | overlong_2 | overlong_4, carry | overlong_2, carry, carry, carry | too_large,
           carry | too_large | too_large_1000, carry | too_large | too_large_1000, carry | too_large | too_large_1000,
           carry | too_large | too_large_1000, carry | too_large | too_large_1000, carry | too_large | too_large_1000,
           carry | too_large | too_large_1000, carry | too_large | too_large_1000,
           carry | too_large | too_large_1000 | surrogate, carry | too_large | too_large_1000,
           carry | too_large | too_large_1000});
constexpr unsigned char any_cont = too_long | overlong_2 | two_conts;
constexpr Table second_high = twice({too_short, too_short, too_short, too_short, too_short, too_short, too_short,
                                     too_short, any_cont | overlong_3 | too_large_1000 | overlong_4,
                                     any_cont | overlong_3 | too_large, any_cont | surrogate | too_large,
                                     any_cont | surrogate | too_large, too_short, too_short, too_short, too_short});

HEADSTOCK_WITH_AVX2 __m256i load(const void* at) { return _mm256_loadu_si256(static_cast<const __m256i*>(at)); }
HEADSTOCK_WITH_AVX2 __m256i all(int byte) { return _mm256_set1_epi8(static_cast<char>(byte)); }
HEADSTOCK_WITH_AVX2 __m256i high_halves(__m256i x) { return _mm256_and_si256(_mm256_srli_epi16(x, 4), all(0x0f)); }
HEADSTOCK_WITH_AVX2 __m256i look_up(const Table& table, __m256i x) {
    return _mm256_shuffle_epi8(load(table.values), x);
}

/// Whether there is a byte in the block at `at` that cannot stand there after those before it.
HEADSTOCK_WITH_AVX2 bool wrong_utf8(const char* at) {
    const __m256i x = load(at);
    const __m256i before = load(at - 1);
    const __m256i before_that = load(at - 2);
    const __m256i pairs = _mm256_and_si256(_mm256_and_si256(look_up(first_high, high_halves(before)),
                                                            look_up(first_low, _mm256_and_si256(before, all(0x0f)))),
                                           look_up(second_high, high_halves(x)));
    const __m256i third = _mm256_subs_epu8(before_that, all(0xe0 - 0x80));
    const __m256i fourth = _mm256_subs_epu8(load(at - 3), all(0xf0 - 0x80));
    const __m256i wanted = _mm256_and_si256(_mm256_or_si256(third, fourth), all(0x80));
    // U+FFFE and U+FFFF: ef bf be, ef bf bf
    const __m256i last = _mm256_cmpeq_epi8(_mm256_max_epu8(x, all(0xbe)), x);
    const __m256i none = _mm256_and_si256(
        _mm256_and_si256(_mm256_cmpeq_epi8(before_that, all(0xef)), _mm256_cmpeq_epi8(before, all(0xbf))), last);
    const __m256i wrong = _mm256_or_si256(_mm256_xor_si256(wanted, pairs),
                                          _mm256_and_si256(none, _mm256_cmpgt_epi8(_mm256_setzero_si256(), x)));
    return _mm256_testz_si256(wrong, wrong) == 0;
}

/// The beginning of the character that stands before `at`, if that is not its end.
const char* boundary(const char* at) {
    const auto byte = [at](int back) { return static_cast<unsigned char>(at[-back]); };
    if (byte(1) >= 0xc0) return at - 1;
    if (byte(2) >= 0xe0) return at - 2;
    if (byte(3) >= 0xf0) return at - 3;
    return at;
}

}  // namespace

bool has_avx2() {
    static const bool has = __builtin_cpu_supports("avx2") != 0;
    return has;
}

HEADSTOCK_WITH_AVX2 const char* validate_avx2(const char* at, const char* end, LineFeeds& feeds) {
    const char* const begin = at;
    bool wide = false;  // the block before may have ended within a character
    for (; end - at >= 32; at += 32) {
        const __m256i x = load(at);
        const int unusual = _mm256_movemask_epi8(_mm256_cmpgt_epi8(all(0x20), x));  // signed: beyond ASCII is below 0
        if (unusual == 0 && !wide) continue;
        const int high = _mm256_movemask_epi8(x);
        if ((high != 0 || wide) && wrong_utf8(at)) break;
        wide = high != 0;
        const int controls = unusual & ~high;
        if (controls == 0) continue;
        const int ends = _mm256_movemask_epi8(_mm256_cmpeq_epi8(x, all('\n')));
        const __m256i others = _mm256_or_si256(_mm256_cmpeq_epi8(x, all('\t')), _mm256_cmpeq_epi8(x, all('\r')));
        if ((controls & ~(ends | _mm256_movemask_epi8(others))) != 0) break;
        if (ends == 0) continue;
        feeds.count += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(ends)));
        feeds.last = at + 31 - std::countl_zero(static_cast<unsigned>(ends));
    }
    return at == begin ? at : boundary(at);
}

}  // namespace headstock::bridge::detail
#endif
