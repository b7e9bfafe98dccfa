// SPDX-License-Identifier: MIT
#include "headstock/core/roster.hpp"

#include "headstock/core/namespaces.hpp"

namespace headstock::core {

Roster::Roster(Stream& stream, RosterCache* cache) : stream_(stream), cache_(cache) {
    pushes_ = stream.router().respond<RosterQuery>(IqType::set, [this](const Iq& push) { return pushed(push); });
    presences_ = stream.router().on_presence([this](const Presence& presence) {
        if (presence.type() == PresenceType::subscribe) requests_.fire(presence);
    });
}

const RosterItem* Roster::find(const Jid& contact) const {
    const auto at = items_.find(contact.is_bare() ? contact : contact.bare());
    return at == items_.end() ? nullptr : &at->second;
}

bool Roster::informs(const Jid& contact) const {
    if (contact.empty() || contact.bare() == stream_.address().bare()) return true;
    const RosterItem* item = find(contact);
    return item && (item->subscription == SubscriptionState::from || item->subscription == SubscriptionState::both);
}

void Roster::fetch(std::function<void(Result<void>)> done) {
    RosterQuery query;
    if (stream_.offers({"ver", "urn:xmpp:features:rosterver"})) {
        query.version = "";  // RFC 6121 §2.6.2: we know versions, and have none yet
        if (auto saved = cache_ ? cache_->load() : std::nullopt; saved && !loaded_) {
            items_.clear();
            for (RosterItem& item : saved->items) items_.insert_or_assign(item.jid, item);
            version_ = saved->version;
        }
        if (version_) query.version = version_;
    }
    stream_.router().ask(IqType::get, Jid(), bridge::write(query), answer_limit,
                         [this, done = std::move(done)](Result<std::reference_wrapper<const Iq>> answer) {
                             Result<void> outcome;
                             if (answer) outcome = received(answer->get());
                             else outcome = std::unexpected(std::move(answer.error()));
                             if (outcome) loads_.fire();
                             if (done) done(std::move(outcome));
                         });
}

/// An empty result says that what we have is right (RFC 6121 §2.6.3).
Result<void> Roster::received(const Iq& result) {
    if (result.has<RosterQuery>()) {
        Result<RosterQuery> query = result.payload<RosterQuery>();
        if (!query) return std::unexpected(std::move(query.error()));
        if (query->items.size() > max_items)
            return fail(std::make_error_code(std::errc::result_out_of_range), "more than 50,000 contacts");
        items_.clear();
        version_ = query->version;
        for (RosterItem& item : query->items) items_.insert_or_assign(item.jid, item);
        keep();
    }
    loaded_ = true;
    return {};
}

/// RFC 6121 §2.1.6: a push counts only from our own account, and carries one item.
Result<Done> Roster::pushed(const Iq& push) {
    if (!stream_.router().is_own_account(push.from()))
        return fail(make_error_code(StanzaCondition::service_unavailable));
    Result<RosterQuery> query = push.payload<RosterQuery>();
    if (!query || query->items.size() != 1)
        return fail(make_error_code(StanzaCondition::bad_request), "a push carries one item");
    if (items_.size() >= max_items && !items_.contains(query->items.front().jid))
        return fail(make_error_code(StanzaCondition::resource_constraint));
    version_ = query->version;
    apply(std::move(query->items.front()));
    return Done();
}

void Roster::apply(RosterItem item) {
    if (item.subscription == SubscriptionState::remove) items_.erase(item.jid);
    else items_.insert_or_assign(item.jid, item);
    keep();
    updates_.fire(item);
}

void Roster::keep() {
    if (!cache_ || !version_) return;
    RosterQuery saved{version_, {}};
    saved.items.reserve(items_.size());
    for (const auto& [jid, item] : items_) saved.items.push_back(item);
    cache_->save(saved);
}

Request<Done> Roster::update(const RosterItem& item) {
    RosterItem order = item;  // the server alone says what the subscription is (§2.1.2.1, §2.1.2.5)
    order.subscription = SubscriptionState::none;
    order.ask.reset();
    order.approved = false;
    return set(Jid(), bridge::write(RosterQuery{std::nullopt, {std::move(order)}}));
}

Request<Done> Roster::remove(const Jid& contact) {
    RosterItem order;
    order.jid = contact.bare();
    order.subscription = SubscriptionState::remove;
    return set(Jid(), bridge::write(RosterQuery{std::nullopt, {std::move(order)}}));
}

Result<void> Roster::tell(const Jid& contact, PresenceType type) {
    Presence presence(type);
    presence.to(contact.bare()).id(random_id(stream_.random()));
    return stream_.send(presence);
}

}  // namespace headstock::core
