// SPDX-License-Identifier: MIT
#include "headstock/core/presences.hpp"

#include <algorithm>

namespace headstock::core {

Presences::Presences(Stream& stream) : stream_(stream) {
    presences_ = stream.router().on_presence([this](const Presence& presence) { received(presence); });
    end_ = stream.on_session_end([this](const Error&) {
        contacts_.clear();
        count_ = 0;
    });
}

std::span<const Resource> Presences::of(const Jid& contact) const {
    const auto at = contacts_.find(contact.is_bare() ? contact : contact.bare());
    if (at == contacts_.end()) return {};
    return at->second;
}

void Presences::received(const Presence& presence) {
    if (presence.from().empty()) return;
    if (presence.type() == PresenceType::available) online(presence);
    else if (presence.type() == PresenceType::unavailable) offline(presence.from());
}

void Presences::online(const Presence& presence) {
    const Jid bare = presence.from().bare();
    if (count_ >= max_resources && !contacts_.contains(bare)) return;
    std::vector<Resource>& resources = contacts_[bare];
    const auto known = std::ranges::find(resources, presence.from(), &Resource::jid);
    if (known == resources.end() && count_ >= max_resources) return;
    Resource resource{presence.from(), presence.show(), presence.status(), presence.priority(), stream_.clock().wall()};
    if (known == resources.end()) {
        ++count_;
    } else {
        resource.since = known->since;
        resources.erase(known);
    }
    const auto place =
        std::ranges::find_if(resources, [&](const Resource& other) { return other.priority < resource.priority; });
    resources.insert(place, std::move(resource));
    changes_.fire(presence.from());
}

/// From a bare address it means all of its resources (RFC 6121 §4.5.4 leaves it to us).
void Presences::offline(const Jid& jid) {
    const auto at = contacts_.find(jid.bare());
    if (at == contacts_.end()) return;
    std::vector<Resource>& resources = at->second;
    count_ -= std::erase_if(resources, [&](const Resource& known) { return jid.is_bare() || known.jid == jid; });
    if (resources.empty()) contacts_.erase(at);
    changes_.fire(jid);
}

}  // namespace headstock::core
