// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "headstock/bridge/engine/fault.hpp"

namespace headstock::bridge::detail {

/// A character or entity reference, from `&` to `;`.
struct Reference {
    Progress progress;
    Offset length = 0;    ///< of the reference; where it failed, how far in the byte is that proves it
    char32_t value = 0;   ///< the character it stands for
    ParseErrc code = {};  ///< why it failed
};

/// Reads the reference that begins at `at`; the input has a NUL behind its end. One longer than `limit`, or than
/// 256 bytes, fails.
[[nodiscard]] Reference read_reference(const char* at, Offset limit);

/// Resolves references in the value of an attribute and turns white space into blanks (XML 1.0 §3.3.3), in place. The
/// value was read before, so all references in it are good. Gives the length it has then.
[[nodiscard]] Offset normalise_value(char* value, Offset length);

}  // namespace headstock::bridge::detail
