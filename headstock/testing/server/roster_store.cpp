// SPDX-License-Identifier: MIT
#include "headstock/testing/server/roster_store.hpp"

#include <algorithm>
#include <set>

namespace headstock::testing::detail {
namespace {

using core::StanzaCondition;
using core::SubscriptionState;

constexpr std::size_t max_text = 1023;  // bytes of a name or a group
constexpr std::size_t max_groups = 32;

std::string version_of(const Account& account) { return std::to_string(account.version); }

/// RFC 6121 §2.1.6: tells all who have asked for the roster.
void push(Hub& hub, Account& account, const core::RosterItem& item) {
    ++account.version;
    const bridge::Element query = bridge::write(core::RosterQuery{version_of(account), {item}});
    for (Session* session : account.sessions) {
        if (!session->interested) continue;
        core::Iq iq(core::IqType::set);
        iq.id(random_id(hub.random)).from(account.jid).to(session->jid).add(query);
        session->outlet.deliver(iq.view());
    }
}

SubscriptionState state_of(const Relation& relation) {
    if (relation.to) return relation.from ? SubscriptionState::both : SubscriptionState::to;
    return relation.from ? SubscriptionState::from : SubscriptionState::none;
}

/// RFC 6121 §2.3.3.
std::optional<StanzaCondition> fault(const core::RosterItem& item) {
    const std::set<std::string> groups(item.groups.begin(), item.groups.end());
    if (groups.size() != item.groups.size()) return StanzaCondition::bad_request;
    if (item.jid.empty() || groups.size() > max_groups || item.name.value_or("").size() > max_text)
        return StanzaCondition::not_acceptable;
    if (std::ranges::any_of(groups, [](const auto& group) { return group.empty() || group.size() > max_text; }))
        return StanzaCondition::not_acceptable;
    return std::nullopt;
}

}  // namespace

Relation relation(const Account& account, const core::Jid& contact) {
    Relation now;
    now.wanted = account.requests.contains(contact);
    const auto at = account.roster.find(contact);
    if (at == account.roster.end()) return now;
    const core::RosterItem& item = at->second;
    now.to = item.subscription == SubscriptionState::to || item.subscription == SubscriptionState::both;
    now.from = hears(item);
    now.asked = item.ask.has_value();
    now.approved = item.approved;
    return now;
}

void keep(Hub& hub, Account& account, const core::Jid& contact, const Relation& now, const bridge::Element* request) {
    if (!now.wanted) account.requests.erase(contact);
    else if (request) account.requests.insert_or_assign(contact, *request);
    Relation before = relation(account, contact);
    before.wanted = now.wanted;  // who asks is not in the roster yet (RFC 6121 §3.1.3)
    if (before == now) return;
    core::RosterItem& item = account.roster[contact];
    item.jid = contact;
    item.subscription = state_of(now);
    item.ask = now.asked ? std::optional<std::string>("subscribe") : std::nullopt;
    item.approved = now.approved;
    push(hub, account, item);
}

RosterAnswer give_roster(Session& session, const core::Iq& question) {
    const auto asked = question.payload<core::RosterQuery>();
    if (!asked) return std::unexpected(StanzaCondition::bad_request);
    session.interested = true;
    const Account& account = session.account;
    if (asked->version == version_of(account)) return std::nullopt;  // RFC 6121 §2.6.3: you know it all
    core::RosterQuery all;
    if (asked->version) all.version = version_of(account);
    for (const auto& [jid, item] : account.roster) all.items.push_back(item);
    return bridge::write(all);
}

namespace {

/// RFC 6121 §2.5.2: takes the contact away, and both subscriptions with it.
RosterAnswer remove(Hub& hub, Account& account, const core::Jid& contact) {
    const auto at = account.roster.find(contact);
    if (at == account.roster.end()) return std::unexpected(StanzaCondition::item_not_found);
    const Relation before = relation(account, contact);
    account.roster.erase(at);
    account.requests.erase(contact);
    core::RosterItem gone;
    gone.jid = contact;
    gone.subscription = SubscriptionState::remove;
    push(hub, account, gone);
    end_subscriptions(hub, account, contact, before);
    return std::nullopt;
}

}  // namespace

RosterAnswer change_roster(Hub& hub, Session& session, const core::Iq& order) {
    const auto query = order.payload<core::RosterQuery>();
    if (!query || query->items.size() != 1) return std::unexpected(StanzaCondition::bad_request);
    const core::RosterItem& wanted = query->items.front();
    if (const auto wrong = fault(wanted)) return std::unexpected(*wrong);
    Account& account = session.account;
    const core::Jid contact = wanted.jid.bare();
    if (wanted.subscription == SubscriptionState::remove) return remove(hub, account, contact);
    if (account.roster.size() >= hub.options.max_roster && !account.roster.contains(contact))
        return std::unexpected(StanzaCondition::resource_constraint);
    core::RosterItem& item = account.roster[contact];
    item.jid = contact;
    item.name = wanted.name;
    item.groups = wanted.groups;
    push(hub, account, item);
    return std::nullopt;
}

}  // namespace headstock::testing::detail
