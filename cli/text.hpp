// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"

/// The tool `headstock`.
namespace headstock::cli {

/// Whether a character could steer a terminal, hide, or make one line look like two: the controls C0 and C1, DEL, the
/// controls of writing direction, and the separators U+2028 and U+2029.
[[nodiscard]] bool is_unsafe(char32_t code);

/// `text` on one line and safe to show: an unsafe character becomes `\u{1b}`, a byte that is no UTF-8 U+FFFD.
[[nodiscard]] std::string visible(std::string_view text);
/// The same for text of several lines: each line after the first begins with four spaces, so that none can pass for a
/// line of ours.
[[nodiscard]] std::string visible_lines(std::string_view text);

/// Escapes what is unsafe in JSON that is valid otherwise, as `\u009b`.
[[nodiscard]] std::string escaped_json(std::string_view json);

/// Whether `text` can be said in XML. Fails with `Errc::bad_input`, the line, and what is wrong there: a control
/// character, or bytes that are no UTF-8.
[[nodiscard]] Result<void> check_sendable(std::string_view text);

}  // namespace headstock::cli
