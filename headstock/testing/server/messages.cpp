// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "headstock/extensions/delay.hpp"
#include "headstock/testing/server/carbon_copies.hpp"
#include "headstock/testing/server/routing.hpp"

namespace headstock::testing::detail {
namespace {

using core::MessageType;
using core::StanzaCondition;

constexpr std::string_view chat_states = "http://jabber.org/protocol/chatstates";

/// A note that somebody is typing is of no use later (XEP-0160 §3).
bool is_for_the_moment(const core::Message& message) {
    return message.type() == MessageType::chat &&
           std::ranges::all_of(message.view().children(), [](bridge::View child) { return child.ns() == chat_states; });
}

void keep(Hub& hub, Account& account, const core::Message& message) {
    if (is_for_the_moment(message)) return;
    bridge::Element kept = message.view().own();
    kept.add(bridge::write(delay::Delay{hub.clock.wall(), hub.address, {}}));
    const std::size_t size = kept.xml().size();
    if (account.offline.size() >= hub.options.max_offline || account.offline_size + size > hub.options.max_offline_size)
        return bounce(hub, message.view(), StanzaCondition::service_unavailable);
    account.offline_size += size;
    account.offline.push_back(std::move(kept));
}

/// The sessions that want messages to the bare address: all of them, or those of the highest priority.
std::vector<Session*> willing(const Account& account, bool all) {
    std::vector<Session*> found;
    int highest = 0;
    for (Session* session : account.sessions) {
        if (!session->presence || session->priority < 0) continue;
        if (!all && session->priority > highest) found.clear();
        if (!all && session->priority < highest) continue;
        highest = std::max<int>(highest, session->priority);
        found.push_back(session);
    }
    return found;
}

/// RFC 6121 §8.5.2.
void to_account(Hub& hub, Account& account, const core::Message& message) {
    const MessageType type = message.type();
    if (type == MessageType::error) return;
    if (type == MessageType::groupchat) return bounce(hub, message.view(), StanzaCondition::service_unavailable);
    const std::vector<Session*> recipients = willing(account, type == MessageType::headline);
    for (Session* recipient : recipients) recipient->outlet.deliver(message.view());
    copy_received(account, recipients, message);
    if (recipients.empty() && type != MessageType::headline) keep(hub, account, message);
}

/// RFC 6121 §8.5.3.2.1: only a chat finds another way where the resource is gone.
void to_lost_resource(Hub& hub, Account& account, const core::Message& message) {
    if (message.type() == MessageType::chat) return to_account(hub, account, message);
    if (message.type() != MessageType::headline) bounce(hub, message.view(), StanzaCondition::service_unavailable);
}

}  // namespace

void route_message(Hub& hub, Session& sender, const core::Message& message) {
    const core::Jid& to = message.to().empty() ? sender.account.jid : message.to();
    copy_sent(sender, message);
    if (Session* component = hub.component(to)) return component->outlet.deliver(message.view());
    if (!hub.serves(to)) return bounce(sender, message.view(), StanzaCondition::remote_server_not_found);
    Account* account = hub.accounts.find(to);
    if (!account) return bounce(sender, message.view(), StanzaCondition::service_unavailable);
    if (!to.is_full()) return to_account(hub, *account, message);
    if (Session* session = hub.accounts.find_session(to)) {
        session->outlet.deliver(message.view());
        return copy_received(*account, {session}, message);
    }
    to_lost_resource(hub, *account, message);
}

void return_stanza(Hub& hub, Account& account, bridge::View stanza) {
    if (stanza.tag() == "iq") return bounce(hub, stanza, StanzaCondition::recipient_unavailable);
    const Result<core::Message> message = core::Message::read(stanza);
    if (stanza.tag() != "message" || !message) return;
    if (message->to().is_full()) to_lost_resource(hub, account, *message);
    else to_account(hub, account, *message);
}

void deliver_offline(Session& session) {
    session.account.offline_size = 0;
    for (const bridge::Element& message : std::exchange(session.account.offline, {})) session.outlet.deliver(message);
}

}  // namespace headstock::testing::detail
