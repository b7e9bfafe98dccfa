// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

namespace headstock::bridge::detail {

/// How much of some bytes is whole, legal characters, and whether what follows can never become one.
struct Validated {
    const char* end;
    bool invalid;
};

/// Checks that [at, end) is UTF-8 (RFC 3629) made of characters that XML 1.0 §2.2 allows. A character cut short at the
/// end is not counted and not held against it.
[[nodiscard]] Validated validate(const char* at, const char* end);

}  // namespace headstock::bridge::detail
