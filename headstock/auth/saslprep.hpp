// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "headstock/auth/error.hpp"

namespace headstock::auth {

/// The longest user name or password that is prepared, in bytes.
inline constexpr std::size_t max_prepared_size = 4096;

/// What becomes of characters that Unicode 3.2 did not know: refused in what a server stores (passwords), allowed in
/// what it is asked for (user names).
enum class Unassigned { refused, allowed };

/// Prepares a user name or password, so that whoever types it the same way gets the same bytes (RFC 4013). Fails with
/// `invalid_credentials` on forbidden characters, broken UTF-8, too many bytes and an empty result; the text never
/// shows the input.
[[nodiscard]] Result<std::string> saslprep(std::string_view text, Unassigned unassigned = Unassigned::refused);

/// Whether `text` is UTF-8 without U+0000.
[[nodiscard]] bool is_text(std::string_view text);

/// Checks that `text` can be sent as it was typed: UTF-8 without U+0000, at most `max_prepared_size` bytes, and not
/// empty unless it may be. Fails with `invalid_credentials`, which names `what` and never shows the text.
[[nodiscard]] Result<void> check_sendable(std::string_view what, std::string_view text, bool may_be_empty = false);

}  // namespace headstock::auth
