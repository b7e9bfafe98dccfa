// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/request.hpp"
#include "headstock/extensions/pubsub_condition.hpp"
#include "headstock/extensions/pubsub_forms.hpp"
#include "headstock/extensions/pubsub_query.hpp"

/// Publish-Subscribe (XEP-0060): what the owners of nodes, and of collections (XEP-0248), ask of a service.
namespace headstock::pubsub {

inline constexpr std::string_view owner_ns = "http://jabber.org/protocol/pubsub#owner";

/// The configuration that nodes of a type have of themselves.
struct DefaultConfig {
    std::optional<bridge::Open<NodeType>> type;
    std::optional<forms::Form> form;

    static constexpr auto xml = bridge::element("default", owner_ns, bridge::attribute("type", &DefaultConfig::type),
                                                bridge::child(&DefaultConfig::form));
    friend bool operator==(const DefaultConfig&, const DefaultConfig&) = default;
};

/// A node that is deleted, and where to go instead.
struct Delete {
    std::string node;
    std::optional<bridge::Uri> redirect;

    static constexpr auto xml = bridge::element("delete", owner_ns, bridge::attribute("node", &Delete::node),
                                                bridge::attribute_of("redirect", "uri", &Delete::redirect));
    friend bool operator==(const Delete&, const Delete&) = default;
};

/// A collection that a node comes into or leaves.
struct Association {
    std::string collection;
    std::optional<std::string> associate;
    std::optional<std::string> dissociate;

    static constexpr auto xml =
        bridge::element("collection", owner_ns, bridge::attribute("node", &Association::collection),
                        bridge::attribute_of("associate", "node", &Association::associate),
                        bridge::attribute_of("dissociate", "node", &Association::dissociate));
    friend bool operator==(const Association&, const Association&) = default;
};

/// All that owners ask of a service, one at a time, and what it answers.
struct OwnerQuery {
    std::optional<NodeForm> configure{};
    std::optional<DefaultConfig> defaults{};
    std::optional<Delete> deleted{};
    std::optional<std::string> purged{};  ///< the node that is emptied
    std::optional<Affiliations> affiliations{};
    std::optional<Subscriptions> subscriptions{};
    std::optional<Association> association{};

    static constexpr auto xml = bridge::element(
        "pubsub", owner_ns, bridge::child("configure", &OwnerQuery::configure), bridge::child(&OwnerQuery::defaults),
        bridge::child(&OwnerQuery::deleted), bridge::attribute_of("purge", "node", &OwnerQuery::purged),
        bridge::child("affiliations", &OwnerQuery::affiliations),
        bridge::child("subscriptions", &OwnerQuery::subscriptions), bridge::child(&OwnerQuery::association));
    friend bool operator==(const OwnerQuery&, const OwnerQuery&) = default;
};

/// Creates a node, set up as `config` says; without a name the service chooses one. The answer has the name, where the
/// service says it, as it does where it chose it. Fails with `StanzaCondition::conflict` where the node is there.
[[nodiscard]] core::Request<Create> create(core::Jid service, std::string_view node = {});
[[nodiscard]] core::Request<Create> create(core::Jid service, std::string_view node, const NodeConfig& config);
/// Asks for the form of a node's configuration; `NodeConfig::read` reads it.
[[nodiscard]] core::Request<forms::Form> configuration(core::Jid service, std::string node);
/// Sets a node up; what `config` does not say stays as it is.
[[nodiscard]] core::Request<core::Done> configure(core::Jid service, std::string node, const NodeConfig& config);
/// The same by a form that was filled in.
[[nodiscard]] core::Request<core::Done> configure(core::Jid service, std::string node, forms::Form submission);
/// Says that the form that was asked for will not be filled in.
[[nodiscard]] core::Request<core::Done> cancel_configuration(core::Jid service, std::string node);
/// Asks for the configuration that nodes of that type have of themselves.
[[nodiscard]] core::Request<forms::Form> default_configuration(core::Jid service, NodeType type = NodeType::leaf);
/// Deletes a node, and has its subscribers told to go to `redirect`, as "xmpp:hamlet@denmark.lit?;node=blog".
[[nodiscard]] core::Request<core::Done> delete_node(core::Jid service, std::string node,
                                                    std::optional<bridge::Uri> redirect = std::nullopt);
/// Takes all items of a node away.
[[nodiscard]] core::Request<core::Done> purge(core::Jid service, std::string node);

/// Asks who is subscribed to a node of ours.
[[nodiscard]] core::Request<Subscriptions> subscribers(core::Jid service, std::string node);
/// Changes these subscriptions, and no other; the state `none` ends one.
[[nodiscard]] core::Request<core::Done> change_subscribers(core::Jid service, std::string node,
                                                           std::vector<NodeSubscription> changes);
/// Asks who may do what at a node of ours.
[[nodiscard]] core::Request<Affiliations> affiliates(core::Jid service, std::string node);
/// Changes these affiliations, and no other; `none` ends one.
[[nodiscard]] core::Request<core::Done> change_affiliates(core::Jid service, std::string node,
                                                          std::vector<Affiliated> changes);

/// Puts a node into a collection.
[[nodiscard]] core::Request<core::Done> associate(core::Jid service, std::string collection, std::string node);
/// Takes a node out of a collection.
[[nodiscard]] core::Request<core::Done> dissociate(core::Jid service, std::string collection, std::string node);

}  // namespace headstock::pubsub
