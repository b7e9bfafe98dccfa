// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

/// What may be written: any bytes can be asked, where engine/characters.hpp wants those that were checked.
namespace headstock::bridge::detail {

/// The bytes that the first character of `text` takes; `text` is not empty. 0: what is there is no UTF-8, or a
/// character that XML 1.0 §2.2 forbids.
[[nodiscard]] std::size_t legal_length(std::string_view text);

/// Whether an element or attribute may be called so: an NCName (Namespaces in XML 1.0 §3, XML 1.0 fifth edition).
[[nodiscard]] bool is_ncname(std::string_view name);

/// Appends `name` with U+FFFD, which a name may hold, for each byte that makes it none.
void append_as_ncname(std::string_view name, std::string& out);

inline constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

}  // namespace headstock::bridge::detail
