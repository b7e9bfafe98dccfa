// SPDX-License-Identifier: MIT
#include "headstock/api/contacts.hpp"

#include <utility>

namespace headstock::api {

Contacts::Contacts(core::Stream& stream, core::Roster& roster, core::Presences& presences)
    : stream_(stream), roster_(roster), presences_(presences) {
    loaded_ = roster.on_loaded([this] { load(); });
    pushed_ = roster.on_update([this](const core::RosterItem& item) {
        gone_.clear();
        apply(item);
        updates_.fire();
    });
    changed_ = presences.on_change([this](const core::Jid& jid) {
        if (Contact* contact = find(jid)) {
            if (!contact->available()) contact->last_seen_ = stream_.clock().wall();
            presence_.fire(*contact);
            updates_.fire();
        }
    });
    messages_ = stream.router().on_message([this](const core::Message& message) {
        if (message.from().empty()) return;
        if (Contact* contact = find(message.from())) contact->messages_.fire(message);
    });
}

void Contacts::show(vcard_avatar::Module& avatars) {
    avatars.fetch([this](const core::Jid& who, const std::string&) { return find(who) != nullptr; });
    pictures_ = avatars.on_avatar([this](const core::Jid& who, const vcard_avatar::Avatar& avatar) {
        Contact* contact = find(who);
        if (!contact) return;
        contact->avatar_hash_ = avatar.hash;
        updates_.fire();
    });
}

Contact* Contacts::find(const core::Jid& jid) const {
    const auto at = contacts_.find(jid.is_bare() ? jid : jid.bare());
    return at == contacts_.end() ? nullptr : at->second.get();
}

core::Request<core::Done> Contacts::add(const core::Jid& jid, std::string_view name, std::vector<std::string> groups) {
    core::RosterItem item;
    item.jid = jid.bare();
    if (!name.empty()) item.name.emplace(name);
    item.groups = std::move(groups);
    return core::Roster::update(item);
}

/// The roster was fetched: who is in it stays the contact they were, with those who listen to them.
void Contacts::load() {
    gone_.clear();
    for (auto at = contacts_.begin(); at != contacts_.end();) {
        if (roster_.find(at->first)) {
            ++at;
        } else {
            gone_.push_back(std::move(at->second));
            at = contacts_.erase(at);
        }
    }
    for (const auto& [jid, item] : roster_.items()) apply(item);
    updates_.fire();
}

void Contacts::apply(const core::RosterItem& item) {
    const auto at = contacts_.find(item.jid);
    if (item.subscription == core::SubscriptionState::remove) {
        if (at == contacts_.end()) return;
        gone_.push_back(std::move(at->second));
        contacts_.erase(at);
    } else if (at != contacts_.end()) {
        at->second->item_ = item;
    } else {
        contacts_.emplace(item.jid, std::make_unique<Contact>(stream_, roster_, presences_, item));
    }
}

}  // namespace headstock::api
