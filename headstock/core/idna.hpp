// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"
#include "headstock/core/address_error.hpp"

namespace headstock::core {

/// Whether `text` is a domain part of at most 1023 octets in its prepared form already: lower-case ASCII labels of at
/// most 63 octets, none of them an A-label. Never asks ICU.
[[nodiscard]] bool is_plain_domain(std::string_view text) noexcept;

/// Prepares a domain part (RFC 7622 §3.2): A-labels become U-labels, capitals and fullwidth forms are mapped, a
/// trailing dot goes; an IPv6 address stays in its brackets and takes its shortest form (RFC 5952). Labels are those of
/// IDNA2008, with two liberties, for ASCII labels only: `_`, and `--` in any place, since hosts with such names exist.
/// ASCII without `xn--` is prepared without ICU. Fails with `AddressErrc::empty`, `too_long`, `bad_utf8` or
/// `bad_domain`.
[[nodiscard]] Result<std::string> prepare_domain(std::string_view text);

/// Writes a prepared domain part in A-labels, for DNS, SNI and certificates; an IPv6 address keeps its brackets.
[[nodiscard]] std::string ascii_domain(std::string_view prepared);

}  // namespace headstock::core
