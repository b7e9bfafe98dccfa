// SPDX-License-Identifier: MIT
#include "headstock/testing/server/presences.hpp"

#include <utility>

#include "headstock/testing/server/roster_store.hpp"
#include "headstock/testing/server/routing.hpp"

namespace headstock::testing::detail {
namespace {

using core::PresenceType;
using core::StanzaCondition;

bridge::Element addressed(bridge::View presence, const core::Jid& to) {
    bridge::Element copy(presence);
    copy.attribute("to", to.text());
    return copy;
}

bridge::Element farewell(const core::Jid& from) {
    return bridge::Element(core::Presence(PresenceType::unavailable).from(from).view());
}

void to_available(Account& account, bridge::View presence) {
    const bridge::Element copy = addressed(presence, account.jid);
    for (Session* session : account.sessions)
        if (session->presence) session->outlet.deliver(copy);
}

bool may_see(const Account& account, const core::Jid& contact) {
    const auto at = account.roster.find(contact);
    return at != account.roster.end() && hears(at->second);
}

/// To all who are subscribed, and to the account's own sessions (RFC 6121 §4.2.2, §4.4.2, §4.5.2).
void broadcast(Hub& hub, const Session& session, bridge::View presence) {
    for (const auto& [jid, item] : session.account.roster)
        if (Account* contact = hears(item) ? hub.accounts.find(jid) : nullptr; contact && contact != &session.account)
            to_available(*contact, presence);
    to_available(session.account, presence);
}

void probe_contacts(Hub& hub, Session& session) {
    for (const auto& [jid, item] : session.account.roster) {
        const Account* contact = hub.accounts.find(jid);
        if (!contact || contact == &session.account || !may_see(*contact, session.account.jid)) continue;
        for (const Session* theirs : contact->sessions)
            if (theirs->presence) session.outlet.deliver(addressed(*theirs->presence, session.jid));
    }
    for (const Session* other : session.account.sessions)
        if (other != &session && other->presence) session.outlet.deliver(addressed(*other->presence, session.jid));
}

void come_online(Hub& hub, Session& session, const core::Presence& presence) {
    const bool initial = !session.presence;
    session.presence = presence.view().own();
    session.priority = presence.priority();
    broadcast(hub, session, presence.view());
    if (initial) probe_contacts(hub, session);
    if (initial)
        for (const auto& [jid, request] : session.account.requests) session.outlet.deliver(request);
    if (session.priority >= 0) deliver_offline(session);
}

void tell_directed(Hub& hub, Session& session, bridge::View presence) {
    for (const core::Jid& jid : std::exchange(session.directed, {})) {
        if (Session* one = jid.is_full() ? hub.accounts.find_session(jid) : nullptr)
            one->outlet.deliver(addressed(presence, jid));
        else if (Account* all = jid.is_bare() ? hub.accounts.find(jid) : nullptr) to_available(*all, presence);
    }
}

void leave(Hub& hub, Session& session, bridge::View presence) {
    if (std::exchange(session.presence, std::nullopt)) broadcast(hub, session, presence);
    tell_directed(hub, session, presence);
}

/// RFC 6121 §4.6.
void direct(Hub& hub, Session& sender, const core::Presence& presence) {
    const core::Jid& to = presence.to();
    if (presence.type() == PresenceType::unavailable) sender.directed.erase(to);
    else if (sender.directed.size() >= hub.options.max_directed && !sender.directed.contains(to))
        return bounce(sender, presence.view(), StanzaCondition::resource_constraint);
    else sender.directed.insert(to);
    if (Session* one = to.is_full() ? hub.accounts.find_session(to) : nullptr) one->outlet.deliver(presence.view());
    else if (Account* all = to.is_full() ? nullptr : hub.accounts.find(to)) to_available(*all, presence.view());
}

/// RFC 6121 §4.3.2: one who may not see it learns no more than that.
void probe(Hub& hub, Session& sender, const core::Jid& to) {
    const Account* account = hub.accounts.find(to);
    const bool own = account == &sender.account;
    if (!account || (!own && !may_see(*account, sender.account.jid))) {
        core::Presence refusal(PresenceType::unsubscribed);
        return sender.outlet.deliver(refusal.from(to.bare()).to(sender.jid).view());
    }
    bool here = false;
    for (const Session* theirs : account->sessions) {
        if (!theirs->presence || (to.is_full() && theirs->jid != to)) continue;
        sender.outlet.deliver(addressed(*theirs->presence, sender.jid));
        here = true;
    }
    if (!here) sender.outlet.deliver(addressed(farewell(to), sender.jid));
}

void to_remote(Session& sender, const core::Presence& presence) {
    const PresenceType type = presence.type();
    if (type == PresenceType::available || type == PresenceType::subscribe || type == PresenceType::probe)
        bounce(sender, presence.view(), StanzaCondition::remote_server_not_found);
}

/// Whoever speaks for a domain keeps its own rosters: what it says is told as it stands.
void from_component(Hub& hub, const core::Presence& presence) {
    if (Session* one = hub.accounts.find_session(presence.to())) one->outlet.deliver(presence.view());
    else if (Account* all = presence.to().is_bare() ? hub.accounts.find(presence.to()) : nullptr)
        for (Session* session : all->sessions)
            if (session->presence) session->outlet.deliver(presence.view());
}

}  // namespace

void route_presence(Hub& hub, Session& sender, const core::Presence& presence) {
    if (Session* component = hub.component(presence.to())) return component->outlet.deliver(presence.view());
    if (sender.account.component) return from_component(hub, presence);
    if (!presence.to().empty() && !hub.serves(presence.to())) return to_remote(sender, presence);
    switch (presence.type()) {
        case PresenceType::available:
            return presence.to().empty() ? come_online(hub, sender, presence) : direct(hub, sender, presence);
        case PresenceType::unavailable:
            return presence.to().empty() ? leave(hub, sender, presence.view()) : direct(hub, sender, presence);
        case PresenceType::probe:
            return probe(hub, sender, presence.to().empty() ? sender.account.jid : presence.to());
        case PresenceType::error:
            if (Session* one = hub.accounts.find_session(presence.to())) one->outlet.deliver(presence.view());
            return;
        default:
            return subscription(hub, sender, presence);
    }
}

void go_offline(Hub& hub, Session& session) { leave(hub, session, farewell(session.jid)); }

void show_to(Account& account, Account& contact, bool gone) {
    for (const Session* session : account.sessions)
        if (session->presence) to_available(contact, gone ? farewell(session->jid) : *session->presence);
}

}  // namespace headstock::testing::detail
