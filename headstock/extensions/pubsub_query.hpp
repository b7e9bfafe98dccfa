// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/core/lexical.hpp"
#include "headstock/extensions/forms.hpp"
#include "headstock/extensions/result_set.hpp"

/// Publish-Subscribe (XEP-0060): what a service is asked and answers.
namespace headstock::pubsub {

inline constexpr std::string_view ns = "http://jabber.org/protocol/pubsub";

/// What is published at a node.
struct Item {
    std::optional<std::string> id{};           ///< without one the service chooses it
    std::optional<std::string> node{};         ///< where it was published, if a collection tells of it
    std::optional<core::Jid> publisher{};      ///< who published it, where the service says that
    std::optional<bridge::Element> payload{};  ///< absent in a mere note

    static constexpr auto xml =
        bridge::element("item", ns, bridge::attribute("id", &Item::id), bridge::attribute("node", &Item::node),
                        bridge::attribute("publisher", &Item::publisher), bridge::rest(&Item::payload));
    /// Its payload, read. Fails with `PayloadErrc::missing` where it has none of that name.
    template <bridge::Payload T>
    [[nodiscard]] Result<T> as() const {
        if (!payload || !bridge::is_a<T>(payload->name()))
            return fail(make_error_code(bridge::PayloadErrc::missing), "item/" + std::string(bridge::name_of<T>().tag));
        return bridge::read<T>(*payload);
    }
    friend bool operator==(const Item&, const Item&) = default;
};

/// An item that carries `payload`, under `id` or one that the service chooses.
template <bridge::Payload T>
[[nodiscard]] Item item(const T& payload, std::optional<std::string> id = std::nullopt) {
    return {std::move(id), std::nullopt, std::nullopt, bridge::write(payload)};
}

/// The items of a node: which are wanted, or those that there are.
struct Items {
    std::string node;
    std::optional<std::uint32_t> max_items;  ///< no more than the latest so many
    std::optional<std::string> subid;
    std::vector<Item> items;

    static constexpr auto xml = bridge::element(
        "items", ns, bridge::attribute("node", &Items::node), bridge::attribute("max_items", &Items::max_items),
        bridge::attribute("subid", &Items::subid), bridge::child("item", &Items::items));
    friend bool operator==(const Items&, const Items&) = default;
};

struct Publish {
    std::string node;
    std::vector<Item> items;

    static constexpr auto xml = bridge::element("publish", ns, bridge::attribute("node", &Publish::node),
                                                bridge::child("item", &Publish::items));
    friend bool operator==(const Publish&, const Publish&) = default;
};

struct Retract {
    std::string node;
    bool notify = false;
    std::vector<std::string> ids;

    static constexpr auto xml = bridge::element("retract", ns, bridge::attribute("node", &Retract::node),
                                                bridge::attribute("notify", &Retract::notify).otherwise(false),
                                                bridge::attribute_of("item", "id", &Retract::ids));
    friend bool operator==(const Retract&, const Retract&) = default;
};

/// A node to be made; without a name the service chooses one.
struct Create {
    std::optional<std::string> node;

    static constexpr auto xml = bridge::element("create", ns, bridge::attribute("node", &Create::node));
    friend bool operator==(const Create&, const Create&) = default;
};

/// A form, of a node where one is named.
struct NodeForm {
    std::optional<std::string> node;
    std::optional<forms::Form> form;

    static constexpr auto xml =
        bridge::element("configure", ns, bridge::attribute("node", &NodeForm::node), bridge::child(&NodeForm::form));
    friend bool operator==(const NodeForm&, const NodeForm&) = default;
};

/// Who shall be subscribed to a node, or no more; without a node it is the service itself.
struct Subscriber {
    std::optional<std::string> node;
    std::optional<core::Jid> jid;
    std::optional<std::string> subid;

    static constexpr auto xml =
        bridge::element("subscribe", ns, bridge::attribute("node", &Subscriber::node),
                        bridge::attribute("jid", &Subscriber::jid), bridge::attribute("subid", &Subscriber::subid));
    friend bool operator==(const Subscriber&, const Subscriber&) = default;
};

/// The options of a subscription.
struct Options {
    std::optional<std::string> node;
    std::optional<core::Jid> jid;
    std::optional<std::string> subid;
    std::optional<forms::Form> form;

    static constexpr auto xml = bridge::element(
        "options", ns, bridge::attribute("node", &Options::node), bridge::attribute("jid", &Options::jid),
        bridge::attribute("subid", &Options::subid), bridge::child(&Options::form));
    friend bool operator==(const Options&, const Options&) = default;
};

enum class SubscriptionState {
    none,
    pending,  ///< an owner must approve it
    subscribed,
    unconfigured,  ///< nothing is sent before its options are set
};
constexpr auto xml_words(SubscriptionState) {
    using enum SubscriptionState;
    return bridge::words<SubscriptionState>(
        {{none, "none"}, {pending, "pending"}, {subscribed, "subscribed"}, {unconfigured, "unconfigured"}});
}

/// Says that a subscription has options, and whether they must be set before it takes effect.
struct SubscribeOptions {
    bool required = false;

    static constexpr auto xml =
        bridge::element("subscribe-options", ns, bridge::flag("required", &SubscribeOptions::required));
    friend bool operator==(const SubscribeOptions&, const SubscribeOptions&) = default;
};

/// Somebody's subscription to a node.
struct NodeSubscription {
    std::optional<std::string> node{};
    core::Jid jid{};
    std::optional<SubscriptionState> state{};
    std::optional<std::string> subid{};  ///< tells several of one subscriber apart
    std::optional<Timestamp> expiry{};   ///< when a lease ends
    std::optional<SubscribeOptions> options{};

    static constexpr auto xml = bridge::element(
        "subscription", ns, bridge::attribute("node", &NodeSubscription::node),
        bridge::attribute("jid", &NodeSubscription::jid), bridge::attribute("subscription", &NodeSubscription::state),
        bridge::attribute("subid", &NodeSubscription::subid), bridge::attribute("expiry", &NodeSubscription::expiry),
        bridge::child(&NodeSubscription::options));
    friend bool operator==(const NodeSubscription&, const NodeSubscription&) = default;
};

struct Subscriptions {
    std::optional<std::string> node;
    std::vector<NodeSubscription> subscriptions;

    static constexpr auto xml = bridge::element("subscriptions", ns, bridge::attribute("node", &Subscriptions::node),
                                                bridge::child("subscription", &Subscriptions::subscriptions));
    friend bool operator==(const Subscriptions&, const Subscriptions&) = default;
};

/// What somebody may do at a node.
enum class Affiliation { member, none, outcast, owner, publisher, publish_only };
constexpr auto xml_words(Affiliation) {
    using enum Affiliation;
    return bridge::words<Affiliation>({{member, "member"},
                                       {none, "none"},
                                       {outcast, "outcast"},
                                       {owner, "owner"},
                                       {publisher, "publisher"},
                                       {publish_only, "publish-only"}});
}

/// An affiliation: our own to `node`, or that of `jid` to a node of ours.
struct Affiliated {
    std::optional<std::string> node{};
    std::optional<core::Jid> jid{};
    Affiliation affiliation{};

    static constexpr auto xml = bridge::element("affiliation", ns, bridge::attribute("node", &Affiliated::node),
                                                bridge::attribute("jid", &Affiliated::jid),
                                                bridge::attribute("affiliation", &Affiliated::affiliation));
    friend bool operator==(const Affiliated&, const Affiliated&) = default;
};

struct Affiliations {
    std::optional<std::string> node;
    std::vector<Affiliated> affiliations;

    static constexpr auto xml = bridge::element("affiliations", ns, bridge::attribute("node", &Affiliations::node),
                                                bridge::child("affiliation", &Affiliations::affiliations));
    friend bool operator==(const Affiliations&, const Affiliations&) = default;
};

/// All that is asked of a service and answered by it, but for what owners do (`OwnerQuery`). A request has one of them,
/// with a form, or a page, beside it.
struct Query {
    std::optional<Create> create{};
    std::optional<NodeForm> configure{};
    std::optional<Subscriber> subscribe{};
    std::optional<Subscriber> unsubscribe{};
    std::optional<Options> options{};
    std::optional<NodeForm> defaults{};  ///< the options that a subscription has of itself
    std::optional<Publish> publish{};
    std::optional<NodeForm> publish_options{};
    std::optional<Items> items{};
    std::optional<Retract> retract{};
    std::optional<Affiliations> affiliations{};
    std::optional<NodeSubscription> subscription{};
    std::optional<Subscriptions> subscriptions{};
    std::optional<result_set::Page> page{};

    static constexpr auto xml = bridge::element(
        "pubsub", ns, bridge::child(&Query::create), bridge::child(&Query::configure), bridge::child(&Query::subscribe),
        bridge::child("unsubscribe", &Query::unsubscribe), bridge::child(&Query::subscription),
        bridge::child(&Query::options), bridge::child("default", &Query::defaults), bridge::child(&Query::publish),
        bridge::child("publish-options", &Query::publish_options), bridge::child(&Query::items),
        bridge::child(&Query::retract), bridge::child(&Query::affiliations), bridge::child(&Query::subscriptions),
        bridge::child(&Query::page));
    friend bool operator==(const Query&, const Query&) = default;
};

}  // namespace headstock::pubsub
