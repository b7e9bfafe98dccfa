// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/payloads/pubsub.hpp"

#include "headstock/core/lexical.hpp"

/// Requests to nodes, their owners' too.
namespace headstock::samples {

inline constexpr std::string_view pubsub_ns = "http://jabber.org/protocol/pubsub";

inline constexpr std::string_view owner_ns = "http://jabber.org/protocol/pubsub#owner";

/// XEP-0060, Publish-Subscribe.
/// Under several names: what is said of a node, with or without a form.
struct NodeWords {
    std::optional<std::string> node;
    std::optional<core::Jid> jid;
    std::optional<std::string> subscription;
    std::optional<bridge::Element> form;

    static constexpr auto xml =
        bridge::element("configure", pubsub_ns, bridge::attribute("node", &NodeWords::node),
                        bridge::attribute("jid", &NodeWords::jid), bridge::attribute("subid", &NodeWords::subscription),
                        bridge::child(bridge::Name{"x", "jabber:x:data"}, &NodeWords::form));
    friend bool operator==(const NodeWords&, const NodeWords&) = default;
};

struct NodeItems {
    std::optional<std::uint32_t> most;
    std::string node;
    bool notifies = false;
    std::optional<std::string> subscription;
    std::vector<PubsubItem> items;

    static constexpr auto xml = bridge::element(
        "items", pubsub_ns, bridge::attribute("max_items", &NodeItems::most),
        bridge::attribute("node", &NodeItems::node), bridge::attribute("notify", &NodeItems::notifies).otherwise(false),
        bridge::attribute("subid", &NodeItems::subscription), bridge::child("item", &NodeItems::items));
    friend bool operator==(const NodeItems&, const NodeItems&) = default;
};

enum class NodeAffiliation { member, none, outcast, owner, publisher, publish_only };
constexpr auto xml_words(NodeAffiliation) {
    using enum NodeAffiliation;
    return bridge::words<NodeAffiliation>({{member, "member"},
                                           {none, "none"},
                                           {outcast, "outcast"},
                                           {owner, "owner"},
                                           {publisher, "publisher"},
                                           {publish_only, "publish-only"}});
}

/// Of somebody, or to a node.
struct NodeAffiliate {
    NodeAffiliation affiliation{};
    std::optional<std::string> node;
    std::optional<core::Jid> jid;

    static constexpr auto xml =
        bridge::element("affiliation", pubsub_ns, bridge::attribute("affiliation", &NodeAffiliate::affiliation),
                        bridge::attribute("node", &NodeAffiliate::node), bridge::attribute("jid", &NodeAffiliate::jid));
    friend bool operator==(const NodeAffiliate&, const NodeAffiliate&) = default;
};

struct NodeAffiliates {
    std::optional<std::string> node;
    std::vector<NodeAffiliate> all;

    static constexpr auto xml =
        bridge::element("affiliations", pubsub_ns, bridge::attribute("node", &NodeAffiliates::node),
                        bridge::child("affiliation", &NodeAffiliates::all));
    friend bool operator==(const NodeAffiliates&, const NodeAffiliates&) = default;
};

enum class SubscriptionState { none, pending, subscribed, unconfigured };
constexpr auto xml_words(SubscriptionState) {
    using enum SubscriptionState;
    return bridge::words<SubscriptionState>(
        {{none, "none"}, {pending, "pending"}, {subscribed, "subscribed"}, {unconfigured, "unconfigured"}});
}

struct SubscribeOptions {
    bool required = false;

    static constexpr auto xml =
        bridge::element("subscribe-options", pubsub_ns, bridge::flag("required", &SubscribeOptions::required));
    friend bool operator==(const SubscribeOptions&, const SubscribeOptions&) = default;
};

struct NodeSubscription {
    std::optional<Timestamp> expiry;
    core::Jid jid;
    std::optional<std::string> node;
    std::optional<std::string> id;
    std::optional<SubscriptionState> state;
    std::optional<SubscribeOptions> options;

    static constexpr auto xml = bridge::element(
        "subscription", pubsub_ns, bridge::attribute("expiry", &NodeSubscription::expiry),
        bridge::attribute("jid", &NodeSubscription::jid), bridge::attribute("node", &NodeSubscription::node),
        bridge::attribute("subid", &NodeSubscription::id), bridge::attribute("subscription", &NodeSubscription::state),
        bridge::child(&NodeSubscription::options));
    friend bool operator==(const NodeSubscription&, const NodeSubscription&) = default;
};

struct NodeSubscriptions {
    std::optional<std::string> node;
    std::vector<NodeSubscription> all;

    static constexpr auto xml =
        bridge::element("subscriptions", pubsub_ns, bridge::attribute("node", &NodeSubscriptions::node),
                        bridge::child("subscription", &NodeSubscriptions::all));
    friend bool operator==(const NodeSubscriptions&, const NodeSubscriptions&) = default;
};

struct Pubsub {
    std::optional<NodeWords> create;
    std::optional<NodeWords> configure;
    std::optional<NodeWords> subscribe;
    std::optional<NodeWords> unsubscribe;
    std::optional<NodeWords> options;
    std::optional<NodeWords> defaults;
    std::optional<NodeItems> publish;
    std::optional<NodeWords> publish_options;
    std::optional<NodeItems> items;
    std::optional<NodeItems> retract;
    std::optional<NodeAffiliates> affiliations;
    std::optional<NodeSubscription> subscription;
    std::optional<NodeSubscriptions> subscriptions;

    static constexpr auto xml = bridge::element(
        "pubsub", pubsub_ns, bridge::child("create", &Pubsub::create), bridge::child(&Pubsub::configure),
        bridge::child("subscribe", &Pubsub::subscribe), bridge::child("unsubscribe", &Pubsub::unsubscribe),
        bridge::child("options", &Pubsub::options), bridge::child("default", &Pubsub::defaults),
        bridge::child("publish", &Pubsub::publish), bridge::child("publish-options", &Pubsub::publish_options),
        bridge::child(&Pubsub::items), bridge::child("retract", &Pubsub::retract), bridge::child(&Pubsub::affiliations),
        bridge::child(&Pubsub::subscription), bridge::child(&Pubsub::subscriptions));
    friend bool operator==(const Pubsub&, const Pubsub&) = default;
};

struct PubsubOwner {
    std::optional<NodeWords> configure;
    std::optional<NodeWords> defaults;
    std::optional<NodeWords> purge;
    std::optional<PubsubDelete> deletes;
    std::optional<NodeAffiliates> affiliations;
    std::optional<NodeSubscriptions> subscriptions;

    static constexpr auto xml = bridge::element(
        "pubsub", owner_ns, bridge::child("configure", &PubsubOwner::configure),
        bridge::child("default", &PubsubOwner::defaults), bridge::child("purge", &PubsubOwner::purge),
        bridge::child("delete", &PubsubOwner::deletes), bridge::child("affiliations", &PubsubOwner::affiliations),
        bridge::child("subscriptions", &PubsubOwner::subscriptions));
    friend bool operator==(const PubsubOwner&, const PubsubOwner&) = default;
};

struct NodeCollection {
    std::optional<std::string> node;
    std::optional<std::string> associated;
    std::optional<std::string> dissociated;

    static constexpr auto xml =
        bridge::element("collection", event_ns, bridge::attribute("node", &NodeCollection::node),
                        bridge::attribute_of("associate", "node", &NodeCollection::associated),
                        bridge::attribute_of("disassociate", "node", &NodeCollection::dissociated));
    friend bool operator==(const NodeCollection&, const NodeCollection&) = default;
};

/// What an event says besides its items.
struct NodeEvent {
    std::optional<NodeCollection> collection;
    std::optional<NodeWords> configuration;
    std::optional<NodeSubscription> subscription;

    static constexpr auto xml = bridge::element("event", event_ns, bridge::child(&NodeEvent::collection),
                                                bridge::child("configuration", &NodeEvent::configuration),
                                                bridge::child("subscription", &NodeEvent::subscription));
    friend bool operator==(const NodeEvent&, const NodeEvent&) = default;
};

}  // namespace headstock::samples
