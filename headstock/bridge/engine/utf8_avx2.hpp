// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/bridge/engine/utf8.hpp"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(HEADSTOCK_SCALAR)
#define HEADSTOCK_AVX2 1
#else
#define HEADSTOCK_AVX2 0
#endif

namespace headstock::bridge::detail {

#if HEADSTOCK_AVX2
/// Whether this machine can do what follows.
[[nodiscard]] bool has_avx2();

/// Checks [at, end) thirty-two bytes at a time, as far as they are legal and whole blocks of them, and gives where it
/// came to: what is wrong, and the rest, has to be looked at again. `at` is the beginning of a character, three bytes
/// before it can be read, and so it is with what is given. Adds what line feeds there are to `feeds`.
[[nodiscard]] const char* validate_avx2(const char* at, const char* end, LineFeeds& feeds);
#endif

}  // namespace headstock::bridge::detail
