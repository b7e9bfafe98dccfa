// SPDX-License-Identifier: MIT
#pragma once

#if defined(__x86_64__) && defined(__GNUC__)
#define HEADSTOCK_AVX2 1
#else
#define HEADSTOCK_AVX2 0
#endif

namespace headstock::bridge::detail {

/// How far bytes are legal characters, and whether there is a line feed among those.
struct Stretch {
    const char* end;
    bool lines;
};

#if HEADSTOCK_AVX2
/// Whether this machine can do what follows.
[[nodiscard]] bool has_avx2();

/// Checks [at, end) thirty-two bytes at a time, as far as they are legal and whole blocks of them: what is wrong, and
/// the rest, has to be looked at again. `at` is the beginning of a character, and three bytes before it can be read. So
/// is the end of what it gives.
[[nodiscard]] Stretch validate_avx2(const char* at, const char* end);
#endif

}  // namespace headstock::bridge::detail
