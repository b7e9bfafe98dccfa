// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>

/// What of XHTML is harmless, value by value.
namespace headstock::xhtml::detail {

/// What becomes of an element of XHTML.
enum class Fate {
    kept,     ///< it may stay
    opened,   ///< it goes, and what is in it stays (XEP-0071 §11.2)
    dropped,  ///< it goes with all that is in it, which is no text for people
};
[[nodiscard]] Fate fate_of(std::string_view tag);

/// Whether the element may have a style.
[[nodiscard]] bool may_have_style(std::string_view tag);
/// Whether it may have that attribute besides.
[[nodiscard]] bool may_have(std::string_view tag, std::string_view attribute);

/// Whether such an address may stand in a link, or in an image.
[[nodiscard]] bool is_harmless_link(std::string_view uri);
[[nodiscard]] bool is_harmless_image(std::string_view uri);
/// Whether a number of pixels or a percentage is one, and no more than a screen has.
[[nodiscard]] bool is_harmless_size(std::string_view value);
/// Whether it is a type of content, as "text/html".
[[nodiscard]] bool is_content_type(std::string_view value);

/// The declarations of a style that are harmless; empty where none is.
[[nodiscard]] std::string harmless_style(std::string_view style);

}  // namespace headstock::xhtml::detail
