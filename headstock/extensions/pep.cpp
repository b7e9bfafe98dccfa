// SPDX-License-Identifier: MIT
#include "headstock/extensions/pep.hpp"

#include <algorithm>
#include <memory>

namespace headstock::pep {

core::Request<disco::Info> support(core::Jid account) { return disco::info(std::move(account)); }

bool has_pep(const disco::Info& info) {
    return std::ranges::any_of(info.identities, [](const disco::Identity& identity) {
        return identity.category == "pubsub" && identity.type == "pep";
    });
}

core::Request<pubsub::Publish> publish(std::string node, pubsub::Item item) {
    return pubsub::publish({}, std::move(node), std::move(item));
}

core::Request<pubsub::Publish> publish(std::string node, pubsub::Item item, const pubsub::NodeConfig& must_be) {
    return pubsub::publish({}, std::move(node), std::move(item), must_be.write(pubsub::publish_options));
}

pubsub::NodeConfig for_us_alone() {
    pubsub::NodeConfig config;
    config.persist_items = true;
    config.access_model = pubsub::AccessModel::whitelist;
    return config;
}

pubsub::NodeConfig for_anybody() {
    pubsub::NodeConfig config;
    config.persist_items = true;
    config.access_model = pubsub::AccessModel::open;
    return config;
}

Module::Module(core::Stream& stream)
    : stream_(stream),
      messages_(stream.router().on_message([this](const core::Message& message) { received(message); })) {}

void Module::trust(const core::Roster& roster) {
    trust([&roster](const core::Jid& account) {
        const core::RosterItem* const contact = roster.find(account);
        return contact && (contact->subscription == core::SubscriptionState::to ||
                           contact->subscription == core::SubscriptionState::both);
    });
}

void Module::received(const core::Message& message) {
    const core::Jid& from = message.from();
    const bool is_own = stream_.router().is_own_account(from);
    if (!is_own && !(from.is_bare() && trusted_ && trusted_(from))) return;
    if (const auto notice = pubsub::notice_of(message, stream_.address())) notices_.fire(*notice);
}

Subscription Module::listen(const std::string& node, std::function<void(const pubsub::Notice&)> handler,
                            bool own_only) {
    // The announcement lives as long as the handler that holds it.
    auto announced = std::make_shared<Subscription>(stream_.announce(node + "+notify"));
    return notices_.on(
        [this, node, own_only, handler = std::move(handler), announced = std::move(announced)](const auto& notice) {
            if (notice.event.node() != node) return;
            if (own_only && !stream_.router().is_own_account(notice.service)) return;
            handler(notice);
        });
}

Subscription Module::on_event(const std::string& node, std::function<void(const pubsub::Notice&)> handler) {
    return listen(node, std::move(handler), false);
}

Subscription Module::on_own_event(const std::string& node, std::function<void(const pubsub::Notice&)> handler) {
    return listen(node, std::move(handler), true);
}

}  // namespace headstock::pep
