// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/presences.hpp"
#include "headstock/core/roster.hpp"
#include "headstock/extensions/last_activity.hpp"
#include "headstock/extensions/vcard.hpp"

namespace headstock::api {

/// Somebody in the roster: who they are, where they are, and how to talk to them. Lives until a roster push that comes
/// after the one which took it away.
class Contact {
public:
    /// All must outlive it.
    Contact(core::Stream& stream, core::Roster& roster, const core::Presences& presences, core::RosterItem item)
        : stream_(stream), roster_(roster), presences_(presences), item_(std::move(item)) {}
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

    /// When they were last seen to go offline, by our clock; nothing while they are online, and where that was before
    /// this session: then `ask_last_seen` tells.
    [[nodiscard]] std::optional<Timestamp> last_seen() const { return available() ? std::nullopt : last_seen_; }
    /// Asks their server how long ago they were online (XEP-0012); it tells only those who may know.
    [[nodiscard]] core::Request<last_activity::Activity> ask_last_seen() const;

    /// Asks for what they say of themselves: names, addresses, a picture (XEP-0054).
    [[nodiscard]] core::Request<vcard::Card> ask_card() const { return vcard::query(jid()); }
    /// The SHA-1 of their picture, as their presence tells it, where `SessionOptions::avatars` is on: the picture
    /// itself comes by `Session::avatars`. Empty: they have none; nothing where nothing was told.
    [[nodiscard]] const std::optional<std::string>& avatar_hash() const { return avatar_hash_; }

    /// Gives them another name; an empty one: none. As what follows, an order to the server, to be asked: what has
    /// become of it is pushed to all of our clients, and heard as an update.
    [[nodiscard]] core::Request<core::Done> rename(std::string_view name) const;
    /// Puts them into these groups, and no others.
    [[nodiscard]] core::Request<core::Done> regroup(std::vector<std::string> groups) const;
    /// Takes them from the roster, with both subscriptions.
    [[nodiscard]] core::Request<core::Done> remove() const { return core::Roster::remove(jid()); }

    /// Asks to hear of their presence, or says that we no longer want to. Fails as `Stream::send` does.
    Result<void> subscribe() { return roster_.subscribe(jid()); }
    Result<void> unsubscribe() { return roster_.unsubscribe(jid()); }
    /// Lets them hear of ours, also before they ask; or not, or no more.
    Result<void> accept() { return roster_.accept(jid()); }
    Result<void> reject() { return roster_.reject(jid()); }

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
    core::Roster& roster_;
    const core::Presences& presences_;
    core::RosterItem item_;
    std::optional<Timestamp> last_seen_;
    std::optional<std::string> avatar_hash_;
    Event<const core::Message&> messages_;
};

}  // namespace headstock::api
