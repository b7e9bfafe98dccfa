// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <list>
#include <optional>
#include <string_view>

#include "headstock/core/stream.hpp"

/// Chat State Notifications (XEP-0085): who is typing, who has stopped, who has left.
namespace headstock::chat_states {

inline constexpr std::string_view ns = "http://jabber.org/protocol/chatstates";

/// How somebody takes part in a chat.
enum class State {
    active,     ///< pays attention
    composing,  ///< is writing
    paused,     ///< was writing, and has stopped
    inactive,   ///< has done nothing for some minutes
    gone,       ///< has left the chat
};
constexpr auto xml_words(State) {
    using enum State;
    return bridge::words<State>(
        {{active, "active"}, {composing, "composing"}, {paused, "paused"}, {inactive, "inactive"}, {gone, "gone"}});
}

/// A state, as a message carries it.
struct Notice {
    State state{};

    static constexpr auto xml = bridge::element(bridge::tag_of(&Notice::state), ns);
    friend bool operator==(const Notice&, const Notice&) = default;
};

/// The state that `message` tells: nothing where it tells none, or several (§5.6), or is an error.
[[nodiscard]] std::optional<State> of(const core::Message& message);

/// Our states, told to whom they may be, and those of others.
///
/// A contact is told of standalone states only once it is known to understand them: it has sent one itself, or
/// discovery said so (`understands`). Until it has answered, what we write to it carries a state to find that out
/// (§5.1). A private message within a room counts as its occupant's, anything else by the bare address.
class Module {
public:
    /// Chats that are remembered at most; the one that was quiet for longest is forgotten.
    static constexpr std::size_t max_chats = 1'000;

    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Whether states are told at all: the user's choice (§5.3). To begin with they are, to whom one writes.
    void share(bool share);
    /// Adds <active/> to a message about to be sent to a contact or a room, where it may be; then that is our state.
    void mark(core::Message& message);
    /// Tells a contact our state, where it may be told and does not know. In a thread that is used in the chat, where
    /// there is one. Gives whether it was sent; fails as `Stream::send`.
    Result<bool> tell(const core::Jid& contact, State state, std::string_view thread = {});
    /// The same for a room, which is not told of `gone` (§5.5).
    Result<bool> tell_room(const core::Jid& room, State state);
    /// Says what service discovery or entity capabilities tell of a contact.
    void understands(const core::Jid& contact, bool understands);

    /// What a contact, or the occupant of a room, told last; nothing where it told nothing, or went offline.
    [[nodiscard]] std::optional<State> state_of(const core::Jid& contact) const;
    /// Calls `handler` with each change: the address it came from, and the state, or none where its sender went
    /// offline.
    [[nodiscard]] Subscription on_change(
        std::function<void(const core::Jid& contact, std::optional<State> state)> handler) {
        return changes_.on(std::move(handler));
    }

private:
    struct Chat {
        core::Jid with;
        std::optional<bool> understands{};
        std::optional<State> ours{};
        std::optional<State> theirs{};
        core::Jid told_by{};  // the address that told `theirs`
    };

    Chat& chat(const core::Jid& with);
    Result<bool> send(core::MessageType type, const core::Jid& to, Chat& with, State state, std::string_view thread);
    void received(const core::Message& message);
    void change(Chat& chat, const core::Jid& from, std::optional<State> state);
    void gone_offline(const core::Presence& presence);

    core::Stream& stream_;
    bool shares_ = true;
    std::list<Chat> chats_;  // the one that was used last is the first
    Event<const core::Jid&, std::optional<State>> changes_;
    Subscription messages_;
    Subscription presences_;
    Subscription end_;
    Subscription announced_;
};

}  // namespace headstock::chat_states
