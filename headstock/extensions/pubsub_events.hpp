// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/delay.hpp"
#include "headstock/extensions/pubsub_query.hpp"

/// Publish-Subscribe (XEP-0060): what a service tells its subscribers, of collections (XEP-0248), too.
namespace headstock::pubsub {

inline constexpr std::string_view event_ns = "http://jabber.org/protocol/pubsub#event";

/// Items of a node: published, and taken back.
struct ItemsEvent {
    std::string node;
    std::vector<Item> items;
    std::vector<std::string> retracted;

    static constexpr auto xml = bridge::element("items", event_ns, bridge::attribute("node", &ItemsEvent::node),
                                                bridge::child("item", &ItemsEvent::items),
                                                bridge::attribute_of("retract", "id", &ItemsEvent::retracted));
    friend bool operator==(const ItemsEvent&, const ItemsEvent&) = default;
};

/// A node is gone.
struct DeleteEvent {
    std::string node;
    std::optional<bridge::Uri> redirect;  ///< where to subscribe instead

    static constexpr auto xml = bridge::element("delete", event_ns, bridge::attribute("node", &DeleteEvent::node),
                                                bridge::attribute_of("redirect", "uri", &DeleteEvent::redirect));
    friend bool operator==(const DeleteEvent&, const DeleteEvent&) = default;
};

/// Nodes came into a collection, or left it.
struct CollectionEvent {
    std::optional<std::string> node;  ///< of the collection
    std::optional<NodeForm> associated;
    std::optional<NodeForm> dissociated;
    std::optional<NodeForm> disassociated;  ///< the same in the spelling of XEP-0060

    static constexpr auto xml =
        bridge::element("collection", event_ns, bridge::attribute("node", &CollectionEvent::node),
                        bridge::child("associate", &CollectionEvent::associated),
                        bridge::child("dissociate", &CollectionEvent::dissociated),
                        bridge::child("disassociate", &CollectionEvent::disassociated));
    friend bool operator==(const CollectionEvent&, const CollectionEvent&) = default;
};

/// What happened: one of these.
struct Event {
    std::optional<ItemsEvent> items{};
    std::optional<std::string> purged{};  ///< the node that has no items any more
    std::optional<DeleteEvent> deleted{};
    std::optional<NodeForm> created{};
    std::optional<NodeForm> configuration{};  ///< how a node is set up now, where the form is told
    std::optional<NodeSubscription> subscription{};
    std::optional<CollectionEvent> collection{};

    static constexpr auto xml =
        bridge::element("event", event_ns, bridge::child(&Event::items),
                        bridge::attribute_of("purge", "node", &Event::purged), bridge::child(&Event::deleted),
                        bridge::child("create", &Event::created), bridge::child("configuration", &Event::configuration),
                        bridge::child("subscription", &Event::subscription), bridge::child(&Event::collection));
    /// The node it is about; empty where none is named, which is the service itself. Good for as long as the event.
    [[nodiscard]] std::string_view node() const;
    friend bool operator==(const Event&, const Event&) = default;
};

/// An event as it came.
struct Notice {
    core::Jid service{};  ///< who sent it; our own bare address for our own account
    Event event{};
    std::vector<std::string> subids{};       ///< by which of our subscriptions, where there are several
    std::vector<std::string> collections{};  ///< by which collections, where not by the node itself
    std::optional<delay::Delay> delay{};     ///< where it is not new
};

/// The notice that a message carries; nothing where it carries none, or a malformed one, or is an error. Anybody may
/// send one: whether its `service` is to be believed is yours to say. `account` is our own address.
[[nodiscard]] std::optional<Notice> notice_of(const core::Message& message, const core::Jid& account);

/// The message by which a service tells `subscriber` of an event; `subids` say by which subscriptions.
[[nodiscard]] core::Message notification(core::Jid subscriber, const Event& event,
                                         const std::vector<std::string>& subids = {},
                                         const std::vector<std::string>& collections = {});

/// Hears what services tell. An event counts only from the very address that a handler is there for.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream) : stream_(stream) {}

    /// Calls `handler` with each event of `service`, a pubsub service or the bare address of an account.
    [[nodiscard]] Subscription on_event(core::Jid service, std::function<void(const Notice&)> handler);
    /// The same for one node. Events of a collection's nodes are those of these nodes.
    [[nodiscard]] Subscription on_event(core::Jid service, std::string node,
                                        std::function<void(const Notice&)> handler);

private:
    core::Stream& stream_;
};

}  // namespace headstock::pubsub
