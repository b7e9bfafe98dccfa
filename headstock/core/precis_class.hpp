// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string_view>

/// The string classes of the PRECIS framework (RFC 8264) and the rules they borrow from IDNA; not installed.
namespace headstock::core::precis {

/// What a code point is to PRECIS (RFC 8264 §8).
enum class Property { valid, free_only, context_j, context_o, disallowed, unassigned };

/// Derives the property of any code point.
[[nodiscard]] Property property(char32_t code_point);

/// A set of code points that profiles start from (RFC 8264 §4).
enum class Class { identifier, freeform };

/// The index of the first code point of `text` that `allowed` has no place for, also by its context (RFC 5892 §A), or
/// `npos`. Takes a time linear in the text's size.
[[nodiscard]] std::size_t first_disallowed(std::u32string_view text, Class allowed);

/// Whether a text without right-to-left letters, or one that obeys all six conditions of the Bidi Rule (RFC 5893 §2).
[[nodiscard]] bool obeys_bidi_rule(std::u32string_view text);

}  // namespace headstock::core::precis
