// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"
#include "headstock/bridge/view.hpp"

namespace headstock::bridge {

/// Why an element cannot be written. The error's text is the place: tags from the outside in, as `message/body@lang`.
enum class WriteErrc {
    forbidden_character = 1,  ///< a character that XML 1.0 §2.2 does not allow, or bytes that are not UTF-8
    bad_name,                 ///< a tag or attribute name that is not an NCName
    bad_namespace,  ///< a name that only `xml` or `xmlns` may have, or an attribute's namespace that cannot be declared
};
const std::error_category& write_category();
std::error_code make_error_code(WriteErrc code);

/// A prefix, and the namespace it stands for.
struct Prefix {
    std::string_view prefix;
    std::string_view ns;
};

/// How an element is written. Borrows all it is given.
struct WriteOptions {
    /// The namespace that is the default where the element goes, as `jabber:client` in a stream.
    std::string_view default_ns{};
    /// Spaces a level, for people: only elements without text of their own are broken into lines.
    int indent = 0;
    /// Begin with <?xml version='1.0'?>.
    bool declaration = false;
    /// Bound where the element goes, as `stream` in a stream; used for what is not in the default namespace.
    std::span<const Prefix> prefixes{};
    /// Declare the default and the prefixes on the element itself, as a stream's header does.
    bool declare = false;
};

/// How many levels are indented further than the one before; deeper ones stand below each other.
inline constexpr std::size_t max_indented_levels = 64;

/// Appends `element` to `out` as XML: everything escaped, the fewest namespace declarations, no recursion. What a
/// parser reads from it equals `element`. Fails, and leaves `out` as it was, when XML cannot say it; the error names
/// the place.
[[nodiscard]] Result<void> write(View element, std::string& out, const WriteOptions& options = {});

/// Appends only the start tag, left open for what follows, as a stream header is.
[[nodiscard]] Result<void> write_start(View element, std::string& out, const WriteOptions& options = {});

/// Appends `text` with the characters escaped that content or an attribute value cannot hold as they are.
/// Fails, and leaves `out` as it was, on what XML forbids.
[[nodiscard]] Result<void> write_escaped(std::string_view text, std::string& out);

}  // namespace headstock::bridge

template <>
struct std::is_error_code_enum<headstock::bridge::WriteErrc> : std::true_type {};
