// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/request.hpp"
#include "headstock/extensions/disco.hpp"
#include "headstock/extensions/pubsub_condition.hpp"
#include "headstock/extensions/pubsub_query.hpp"

/// Publish-Subscribe (XEP-0060): what anybody, a subscriber and a publisher ask of a service.
///
/// `service` is a pubsub service, or the bare address of an account; empty, it is our own account. A refusal is told by
/// its `Condition`, where it has one, and equals the stanza condition, too. What owners do stands in
/// `pubsub_owner.hpp`, what a service sends by itself in `pubsub_events.hpp`, and the forms in `pubsub_forms.hpp`.
namespace headstock::pubsub {

// --- anybody ---

/// Asks which nodes there are, at the service or in a collection; of a leaf the names are those of its items.
[[nodiscard]] core::Request<disco::Items> nodes(core::Jid service, std::string_view collection = {});
/// Asks what a node is; `metadata_of` reads what its owner says of it.
[[nodiscard]] core::Request<disco::Info> describe(core::Jid service, std::string_view node);
/// Asks for our subscriptions, to all nodes or to one.
[[nodiscard]] core::Request<Subscriptions> subscriptions(core::Jid service, std::string_view node = {});
/// Asks for our affiliations, to all nodes or to one.
[[nodiscard]] core::Request<Affiliations> affiliations(core::Jid service, std::string_view node = {});

// --- subscribers ---

/// What became of a subscription, and the options it has, where the service tells them.
struct Subscribed {
    NodeSubscription subscription{};
    std::optional<forms::Form> options{};
};

/// Subscribes `subscriber`, which is our own address, bare or full; with `options`, where they are given. Its state
/// tells whether an owner must approve it, or options must be set.
[[nodiscard]] core::Request<Subscribed> subscribe(core::Jid service, std::string node, core::Jid subscriber,
                                                  std::optional<forms::Form> options = std::nullopt);
/// Ends a subscription; where there are several of one subscriber, `subid` says which.
[[nodiscard]] core::Request<core::Done> unsubscribe(core::Jid service, std::string node, core::Jid subscriber,
                                                    std::string_view subid = {});
/// Asks for the form of a subscription's options.
[[nodiscard]] core::Request<forms::Form> options(core::Jid service, std::string node, core::Jid subscriber,
                                                 std::string_view subid = {});
/// Sets a subscription's options.
[[nodiscard]] core::Request<core::Done> change_options(core::Jid service, std::string node, core::Jid subscriber,
                                                       forms::Form submission, std::string_view subid = {});
/// Asks for the options that subscriptions have of themselves, to a node or at the whole service.
[[nodiscard]] core::Request<forms::Form> default_options(core::Jid service, std::string_view node = {});

/// Items, and which page of them it is, where the service gives no more than a page.
struct ItemsPage {
    Items items{};
    std::optional<result_set::Page> page{};
};

/// Asks for the items of a node: as many as the service gives.
[[nodiscard]] core::Request<ItemsPage> items(core::Jid service, std::string node);
/// The same for a page of them; `result_set::next` of the answer's page asks for the one behind it.
[[nodiscard]] core::Request<ItemsPage> items(core::Jid service, std::string node, result_set::Page page);
/// The same with all that a request can say, as the subscription's id.
[[nodiscard]] core::Request<ItemsPage> items(core::Jid service, Items which,
                                             std::optional<result_set::Page> page = std::nullopt);
/// Asks for the latest `count` items.
[[nodiscard]] core::Request<ItemsPage> latest_items(core::Jid service, std::string node, std::uint32_t count);
/// Asks for the items of these ids; those that there are not are left out.
[[nodiscard]] core::Request<ItemsPage> items_by_id(core::Jid service, std::string node,
                                                   const std::vector<std::string>& ids);

// --- publishers ---

/// Publishes an item. `options` say how the node must be: where it is another way nothing is published, which is
/// `Condition::precondition_not_met`, and where there is none the service may make it that way. The answer has the
/// item's id, where the service says it, as it does where it chose it.
[[nodiscard]] core::Request<Publish> publish(core::Jid service, std::string node, Item item,
                                             std::optional<forms::Form> options = std::nullopt);
/// The same for several items at once, which not every service takes, or for none: a mere note.
[[nodiscard]] core::Request<Publish> publish(core::Jid service, std::string node, std::vector<Item> items,
                                             std::optional<forms::Form> options = std::nullopt);
/// Takes items back, and has the subscribers told where `notify` is set.
[[nodiscard]] core::Request<core::Done> retract(core::Jid service, std::string node, std::vector<std::string> ids,
                                                bool notify = true);

}  // namespace headstock::pubsub
