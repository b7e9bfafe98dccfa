// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string_view>
#include <system_error>

#include "headstock/base/error.hpp"
#include "headstock/bridge/view.hpp"

namespace headstock::core {

/// Why the server refused a login (RFC 6120 §6.5).
enum class SaslCondition {
    aborted = 1,
    account_disabled,
    credentials_expired,
    encryption_required,
    incorrect_encoding,
    invalid_authzid,
    invalid_mechanism,
    malformed_request,
    mechanism_too_weak,
    not_authorized,
    temporary_auth_failure,
};
[[nodiscard]] std::string_view word(SaslCondition condition);
[[nodiscard]] std::optional<SaslCondition> sasl_condition(std::string_view word);
const std::error_category& sasl_category();
std::error_code make_error_code(SaslCondition condition);

/// What a <failure/> says, with the text in it. A condition that is not known counts as `not_authorized`.
[[nodiscard]] Error read_sasl_failure(bridge::View failure);

}  // namespace headstock::core

template <>
struct std::is_error_code_enum<headstock::core::SaslCondition> : std::true_type {};
