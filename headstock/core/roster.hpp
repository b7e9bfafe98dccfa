// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "headstock/core/lexical.hpp"
#include "headstock/core/stream.hpp"

namespace headstock::core {

/// Who hears of whose presence (RFC 6121 §2.1.2.5).
enum class SubscriptionState {
    none,
    to,    ///< we hear of theirs
    from,  ///< they hear of ours
    both,
    remove,  ///< in a push or an order: the item goes
};
constexpr auto xml_words(SubscriptionState) {
    return std::array{std::pair{SubscriptionState::none, std::string_view("none")},
                      std::pair{SubscriptionState::to, std::string_view("to")},
                      std::pair{SubscriptionState::from, std::string_view("from")},
                      std::pair{SubscriptionState::both, std::string_view("both")},
                      std::pair{SubscriptionState::remove, std::string_view("remove")}};
}

/// A contact in the roster (RFC 6121 §2.1.2).
struct RosterItem {
    Jid jid;
    std::optional<std::string> name;
    SubscriptionState subscription = SubscriptionState::none;
    std::optional<std::string> ask;  ///< "subscribe": we asked for their presence, and they have not answered
    bool approved = false;           ///< their asking for ours is granted beforehand (§3.4)
    std::vector<std::string> groups;

    static constexpr auto xml =
        bridge::element("item", "jabber:iq:roster", bridge::attribute("jid", &RosterItem::jid),
                        bridge::attribute("name", &RosterItem::name),
                        bridge::attribute("subscription", &RosterItem::subscription).otherwise(SubscriptionState::none),
                        bridge::attribute("ask", &RosterItem::ask),
                        bridge::attribute("approved", &RosterItem::approved).otherwise(false),
                        bridge::text("group", &RosterItem::groups));
    friend bool operator==(const RosterItem&, const RosterItem&) = default;
};

/// The roster, or a change of it, on the wire.
struct RosterQuery {
    std::optional<std::string> version;
    std::vector<RosterItem> items;

    static constexpr auto xml =
        bridge::element("query", "jabber:iq:roster", bridge::attribute("ver", &RosterQuery::version),
                        bridge::child(&RosterQuery::items));
    friend bool operator==(const RosterQuery&, const RosterQuery&) = default;
};

/// Where a roster is kept between sessions, so that the server need not send it again (RFC 6121 §2.6).
class RosterCache {
public:
    virtual ~RosterCache() = default;
    /// What was saved last; nothing where nothing was, or it cannot be read.
    virtual std::optional<RosterQuery> load() = 0;
    virtual void save(const RosterQuery& roster) = 0;
};

/// Our contacts, as the server keeps them (RFC 6121 §2): fetched once a session, then kept right by pushes, which count
/// only from our own account.
class Roster {
public:
    /// Contacts that are held at most; a server that sends more is not believed.
    static constexpr std::size_t max_items = 50'000;

    /// `cache`, where there is one, must outlive it, as must `stream`.
    explicit Roster(Stream& stream, RosterCache* cache = nullptr);

    /// Asks for it; `done` is called when it is here, or why it is not.
    void fetch(std::function<void(Result<void>)> done = {});
    [[nodiscard]] bool loaded() const { return loaded_; }
    /// By bare address, in order. References live until the next change.
    [[nodiscard]] const std::map<Jid, RosterItem>& items() const { return items_; }
    [[nodiscard]] const RosterItem* find(const Jid& contact) const;
    /// Whether `contact` hears of our presence, and so may learn where we are from other things too: one with a
    /// subscription to it, or our own account. Nobody before the roster is here.
    [[nodiscard]] bool informs(const Jid& contact) const;

    /// Calls `handler` with each item that came, changed or went (`SubscriptionState::remove`), after the change.
    [[nodiscard]] Subscription on_update(std::function<void(const RosterItem&)> handler) {
        return updates_.on(std::move(handler));
    }
    /// Calls `handler` each time the whole roster was fetched.
    [[nodiscard]] Subscription on_loaded(std::function<void()> handler) { return loads_.on(std::move(handler)); }
    /// Calls `handler` when somebody asks for our presence; `accept` or `reject` answers.
    [[nodiscard]] Subscription on_subscription_request(std::function<void(const Presence&)> handler) {
        return requests_.on(std::move(handler));
    }

    /// Adds a contact, or changes its name and groups (§2.3, §2.4).
    [[nodiscard]] static Request<Done> update(const RosterItem& item);
    /// Takes a contact away, and both subscriptions with it (§2.5).
    [[nodiscard]] static Request<Done> remove(const Jid& contact);
    /// Asks for the presence of `contact` (§3.1), or stops hearing of it (§3.3).
    Result<void> subscribe(const Jid& contact) { return tell(contact, PresenceType::subscribe); }
    Result<void> unsubscribe(const Jid& contact) { return tell(contact, PresenceType::unsubscribe); }
    /// Lets `contact` hear of our presence, also beforehand (§3.4); or not, or no more (§3.2).
    Result<void> accept(const Jid& contact) { return tell(contact, PresenceType::subscribed); }
    Result<void> reject(const Jid& contact) { return tell(contact, PresenceType::unsubscribed); }

private:
    Result<void> received(const Iq& result);
    Result<Done> pushed(const Iq& push);
    void apply(RosterItem item);
    void keep();
    Result<void> tell(const Jid& contact, PresenceType type);

    Stream& stream_;
    RosterCache* cache_;
    std::map<Jid, RosterItem> items_;
    std::optional<std::string> version_;
    bool loaded_ = false;
    Event<const RosterItem&> updates_;
    Event<> loads_;
    Event<const Presence&> requests_;
    Subscription pushes_;
    Subscription presences_;
};

}  // namespace headstock::core
