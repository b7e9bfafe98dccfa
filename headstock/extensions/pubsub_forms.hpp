// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/lexical.hpp"
#include "headstock/extensions/disco.hpp"
#include "headstock/extensions/forms.hpp"

/// Publish-Subscribe (XEP-0060): the forms that nodes, collections (XEP-0248) and subscriptions are set up with.
/// Each struct has what the specification knows; what is absent is left as it is. A form has the rest.
namespace headstock::pubsub {

inline constexpr std::string_view node_config = "http://jabber.org/protocol/pubsub#node_config";
inline constexpr std::string_view publish_options = "http://jabber.org/protocol/pubsub#publish-options";
inline constexpr std::string_view subscribe_options = "http://jabber.org/protocol/pubsub#subscribe_options";
inline constexpr std::string_view meta_data = "http://jabber.org/protocol/pubsub#meta-data";

/// Who may subscribe and read items.
enum class AccessModel {
    authorize,  ///< whom an owner approves
    open,       ///< anybody
    presence,   ///< who may see the owner's presence
    roster,     ///< who is in one of certain groups of the owner's contacts
    whitelist,  ///< members
};
constexpr auto xml_words(AccessModel) {
    using enum AccessModel;
    return bridge::words<AccessModel>({{authorize, "authorize"},
                                       {open, "open"},
                                       {presence, "presence"},
                                       {roster, "roster"},
                                       {whitelist, "whitelist"}});
}

enum class PublishModel { open, publishers, subscribers };
constexpr auto xml_words(PublishModel) {
    using enum PublishModel;
    return bridge::words<PublishModel>({{open, "open"}, {publishers, "publishers"}, {subscribers, "subscribers"}});
}

/// When a subscriber is sent the last item unasked.
enum class SendLast { never, on_sub, on_sub_and_presence };
constexpr auto xml_words(SendLast) {
    using enum SendLast;
    return bridge::words<SendLast>(
        {{never, "never"}, {on_sub, "on_sub"}, {on_sub_and_presence, "on_sub_and_presence"}});
}

enum class NodeType { leaf, collection };
constexpr auto xml_words(NodeType) {
    return bridge::words<NodeType>({{NodeType::leaf, "leaf"}, {NodeType::collection, "collection"}});
}

/// How a node is set up; for a publisher, how it must be.
struct NodeConfig {
    std::optional<std::string> title{};
    std::optional<std::string> description{};
    std::optional<std::string> type{};  ///< what the items are, as the namespace of their payload
    std::optional<std::string> language{};
    std::optional<bridge::Open<AccessModel>> access_model{};
    std::optional<bridge::Open<PublishModel>> publish_model{};
    std::vector<std::string> roster_groups_allowed{};
    std::optional<bool> persist_items{};
    std::optional<std::string> max_items{};    ///< a number, or "max"
    std::optional<std::string> item_expire{};  ///< seconds, or "max"
    std::optional<std::uint32_t> max_payload_size{};
    std::optional<bool> deliver_notifications{};
    std::optional<bool> deliver_payloads{};
    std::optional<bridge::Open<SendLast>> send_last_published_item{};
    std::optional<bool> presence_based_delivery{};
    std::optional<std::string> notification_type{};  ///< "normal" or "headline"
    std::optional<bool> notify_config{};
    std::optional<bool> notify_delete{};
    std::optional<bool> notify_retract{};
    std::optional<bool> notify_sub{};
    std::optional<bool> purge_offline{};
    std::optional<std::string> publish_node_full{};  ///< "retract-oldest", "discard-oldest" or "reject"
    std::optional<bool> subscribe{};                 ///< whether one may
    std::optional<bool> tempsub{};                   ///< subscriptions end with the subscriber's presence
    std::optional<std::string> itemreply{};          ///< "owner" or "publisher"
    std::vector<core::Jid> contact{};
    std::optional<bridge::Open<NodeType>> node_type{};
    std::vector<std::string> collection{};  ///< those that it is in
    std::vector<std::string> children{};    ///< of a collection
    std::optional<std::string> children_association_policy{};
    std::vector<core::Jid> children_association_whitelist{};
    std::optional<std::uint32_t> children_max{};

    /// Reads a form, of any FORM_TYPE. Fails with `PayloadErrc::malformed` or `duplicate`, and the field's name.
    [[nodiscard]] static Result<NodeConfig> read(const forms::Form& form);
    /// Writes what is there as a form of this FORM_TYPE.
    [[nodiscard]] forms::Form write(std::string_view form_type = node_config,
                                    forms::Type purpose = forms::Type::submit) const;
    friend bool operator==(const NodeConfig&, const NodeConfig&) = default;
};

/// What a subscription has for options.
struct SubscriptionOptions {
    std::optional<bool> deliver{};
    std::optional<bool> digest{};                     ///< several notes in one
    std::optional<std::uint32_t> digest_frequency{};  ///< milliseconds between two
    std::optional<std::string> expire{};              ///< when a lease ends: a `Timestamp`, or "presence"
    std::optional<bool> include_body{};
    std::vector<std::string> show_values{};           ///< in which states of presence: "online", "chat", "away", …
    std::optional<std::string> subscription_type{};   ///< to a collection: "items", "nodes" or "all"
    std::optional<std::string> subscription_depth{};  ///< how many levels of it: a number, or "all"

    [[nodiscard]] static Result<SubscriptionOptions> read(const forms::Form& form);
    [[nodiscard]] forms::Form write(forms::Type purpose = forms::Type::submit) const;
    friend bool operator==(const SubscriptionOptions&, const SubscriptionOptions&) = default;
};

/// What is told of a node to anybody.
struct Metadata {
    std::optional<std::string> title{};
    std::optional<std::string> description{};
    std::optional<std::string> type{};
    std::optional<std::string> language{};
    std::optional<std::string> creation_date{};
    std::optional<core::Jid> creator{};
    std::vector<core::Jid> contact{};
    std::vector<core::Jid> owner{};
    std::vector<core::Jid> publisher{};
    std::optional<std::uint32_t> num_subscribers{};
    std::optional<bridge::Open<AccessModel>> access_model{};
    std::optional<bridge::Open<PublishModel>> publish_model{};
    std::optional<std::string> max_items{};

    [[nodiscard]] static Result<Metadata> read(const forms::Form& form);
    [[nodiscard]] forms::Form write(forms::Type purpose = forms::Type::result) const;
    friend bool operator==(const Metadata&, const Metadata&) = default;
};

/// What `describe` has heard of a node; nothing where no well-formed metadata came.
[[nodiscard]] std::optional<Metadata> metadata_of(const disco::Info& info);

}  // namespace headstock::pubsub
