// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace headstock::bridge::detail {

/// Where characters go, and so which of them must be escaped.
enum class Place : std::uint8_t {
    content,    ///< & < > and CR, which a parser would read as LF
    attribute,  ///< in single quotes: ' as well, and TAB and LF, which a parser would read as spaces
    anywhere,   ///< " as well
};

/// What becomes of what XML forbids.
enum class Forbidden : std::uint8_t { refuse, replace };

/// Appends `text` escaped for `place`. Gives whether all of it could be said; with `replace` it always can, by U+FFFD.
bool append_escaped(std::string_view text, Place place, Forbidden forbidden, std::string& out);

}  // namespace headstock::bridge::detail
