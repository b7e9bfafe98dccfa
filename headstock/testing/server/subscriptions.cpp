// SPDX-License-Identifier: MIT
#include "headstock/testing/server/presences.hpp"
#include "headstock/testing/server/roster_store.hpp"
#include "headstock/testing/server/routing.hpp"

namespace headstock::testing::detail {
namespace {

using core::PresenceType;
using core::StanzaCondition;

constexpr std::size_t max_request = 4U << 10U;  // bytes of a request that is kept as it came

void receive(Hub& hub, Account& account, Account& sender, PresenceType type, const bridge::Element& stanza);

bridge::Element plain(PresenceType type, const core::Jid& from, const core::Jid& to) {
    return bridge::Element(core::Presence(type).from(from).to(to).view());
}

void tell(const Account& account, const bridge::Element& stanza, bool asks) {
    for (Session* session : account.sessions)
        if (asks ? session->presence.has_value() : session->interested) session->outlet.deliver(stanza);
}

/// Brings a stanza to the other side, and what follows from it: presence is seen, or by who `saw` it, seen no more.
void pass_on(Hub& hub, Account& account, Account& contact, PresenceType type, const bridge::Element& stanza, bool saw) {
    receive(hub, contact, account, type, stanza);
    if (type == PresenceType::subscribed) show_to(account, contact, false);
    if (type == PresenceType::unsubscribed && saw) show_to(account, contact, true);
}

/// RFC 6121 §3.1.3: who may see us already, or was let in beforehand, is told so by the server.
bool grant(Hub& hub, Account& account, Account& sender, Relation now) {
    if (!now.from && !now.approved) return false;
    now.from = true;
    now.wanted = false;
    keep(hub, account, sender.jid, now);
    const bridge::Element answer = plain(PresenceType::subscribed, account.jid, sender.jid);
    pass_on(hub, account, sender, PresenceType::subscribed, answer, true);
    return true;
}

bool has_room(const Hub& hub, const Account& account, const core::Jid& contact) {
    return account.requests.size() < hub.options.max_requests || account.requests.contains(contact);
}

void receive(Hub& hub, Account& account, Account& sender, PresenceType type, const bridge::Element& stanza) {
    Relation now = relation(account, sender.jid);
    if (type == PresenceType::subscribe) {
        if (grant(hub, account, sender, now) || !has_room(hub, account, sender.jid)) return;
        if (!received(now, type)) return;
        const bool small = stanza.xml().size() <= max_request;
        const bridge::Element kept = small ? stanza : plain(type, sender.jid, account.jid);
        keep(hub, account, sender.jid, now, &kept);
        return tell(account, kept, true);
    }
    const bool saw = now.from;
    if (!received(now, type)) return;
    tell(account, stanza, false);
    keep(hub, account, sender.jid, now);
    if (type == PresenceType::unsubscribe && saw) show_to(account, sender, true);
}

}  // namespace

void subscription(Hub& hub, Session& sender, const core::Presence& presence) {
    Account& account = sender.account;
    const core::Jid contact = presence.to().bare();
    if (contact.local().empty() || contact == account.jid)
        return bounce(sender, presence.view(), StanzaCondition::not_allowed);
    Relation now = relation(account, contact);
    Relation before = now;
    const bool passes = sent(now, presence.type());
    before.wanted = now.wanted;
    const bool grows = now != before && !account.roster.contains(contact);
    if (grows && account.roster.size() >= hub.options.max_roster)
        return bounce(sender, presence.view(), StanzaCondition::resource_constraint);
    keep(hub, account, contact, now);
    Account* theirs = hub.accounts.find(contact);
    if (!passes || !theirs) return;  // RFC 6121 §8.5.1: nobody learns who has no account
    bridge::Element stanza = presence.view().own();
    stanza.attribute("from", account.jid.text()).attribute("to", contact.text());
    pass_on(hub, account, *theirs, presence.type(), stanza, before.from);
}

void end_subscriptions(Hub& hub, Account& account, const core::Jid& contact, const Relation& before) {
    Account* theirs = hub.accounts.find(contact);
    if (!theirs) return;
    for (const PresenceType type : {PresenceType::unsubscribe, PresenceType::unsubscribed}) {
        const bool due = type == PresenceType::unsubscribe ? before.to || before.asked : before.from || before.wanted;
        if (due) pass_on(hub, account, *theirs, type, plain(type, account.jid, contact), before.from);
    }
}

}  // namespace headstock::testing::detail
