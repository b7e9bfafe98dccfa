// SPDX-License-Identifier: MIT
#pragma once
#include <system_error>
#include <type_traits>

namespace headstock::core {

/// Why a text is not an address, or not a part of one.
enum class AddressErrc {
    empty = 1,     ///< there is no domain part, or nothing beside a separator
    too_long,      ///< a part takes more than 1023 octets
    bad_utf8,      ///< the text is not UTF-8
    bad_local,     ///< the local part holds what no local part may
    bad_domain,    ///< the domain part is neither a domain name nor an IP address
    bad_resource,  ///< the resource part holds what no resource part may
    disallowed,    ///< a string, not yet a part of an address, holds what its PRECIS profile does not allow
};

/// The category "headstock.core.address".
[[nodiscard]] const std::error_category& address_category() noexcept;

/// Lets `Error{AddressErrc::empty, text}` be written.
[[nodiscard]] inline std::error_code make_error_code(AddressErrc code) noexcept {
    return {static_cast<int>(code), address_category()};
}

}  // namespace headstock::core

template <>
struct std::is_error_code_enum<headstock::core::AddressErrc> : std::true_type {};
