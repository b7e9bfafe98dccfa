// SPDX-License-Identifier: MIT
#include "headstock/core/stream_error.hpp"

#include <algorithm>
#include <array>

#include "headstock/base/error.hpp"

namespace headstock::core {
namespace {

using enum StreamCondition;

struct Row {
    StreamCondition condition;
    std::string_view word;
    std::string_view message;
};

constexpr std::array<Row, stream_condition_count> rows{{
    {bad_format, "bad-format", "the XML cannot be processed"},
    {bad_namespace_prefix, "bad-namespace-prefix", "a namespace prefix is missing or not supported"},
    {conflict, "conflict", "another stream took its place"},
    {connection_timeout, "connection-timeout", "the other side was silent for too long"},
    {host_gone, "host-gone", "the server no longer serves this domain"},
    {host_unknown, "host-unknown", "the server does not serve this domain"},
    {improper_addressing, "improper-addressing", "a stanza lacks an address it needs"},
    {internal_server_error, "internal-server-error", "the server failed"},
    {invalid_from, "invalid-from", "the sender's address is not one that was proved"},
    {invalid_namespace, "invalid-namespace", "the namespace is not the one of this stream"},
    {invalid_xml, "invalid-xml", "the XML is not valid"},
    {not_authorized, "not-authorized", "something was sent before authentication"},
    {not_well_formed, "not-well-formed", "the XML is not well-formed"},
    {policy_violation, "policy-violation", "a local policy was violated"},
    {remote_connection_failed, "remote-connection-failed", "a remote entity that is needed cannot be reached"},
    {reset, "reset", "the stream must be opened anew"},
    {resource_constraint, "resource-constraint", "the server lacks the resources"},
    {restricted_xml, "restricted-xml", "the XML has parts that XMPP forbids"},
    {see_other_host, "see-other-host", "the server sends its clients to another host"},
    {system_shutdown, "system-shutdown", "the server is shutting down"},
    {undefined_condition, "undefined-condition", "an error of no defined kind"},
    {unsupported_encoding, "unsupported-encoding", "the encoding is not UTF-8"},
    {unsupported_feature, "unsupported-feature", "a feature that is needed is not supported"},
    {unsupported_stanza_type, "unsupported-stanza-type", "an element is not a stanza"},
    {unsupported_version, "unsupported-version", "the version of XMPP is not supported"},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (static_cast<std::size_t>(rows[i].condition) != i + 1) return false;
    return true;
}
static_assert(in_order());

const Row& row(StreamCondition condition) noexcept { return rows[static_cast<std::size_t>(condition) - 1]; }

std::string_view message(int value) {
    const bool known = value >= 1 && value <= static_cast<int>(rows.size());
    return known ? row(static_cast<StreamCondition>(value)).message : "unknown stream error";
}

}  // namespace

std::string_view word(StreamCondition condition) noexcept { return row(condition).word; }

std::optional<StreamCondition> stream_condition(std::string_view word) noexcept {
    const auto found = std::find_if(rows.begin(), rows.end(), [word](const Row& row) { return row.word == word; });
    return found == rows.end() ? std::nullopt : std::optional(found->condition);
}

const std::error_category& stream_category() noexcept {
    static const Category category("headstock.stream", message);
    return category;
}

}  // namespace headstock::core
