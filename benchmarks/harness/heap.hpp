// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

namespace headstock::bench {

/// What the program has taken from the heap, in all languages: it stands before the C library's own functions. Only the
/// program that links heap.cpp counts, and pays for it.
struct Heap {
    std::size_t allocations = 0;  ///< so far
    std::size_t allocated = 0;    ///< bytes, so far
    std::ptrdiff_t live = 0;      ///< bytes, as the C library rounds them
};
[[nodiscard]] Heap heap();

}  // namespace headstock::bench
