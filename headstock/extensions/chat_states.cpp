// SPDX-License-Identifier: MIT
#include "headstock/extensions/chat_states.hpp"

#include <algorithm>

#include "headstock/extensions/delay.hpp"

namespace headstock::chat_states {
namespace {

bool within_room(const core::Message& message) {
    return message.view().has_child({"x", "http://jabber.org/protocol/muc#user"});
}

/// Under which address a chat is remembered: an occupant's is the full one.
core::Jid chat_of(const core::Jid& address, core::MessageType type, bool within_room) {
    return type == core::MessageType::groupchat || within_room ? address : address.bare();
}

/// What somebody is told and tells, besides states (§5.6): then its sender's client answers.
bool has_content(const core::Message& message) {
    return message.has_body() || message.view().has_child({"subject", message.view().ns()});
}

template <class Chats>
auto find(Chats& chats, const core::Jid& with) -> decltype(&chats.front()) {
    const auto found = std::ranges::find(chats, with, [](const auto& chat) { return chat.with; });
    return found == chats.end() ? nullptr : &*found;
}

/// The chat with `contact`: with that occupant, else with that account.
template <class Chats>
auto find_either(Chats& chats, const core::Jid& contact) {
    auto* found = find(chats, contact);
    return found || contact.is_bare() ? found : find(chats, contact.bare());
}

}  // namespace

std::optional<State> of(const core::Message& message) {
    if (message.type() == core::MessageType::error) return std::nullopt;
    std::optional<State> state;
    for (const bridge::View child : message.view().children()) {
        if (child.ns() != ns) continue;
        const Result<Notice> notice = bridge::read<Notice>(child);
        if (!notice || state) return std::nullopt;
        state = notice->state;
    }
    return state;
}

Module::Module(core::Stream& stream)
    : stream_(stream),
      messages_(stream.router().on_message([this](const core::Message& message) { received(message); })),
      presences_(stream.router().on_presence([this](const core::Presence& presence) { gone_offline(presence); })),
      end_(stream.on_session_end([this](const Error&) { chats_.clear(); })),
      announced_(stream.announce(std::string(ns))) {}

void Module::share(bool share) {
    shares_ = share;
    announced_ = share ? stream_.announce(std::string(ns)) : Subscription();
}

Module::Chat& Module::chat(const core::Jid& with) {
    const auto found = std::ranges::find(chats_, with, &Chat::with);
    if (found != chats_.end()) {
        chats_.splice(chats_.begin(), chats_, found);
    } else {
        if (chats_.size() == max_chats) chats_.pop_back();
        chats_.push_front({with});
    }
    return chats_.front();
}

void Module::mark(core::Message& message) {
    const bool in_room = message.type() == core::MessageType::groupchat;
    if (!shares_ || message.to().empty() || of(message)) return;
    if (!in_room && message.type() != core::MessageType::chat) return;
    Chat& with = chat(chat_of(message.to(), message.type(), within_room(message)));
    if (!in_room && !with.understands.value_or(true)) return;
    message.add(Notice{State::active});
    with.ours = State::active;
}

Result<bool> Module::tell(const core::Jid& contact, State state, std::string_view thread) {
    Chat* with = find_either(chats_, contact);
    if (!shares_ || !with || !with->understands.value_or(false) || with->ours == state) return false;
    return send(core::MessageType::chat, contact, *with, state, thread);
}

Result<bool> Module::tell_room(const core::Jid& room, State state) {
    if (!shares_ || state == State::gone) return false;
    Chat& with = chat(room.bare());
    if (with.ours == state) return false;
    return send(core::MessageType::groupchat, room.bare(), with, state, {});
}

Result<bool> Module::send(core::MessageType type, const core::Jid& to, Chat& with, State state,
                          std::string_view thread) {
    core::Message message(type);
    message.to(to).id(random_id(stream_.random())).add(Notice{state});
    if (!thread.empty()) message.thread(thread);
    if (auto sent = stream_.send(message); !sent) return std::unexpected(std::move(sent.error()));
    with.ours = state;
    return true;
}

void Module::understands(const core::Jid& contact, bool understands) { chat(contact.bare()).understands = understands; }

std::optional<State> Module::state_of(const core::Jid& contact) const {
    const Chat* with = find_either(chats_, contact);
    return with ? with->theirs : std::nullopt;
}

void Module::received(const core::Message& message) {
    const bool in_room = message.type() == core::MessageType::groupchat;
    if (message.from().empty() || message.type() == core::MessageType::error) return;
    const std::optional<State> state = of(message);
    const core::Jid with = chat_of(message.from(), message.type(), within_room(message));
    if (!state) {
        Chat* known = in_room || !has_content(message) ? nullptr : find(chats_, with);
        if (known) known->understands = false;  // §5.1: it answered without one, and is told none
        return;
    }
    if (in_room && *state == State::gone) return;  // §5.5
    Chat& from = chat(with);
    from.understands = true;
    // What was kept for us says how things were then.
    if (!message.view().has_child(bridge::name_of<delay::Delay>())) change(from, message.from(), state);
}

void Module::change(Chat& chat, const core::Jid& from, std::optional<State> state) {
    chat.told_by = from;
    if (std::exchange(chat.theirs, state) != state) changes_.fire(from, state);
}

/// Who went offline is not typing any more, whatever was told last; the next client may be another one.
void Module::gone_offline(const core::Presence& presence) {
    if (presence.type() != core::PresenceType::unavailable) return;
    for (Chat& chat : chats_) {
        if (chat.told_by.empty() || chat.told_by != presence.from()) continue;
        chat.understands.reset();
        chat.ours.reset();
        return change(chat, presence.from(), std::nullopt);
    }
}

}  // namespace headstock::chat_states
