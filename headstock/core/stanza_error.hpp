// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace headstock::core {

/// Why a stanza was refused (RFC 6120 §8.3.3).
enum class StanzaCondition {
    bad_request = 1,
    conflict,
    feature_not_implemented,
    forbidden,
    gone,
    internal_server_error,
    item_not_found,
    jid_malformed,
    not_acceptable,
    not_allowed,
    not_authorized,
    policy_violation,
    recipient_unavailable,
    redirect,
    registration_required,
    remote_server_not_found,
    remote_server_timeout,
    resource_constraint,
    service_unavailable,
    subscription_required,
    undefined_condition,
    unexpected_request,
};
inline constexpr std::size_t stanza_condition_count = 22;

/// What the sender of a refused stanza may do about it (RFC 6120 §8.3.2).
enum class ErrorType {
    auth,       ///< try again after giving credentials
    cancel,     ///< do not try again
    continue_,  ///< go on: it was but a warning
    modify,     ///< try again after changing what was sent
    wait,       ///< try again later
};
inline constexpr std::size_t error_type_count = 5;

/// The name on the wire, as in "bad-request".
[[nodiscard]] std::string_view word(StanzaCondition condition) noexcept;
/// Reads a name from the wire; none for a word that RFC 6120 does not define.
[[nodiscard]] std::optional<StanzaCondition> stanza_condition(std::string_view word) noexcept;

/// The type that RFC 6120 recommends; the first, where it names two, and `cancel` where it names none.
[[nodiscard]] ErrorType default_type(StanzaCondition condition) noexcept;
/// The number that entities from before XMPP understand (XEP-0086); 0 for policy_violation, which has none.
[[nodiscard]] int legacy_code(StanzaCondition condition) noexcept;

/// The name on the wire, as in "auth"; `continue_` is "continue".
[[nodiscard]] std::string_view word(ErrorType type) noexcept;
/// Reads a name from the wire; none for another word.
[[nodiscard]] std::optional<ErrorType> error_type(std::string_view word) noexcept;

/// The category "headstock.stanza", whose messages are for people.
[[nodiscard]] const std::error_category& stanza_category() noexcept;
/// Lets `Error{StanzaCondition::forbidden, text}` be written.
[[nodiscard]] inline std::error_code make_error_code(StanzaCondition condition) noexcept {
    return {static_cast<int>(condition), stanza_category()};
}
/// Whether `code` is that condition, or one of an application's own that came with it.
[[nodiscard]] inline bool operator==(const std::error_code& code, StanzaCondition condition) noexcept {
    const std::error_condition general = code.default_error_condition();
    return general.value() == static_cast<int>(condition) && general.category() == stanza_category();
}

}  // namespace headstock::core

template <>
struct std::is_error_code_enum<headstock::core::StanzaCondition> : std::true_type {};
