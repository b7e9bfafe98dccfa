// SPDX-License-Identifier: MIT
#include "headstock/core/legacy_error.hpp"

#include <algorithm>
#include <array>

namespace headstock::core {
namespace {

using enum StanzaCondition;

struct Row {
    int code;
    StanzaCondition condition;
};

constexpr std::array<Row, 17> rows{{
    {302, redirect},
    {400, bad_request},
    {401, not_authorized},
    {402, undefined_condition},
    {403, forbidden},
    {404, item_not_found},
    {405, not_allowed},
    {406, not_acceptable},
    {407, registration_required},
    {408, remote_server_timeout},
    {409, conflict},
    {500, internal_server_error},
    {501, feature_not_implemented},
    {502, service_unavailable},
    {503, service_unavailable},
    {504, remote_server_timeout},
    {510, service_unavailable},
}};
static_assert(std::ranges::is_sorted(rows, {}, &Row::code));

}  // namespace

std::optional<StanzaCondition> condition_of_legacy(int code) noexcept {
    const auto found = std::ranges::lower_bound(rows, code, {}, &Row::code);
    if (found == rows.end() || found->code != code) return std::nullopt;
    return found->condition;
}

}  // namespace headstock::core
