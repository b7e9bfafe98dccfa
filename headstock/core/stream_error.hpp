// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace headstock::core {

/// Why a stream had to end (RFC 6120 §4.9.3).
enum class StreamCondition {
    bad_format = 1,
    bad_namespace_prefix,
    conflict,
    connection_timeout,
    host_gone,
    host_unknown,
    improper_addressing,
    internal_server_error,
    invalid_from,
    invalid_namespace,
    invalid_xml,
    not_authorized,
    not_well_formed,
    policy_violation,
    remote_connection_failed,
    reset,
    resource_constraint,
    restricted_xml,
    see_other_host,
    system_shutdown,
    undefined_condition,
    unsupported_encoding,
    unsupported_feature,
    unsupported_stanza_type,
    unsupported_version,
};
inline constexpr std::size_t stream_condition_count = 25;

/// The name on the wire, as in "bad-format".
[[nodiscard]] std::string_view word(StreamCondition condition) noexcept;
/// Reads a name from the wire; none for a word that RFC 6120 does not define.
[[nodiscard]] std::optional<StreamCondition> stream_condition(std::string_view word) noexcept;

/// The category "headstock.stream", whose messages are for people.
[[nodiscard]] const std::error_category& stream_category() noexcept;
/// Lets `Error{StreamCondition::reset, text}` be written.
[[nodiscard]] inline std::error_code make_error_code(StreamCondition condition) noexcept {
    return {static_cast<int>(condition), stream_category()};
}

}  // namespace headstock::core

template <>
struct std::is_error_code_enum<headstock::core::StreamCondition> : std::true_type {};
