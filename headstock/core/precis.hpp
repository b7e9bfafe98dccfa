// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"
#include "headstock/core/address_error.hpp"

namespace headstock::core {

// PRECIS profiles. Each takes UTF-8 and gives its one prepared form, which the same profile leaves as it is; two texts
// are the same name when their prepared forms are equal, octet by octet. Code points that the ICU in use has not heard
// of are refused. They fail with `AddressErrc::empty`, `too_long` (over 4092 octets before preparation), `bad_utf8`, or
// `disallowed` with the code point and where it stands. ASCII is prepared without ICU.

/// Prepares a user's name, as UsernameCaseMapped (RFC 8265 §3.3): lower case, no spaces, no symbols. Capital sigma
/// becomes σ wherever it stands, so that a part of a name is prepared as in the whole.
[[nodiscard]] Result<std::string> username_case_mapped(std::string_view text);

/// Prepares a password or a resource, as OpaqueString (RFC 8265 §4.2): case and ASCII spaces count, and all other
/// spaces become ASCII ones.
[[nodiscard]] Result<std::string> opaque_string(std::string_view text);

/// Prepares a nickname for showing and storing (RFC 8266 §2.3): surplus spaces go, compatibility forms unite.
[[nodiscard]] Result<std::string> nickname(std::string_view text);

/// Prepares a nickname for comparison (RFC 8266 §2.4): as `nickname`, in lower case.
[[nodiscard]] Result<std::string> nickname_key(std::string_view text);

}  // namespace headstock::core
