// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/presences.hpp"
#include "headstock/core/roster.hpp"

namespace headstock::api {

/// Somebody in the roster: who they are, where they are, and how to talk to them. Lives until a roster push that comes
/// after the one which took it away.
class Contact {
public:
    Contact(core::Stream& stream, const core::Presences& presences, core::RosterItem item)
        : stream_(stream), presences_(presences), item_(std::move(item)) {}
    Contact(const Contact&) = delete;
    Contact& operator=(const Contact&) = delete;

    /// Their bare address.
    [[nodiscard]] const core::Jid& jid() const { return item_.jid; }
    /// The name we gave them, else their address.
    [[nodiscard]] std::string_view name() const {
        return item_.name ? std::string_view(*item_.name) : item_.jid.text();
    }
    [[nodiscard]] const std::vector<std::string>& groups() const { return item_.groups; }
    [[nodiscard]] core::SubscriptionState subscription() const { return item_.subscription; }
    /// Where they are online, the highest priority first. Lives until their next presence.
    [[nodiscard]] std::span<const core::Resource> resources() const { return presences_.of(item_.jid); }
    [[nodiscard]] bool available() const { return presences_.available(item_.jid); }
    /// How available they are where they are most; `Show::online` where nothing is said.
    [[nodiscard]] core::Show show() const { return available() ? resources().front().show : core::Show::online; }

    /// Sends them a chat message. Fails as `Stream::send` does.
    Result<void> chat(std::string_view text, std::string_view language = {}) {
        return stream_.send(core::chat(item_.jid, text, language));
    }
    /// Calls `handler` with each message of theirs, from whichever resource, of whichever type.
    [[nodiscard]] Subscription on_message(std::function<void(const core::Message&)> handler) {
        return messages_.on(std::move(handler));
    }

private:
    friend class Contacts;
    core::Stream& stream_;
    const core::Presences& presences_;
    core::RosterItem item_;
    Event<const core::Message&> messages_;
};

}  // namespace headstock::api
