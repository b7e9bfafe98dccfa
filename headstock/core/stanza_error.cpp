// SPDX-License-Identifier: MIT
#include "headstock/core/stanza_error.hpp"

#include <algorithm>
#include <array>

#include "headstock/base/error.hpp"

namespace headstock::core {
namespace {

using enum StanzaCondition;
using enum ErrorType;

struct Row {
    StanzaCondition condition;
    std::string_view word;
    ErrorType type;
    int legacy;
    std::string_view message;
};

constexpr std::array<Row, stanza_condition_count> rows{{
    {bad_request, "bad-request", modify, 400, "the request is malformed"},
    {conflict, "conflict", cancel, 409, "something of that name exists already"},
    {feature_not_implemented, "feature-not-implemented", cancel, 501, "the feature is not implemented"},
    {forbidden, "forbidden", auth, 403, "permission is lacking"},
    {gone, "gone", cancel, 302, "the recipient is no longer at this address"},
    {internal_server_error, "internal-server-error", cancel, 500, "the server failed"},
    {item_not_found, "item-not-found", cancel, 404, "no such address or item"},
    {jid_malformed, "jid-malformed", modify, 400, "the address is malformed"},
    {not_acceptable, "not-acceptable", modify, 406, "the request does not meet the recipient's criteria"},
    {not_allowed, "not-allowed", cancel, 405, "nobody may do this"},
    {not_authorized, "not-authorized", auth, 401, "credentials are needed"},
    {policy_violation, "policy-violation", modify, 0, "a local policy forbids it"},
    {recipient_unavailable, "recipient-unavailable", wait, 404, "the recipient is not available now"},
    {redirect, "redirect", modify, 302, "the recipient is at another address for now"},
    {registration_required, "registration-required", auth, 407, "registration is needed first"},
    {remote_server_not_found, "remote-server-not-found", cancel, 404, "the remote server does not exist"},
    {remote_server_timeout, "remote-server-timeout", wait, 504, "the remote server could not be reached in time"},
    {resource_constraint, "resource-constraint", wait, 500, "the system lacks the resources"},
    {service_unavailable, "service-unavailable", cancel, 503, "the service is not provided"},
    {subscription_required, "subscription-required", auth, 407, "a subscription is needed first"},
    {undefined_condition, "undefined-condition", cancel, 500, "an error of no defined kind"},
    {unexpected_request, "unexpected-request", wait, 400, "the request came at an unexpected time"},
}};

constexpr std::array<std::string_view, error_type_count> type_words{"auth", "cancel", "continue", "modify", "wait"};

constexpr bool in_order() {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (static_cast<std::size_t>(rows[i].condition) != i + 1) return false;
    return true;
}
static_assert(in_order());

const Row& row(StanzaCondition condition) noexcept { return rows[static_cast<std::size_t>(condition) - 1]; }

std::string_view message(int value) {
    const bool known = value >= 1 && value <= static_cast<int>(rows.size());
    return known ? row(static_cast<StanzaCondition>(value)).message : "unknown stanza error";
}

}  // namespace

std::string_view word(StanzaCondition condition) noexcept { return row(condition).word; }

std::optional<StanzaCondition> stanza_condition(std::string_view word) noexcept {
    const auto found = std::find_if(rows.begin(), rows.end(), [word](const Row& row) { return row.word == word; });
    return found == rows.end() ? std::nullopt : std::optional(found->condition);
}

ErrorType default_type(StanzaCondition condition) noexcept { return row(condition).type; }

int legacy_code(StanzaCondition condition) noexcept { return row(condition).legacy; }

std::string_view word(ErrorType type) noexcept { return type_words[static_cast<std::size_t>(type)]; }

std::optional<ErrorType> error_type(std::string_view word) noexcept {
    const auto found = std::find(type_words.begin(), type_words.end(), word);
    if (found == type_words.end()) return std::nullopt;
    return static_cast<ErrorType>(found - type_words.begin());
}

const std::error_category& stanza_category() noexcept {
    static const Category category("headstock.stanza", message);
    return category;
}

}  // namespace headstock::core
