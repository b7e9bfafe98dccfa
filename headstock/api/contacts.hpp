// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <vector>

#include "headstock/api/contact.hpp"
#include "headstock/extensions/vcard_avatar.hpp"

namespace headstock::api {

/// The contacts of a session, by bare address, in order: the roster and the presences in one.
///
/// A loop over them stays good whatever its body does, changes of the roster included.
class Contacts {
    using Map = std::map<core::Jid, std::unique_ptr<Contact>>;

public:
    /// All must outlive it.
    Contacts(core::Stream& stream, core::Roster& roster, core::Presences& presences);

    /// Has contacts show the pictures that `avatars`, which must outlive it, hears of; only theirs are fetched.
    void show(vcard_avatar::Module& avatars);

    /// The contact with that address, bare or full; null where there is none.
    [[nodiscard]] Contact* find(const core::Jid& jid) const;
    [[nodiscard]] std::size_t size() const { return contacts_.size(); }
    [[nodiscard]] bool empty() const { return contacts_.empty(); }

    /// Calls `handler` whenever the roster came, a contact changed, or one came online, changed or went.
    [[nodiscard]] Subscription on_update(std::function<void()> handler) { return updates_.on(std::move(handler)); }
    /// Calls `handler` with each contact that came online, changed or went.
    [[nodiscard]] Subscription on_presence(std::function<void(Contact&)> handler) {
        return presence_.on(std::move(handler));
    }

    /// Puts somebody into the roster, or changes their name and groups: an order to the server, to be asked.
    [[nodiscard]] static core::Request<core::Done> add(const core::Jid& jid, std::string_view name = {},
                                                       std::vector<std::string> groups = {});
    /// Calls `handler` when somebody, in the roster or not, asks to hear of our presence. Nothing is answered by
    /// itself.
    [[nodiscard]] Subscription on_subscription_request(std::function<void(const core::Presence&)> handler) {
        return roster_.on_subscription_request(std::move(handler));
    }
    /// Says yes to who asked; or no. Fails as `Stream::send` does.
    Result<void> accept(const core::Jid& who) { return roster_.accept(who); }
    Result<void> reject(const core::Jid& who) { return roster_.reject(who); }

    class iterator {
    public:
        using value_type = Contact;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;
        iterator() = default;
        iterator(const Map& map, Map::const_iterator at) : map_(&map) { take(at); }
        Contact& operator*() const { return *contact_; }
        Contact* operator->() const { return contact_; }
        iterator& operator++() {
            take(map_->upper_bound(key_));  // found anew: the map may have changed
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& a, const iterator& b) { return a.contact_ == b.contact_; }

    private:
        void take(Map::const_iterator at) {
            contact_ = at == map_->end() ? nullptr : at->second.get();
            if (contact_) key_ = at->first;
        }
        const Map* map_ = nullptr;
        Contact* contact_ = nullptr;
        core::Jid key_;
    };
    [[nodiscard]] iterator begin() const { return {contacts_, contacts_.begin()}; }
    [[nodiscard]] iterator end() const { return {contacts_, contacts_.end()}; }

private:
    void load();
    void apply(const core::RosterItem& item);

    core::Stream& stream_;
    core::Roster& roster_;
    core::Presences& presences_;
    Map contacts_;
    std::vector<std::unique_ptr<Contact>> gone_;  // until the next push: somebody may be looking at them
    Event<> updates_;
    Event<Contact&> presence_;
    Subscription loaded_;
    Subscription pushed_;
    Subscription changed_;
    Subscription messages_;
    Subscription pictures_;
};

}  // namespace headstock::api
