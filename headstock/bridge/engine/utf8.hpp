// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

namespace headstock::bridge::detail {

/// How much of some bytes is whole, legal characters, whether what follows can never become one, and whether there is a
/// line feed in it.
struct Validated {
    const char* end;
    bool invalid;
    bool lines;
};

/// Checks that [at, end) is UTF-8 (RFC 3629) made of characters that XML 1.0 §2.2 allows. A character cut short at the
/// end is not counted and not held against it.
[[nodiscard]] Validated validate(const char* at, const char* end);

}  // namespace headstock::bridge::detail
