// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/extensions/disco.hpp"

/// Entity Capabilities (XEP-0115): presences tell by a hash what their senders can do, so that it is asked once.
namespace headstock::caps {

inline constexpr std::string_view ns = "http://jabber.org/protocol/caps";

/// What a presence says of its sender.
struct Capabilities {
    std::optional<std::string> hash;  ///< how `ver` was made; absent where it is a mere version, as it was first
    std::string node;                 ///< the software, by an address
    std::string ver;
    std::optional<std::string> ext;  ///< names of bundles, as it was first

    static constexpr auto xml = bridge::element(
        "c", ns, bridge::attribute("hash", &Capabilities::hash), bridge::attribute("node", &Capabilities::node),
        bridge::attribute("ver", &Capabilities::ver), bridge::attribute("ext", &Capabilities::ext));
    friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

/// What is hashed at most, in bytes.
inline constexpr std::size_t max_info = 32'768;

/// The `ver` of what `info` says, by "sha-1", "sha-256" or "sha-512". Fails with `std::errc::not_supported` for another
/// hash; with `std::errc::bad_message` where `info` has something twice, or could be mistaken for other information
/// with the same hash (XEP-0115 §5.4, §9.3); with `std::errc::message_size` beyond `max_info`.
[[nodiscard]] Result<std::string> verification(const disco::Info& info, std::string_view hash = "sha-1");

/// What is known by its hash, for all streams and sessions that share it; what was used longest ago goes first.
class Cache {
public:
    explicit Cache(std::size_t max = 500) : max_(max) {}
    /// What is known; null where nothing is. Good until the next `store`.
    [[nodiscard]] const disco::Info* find(const Capabilities& capabilities);
    /// Keeps what `verification` has found to be what `capabilities` say.
    void store(const Capabilities& capabilities, disco::Info info);
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    using Key = std::pair<std::string, std::string>;
    std::size_t max_;
    std::list<std::pair<Key, disco::Info>> entries_;  // the latest used first
    std::map<Key, std::list<std::pair<Key, disco::Info>>::iterator> index_;
};

/// Tells our capabilities with each presence, and finds out those of others.
class Module {
public:
    static constexpr std::size_t max_entities = 10'000;  ///< whose presences are kept in mind
    static constexpr std::size_t max_questions = 20;     ///< open at a time
    static constexpr std::size_t max_waiting = 1'000;    ///< further ones that wait
    static constexpr std::size_t max_candidates = 5;     ///< others who say the same, to be asked next
    static constexpr std::size_t max_unverified = 500;   ///< answers that count for their sender alone

    /// `node` is an address of our software. `stream`, `disco` and `cache` must outlive it.
    Module(core::Stream& stream, disco::Module& disco, std::string node, Cache& cache);
    ~Module();
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Who may be asked. Being asked tells that we are online, so nobody but our own account's other devices and our
    /// server is until this says so; `[&](const core::Jid& jid) { return roster.items().contains(jid.bare()); }` is
    /// what most want.
    void ask_whom(std::function<bool(const core::Jid& entity)> allowed) { allowed_ = std::move(allowed); }

    /// What the last presence of `entity`, a full address, said; null where it said nothing, or is offline.
    [[nodiscard]] const Capabilities* of(const core::Jid& entity) const;
    /// What is known of `entity`; null where nothing is, or not yet. Good until the stream is fed again.
    [[nodiscard]] const disco::Info* info(const core::Jid& entity) const;
    /// Calls `handler` whenever it becomes known what somebody can do.
    [[nodiscard]] Subscription on_known(std::function<void(const core::Jid&, const disco::Info&)> handler) {
        return known_events_.on(std::move(handler));
    }
    /// What our next presence will say; nothing where we tell something twice.
    [[nodiscard]] std::optional<Capabilities> ours();
    /// Whether our last presence still says what we can do; where it does not, another should be sent.
    [[nodiscard]] bool is_current();

private:
    struct Entity {
        Capabilities capabilities;
        std::optional<disco::Info> own;  // what it said, where that counts for nobody else
    };
    struct Question {
        Capabilities capabilities;
        std::deque<core::Jid> whom;  // the first is being asked, where it is open
        bool is_open = false;
        core::RequestId request{};
    };
    using Key = std::string;

    void received(const core::Presence& presence);
    void want(const core::Jid& entity, const Capabilities& capabilities);
    void ask_next();
    void ask(const Key& key, Question& question);
    void answered(const Key& key, Result<disco::Info> info);
    void learn(const core::Jid& entity, const Capabilities& capabilities, disco::Info info);
    void forget_own(Entity& entity);
    void tell_all(const Capabilities& capabilities);
    [[nodiscard]] bool may_ask(const core::Jid& entity) const;
    [[nodiscard]] std::optional<bridge::Element> presence_element();
    void clear();

    core::Stream& stream_;
    disco::Module& disco_;
    std::string node_;
    Cache& cache_;
    std::function<bool(const core::Jid&)> allowed_;
    std::map<core::Jid, Entity> entities_;
    std::size_t unverified_ = 0;
    std::map<Key, Question> questions_;
    std::deque<Key> waiting_;
    std::size_t open_ = 0;
    std::deque<std::string> nodes_;  // that we answer for, the latest last
    std::string last_sent_;
    Event<const core::Jid&, const disco::Info&> known_events_;
    Subscription presences_;
    Subscription sent_;
    Subscription ended_;
    Subscription announced_;
};

}  // namespace headstock::caps
