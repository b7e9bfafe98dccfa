// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_condition.hpp"

#include <array>

namespace headstock::pubsub {
namespace {

using core::StanzaCondition;

struct Row {
    StanzaCondition general;
    const char* message;
};

// In the order of `Condition`.
constexpr std::array<Row, 23> rows{{
    {StanzaCondition::not_allowed, "the node is closed to those who are not on its list"},
    {StanzaCondition::not_acceptable, "the subscription must be configured"},
    {StanzaCondition::bad_request, "the address is not the subscriber's"},
    {StanzaCondition::bad_request, "the options are not valid"},
    {StanzaCondition::bad_request, "the payload is not valid here"},
    {StanzaCondition::not_acceptable, "there is no subscription of that id"},
    {StanzaCondition::bad_request, "the node takes no item"},
    {StanzaCondition::bad_request, "an item is missing"},
    {StanzaCondition::bad_request, "the subscriber's address is missing"},
    {StanzaCondition::not_allowed, "the node is full"},
    {StanzaCondition::not_allowed, "there are too many nodes"},
    {StanzaCondition::bad_request, "the node is missing"},
    {StanzaCondition::not_authorized, "not in a group of contacts that may have this"},
    {StanzaCondition::unexpected_request, "not subscribed"},
    {StanzaCondition::not_acceptable, "the payload is too big"},
    {StanzaCondition::bad_request, "a payload is missing"},
    {StanzaCondition::not_authorized, "the subscription waits for approval"},
    {StanzaCondition::conflict, "the node is not as the publisher wants it to be"},
    {StanzaCondition::not_authorized, "only those who see the presence may have this"},
    {StanzaCondition::bad_request, "the subscription's id is missing"},
    {StanzaCondition::policy_violation, "there are too many subscriptions"},
    {StanzaCondition::feature_not_implemented, "the service has not that feature"},
    {StanzaCondition::not_acceptable, "the service has not that access model"},
}};

constexpr int shift = 8;  // a code is the condition, and above it the stanza condition

class Conditions final : public core::ApplicationCategory {
public:
    [[nodiscard]] const char* name() const noexcept override { return "headstock.pubsub"; }
    [[nodiscard]] std::string message(int value) const override {
        const auto at = static_cast<std::size_t>(value & 0xff) - 1;
        return at < rows.size() ? rows[at].message : "unknown condition";
    }
    [[nodiscard]] std::error_condition default_error_condition(int value) const noexcept override {
        return {value >> shift, core::stanza_category()};
    }
    [[nodiscard]] core::StanzaFailure failure(const Error& error) const override {
        const auto condition = static_cast<Condition>(error.code.value() & 0xff);
        core::StanzaFailure failure(static_cast<StanzaCondition>(error.code.value() >> shift));
        Refusal refusal{condition, std::nullopt};
        if (condition == Condition::unsupported && !error.text.empty()) refusal.feature = error.text;
        else failure.text = error.text;
        failure.application.push_back(bridge::write(refusal));
        return failure;
    }
};

}  // namespace

const core::ApplicationCategory& category() noexcept {
    static const Conditions conditions;
    return conditions;
}

std::error_code make_error_code(Condition condition) noexcept {
    return make_error_code(condition, rows[static_cast<std::size_t>(condition) - 1].general);
}

std::error_code make_error_code(Condition condition, StanzaCondition general) noexcept {
    return {static_cast<int>(condition) | (static_cast<int>(general) << shift), category()};
}

std::optional<Condition> condition_of(const std::error_code& code) noexcept {
    if (code.category() != category()) return std::nullopt;
    return static_cast<Condition>(code.value() & 0xff);
}

Error error_of(const core::StanzaFailure& failure) {
    for (const bridge::Element& own : failure.application) {
        if (!bridge::is_a<Refusal>(own.name())) continue;
        const Result<Refusal> refusal = bridge::read<Refusal>(own);
        if (!refusal) continue;
        return {make_error_code(refusal->condition, failure.condition),
                failure.text.empty() ? refusal->feature.value_or("") : failure.text};
    }
    return failure.error();
}

}  // namespace headstock::pubsub
