// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

namespace headstock::bridge::detail {

/// How many line feeds there are in some bytes, and where the last of them is.
struct LineFeeds {
    std::size_t count = 0;
    const char* last = nullptr;
};

/// How much of some bytes is whole, legal characters, whether what follows can never become one, and the line feeds
/// among them.
struct Validated {
    const char* end;
    bool invalid;
    LineFeeds feeds;
};

/// Checks that [at, end) is UTF-8 (RFC 3629) made of characters that XML 1.0 §2.2 allows. A character cut short at the
/// end is not counted and not held against it.
[[nodiscard]] Validated validate(const char* at, const char* end);

}  // namespace headstock::bridge::detail
