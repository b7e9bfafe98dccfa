// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "headstock/bridge/payload.hpp"
#include "headstock/core/stanza_failure.hpp"

/// Publish-Subscribe (XEP-0060): what a service says beside the stanza condition when it refuses.
namespace headstock::pubsub {

inline constexpr std::string_view errors_ns = "http://jabber.org/protocol/pubsub#errors";

/// Why a service refused.
enum class Condition {
    closed_node = 1,         ///< only those on its list may subscribe
    configuration_required,  ///< subscribe with options
    invalid_jid,
    invalid_options,
    invalid_payload,  ///< several elements, or of a namespace that the node does not take
    invalid_subid,
    item_forbidden,  ///< the node sends notes without items
    item_required,
    jid_required,
    max_items_exceeded,
    max_nodes_exceeded,
    nodeid_required,
    not_in_roster_group,
    not_subscribed,
    payload_too_big,
    payload_required,
    pending_subscription,
    precondition_not_met,  ///< the node is not as the publish options want it
    presence_subscription_required,
    subid_required,
    too_many_subscriptions,
    unsupported,  ///< the error's text is the feature, as "retrieve-items"
    unsupported_access_model,
};
constexpr auto xml_words(Condition) {
    using enum Condition;
    return bridge::words<Condition>({{closed_node, "closed-node"},
                                     {configuration_required, "configuration-required"},
                                     {invalid_jid, "invalid-jid"},
                                     {invalid_options, "invalid-options"},
                                     {invalid_payload, "invalid-payload"},
                                     {invalid_subid, "invalid-subid"},
                                     {item_forbidden, "item-forbidden"},
                                     {item_required, "item-required"},
                                     {jid_required, "jid-required"},
                                     {max_items_exceeded, "max-items-exceeded"},
                                     {max_nodes_exceeded, "max-nodes-exceeded"},
                                     {nodeid_required, "nodeid-required"},
                                     {not_in_roster_group, "not-in-roster-group"},
                                     {not_subscribed, "not-subscribed"},
                                     {payload_too_big, "payload-too-big"},
                                     {payload_required, "payload-required"},
                                     {pending_subscription, "pending-subscription"},
                                     {precondition_not_met, "precondition-not-met"},
                                     {presence_subscription_required, "presence-subscription-required"},
                                     {subid_required, "subid-required"},
                                     {too_many_subscriptions, "too-many-subscriptions"},
                                     {unsupported, "unsupported"},
                                     {unsupported_access_model, "unsupported-access-model"}});
}

}  // namespace headstock::pubsub

template <>
struct std::is_error_code_enum<headstock::pubsub::Condition> : std::true_type {};

namespace headstock::pubsub {

/// A condition on the wire.
struct Refusal {
    Condition condition{};
    std::optional<std::string> feature;  ///< what is `unsupported`

    static constexpr auto xml = bridge::element(bridge::tag_of(&Refusal::condition), errors_ns,
                                                bridge::attribute("feature", &Refusal::feature));
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// The category "headstock.pubsub". Its codes equal both their `Condition` and the stanza condition they came with.
[[nodiscard]] const core::ApplicationCategory& category() noexcept;
/// The condition next to the stanza condition that XEP-0060 has for it.
[[nodiscard]] std::error_code make_error_code(Condition condition) noexcept;
/// The condition next to another one.
[[nodiscard]] std::error_code make_error_code(Condition condition, core::StanzaCondition general) noexcept;
/// Which condition `code` is; nothing where it is of another category.
[[nodiscard]] std::optional<Condition> condition_of(const std::error_code& code) noexcept;
[[nodiscard]] inline bool operator==(const std::error_code& code, Condition condition) noexcept {
    return condition_of(code) == condition;
}

/// Reads a stanza error: its code is the condition, where there is one, its text the words or the missing feature.
[[nodiscard]] Error error_of(const core::StanzaFailure& failure);

}  // namespace headstock::pubsub
