// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/core/message.hpp"
#include "headstock/core/presence.hpp"
#include "headstock/extensions/pep.hpp"

/// User Nickname (XEP-0172): what a user wants to be called. It proves nothing: names may be alike.
namespace headstock::nick {

inline constexpr std::string_view ns = "http://jabber.org/protocol/nick";

struct Nick {
    std::string name;

    static constexpr auto xml = bridge::element("nick", ns, bridge::text(&Nick::name));
    friend bool operator==(const Nick&, const Nick&) = default;
};

/// Characters of a name, in UTF-8, at most; a longer one is passed over.
inline constexpr std::size_t max_bytes = 1023;

/// The name in a message, or in a presence that asks for a subscription: in any other it does not belong. Add one by
/// `message.add(Nick{"Ishmael"})`. Nothing where there is none, or it is empty or too long.
[[nodiscard]] std::optional<std::string> of(const core::Message& message);
[[nodiscard]] std::optional<std::string> of(const core::Presence& presence);

/// Tells our contacts what we want to be called; an empty name takes it back.
[[nodiscard]] core::Request<pubsub::Publish> publish(std::string name);

/// Calls `handler` with the name of each account that tells it by personal eventing; empty where it takes it back.
[[nodiscard]] Subscription on_nick(pep::Module& pep,
                                   std::function<void(const core::Jid& account, const std::string& name)> handler);

}  // namespace headstock::nick
