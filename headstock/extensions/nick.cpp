// SPDX-License-Identifier: MIT
#include "headstock/extensions/nick.hpp"

#include <utility>

namespace headstock::nick {
namespace {

std::optional<std::string> name_in(const core::Stanza& stanza) {
    if (!stanza.has<Nick>()) return std::nullopt;
    Result<Nick> nick = stanza.payload<Nick>();
    if (!nick || nick->name.empty() || nick->name.size() > max_bytes) return std::nullopt;
    return std::move(nick->name);
}

}  // namespace

std::optional<std::string> of(const core::Message& message) {
    if (message.type() == core::MessageType::error) return std::nullopt;
    return name_in(message);
}

std::optional<std::string> of(const core::Presence& presence) {
    if (presence.type() != core::PresenceType::subscribe) return std::nullopt;
    return name_in(presence);
}

core::Request<pubsub::Publish> publish(std::string name) { return pep::publish(Nick{std::move(name)}); }

Subscription on_nick(pep::Module& pep, std::function<void(const core::Jid&, const std::string&)> handler) {
    return pep.on_published<Nick>([handler = std::move(handler)](const core::Jid& account, const Nick& nick) {
        if (nick.name.size() <= max_bytes) handler(account, nick.name);
    });
}

}  // namespace headstock::nick
