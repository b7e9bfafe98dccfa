// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <set>
#include <vector>

#include "headstock/core/lexical.hpp"
#include "headstock/core/stream.hpp"
#include "headstock/extensions/questions.hpp"

/// Blocking Command (XEP-0191): have the server keep somebody away.
namespace headstock::blocking {

inline constexpr std::string_view ns = "urn:xmpp:blocking";
inline constexpr std::string_view errors_ns = "urn:xmpp:blocking:errors";

/// Who is blocked: an account, one of its clients, a whole domain, or a resource of a domain.
struct Item {
    core::Jid jid;
    std::vector<bridge::Element> others;  ///< as a report of why (XEP-0377)

    static constexpr auto xml =
        bridge::element("item", ns, bridge::attribute("jid", &Item::jid), bridge::rest(&Item::others));
    friend bool operator==(const Item&, const Item&) = default;
};

/// All that are blocked.
struct BlockList {
    std::vector<Item> items;

    static constexpr auto xml = bridge::element("blocklist", ns, bridge::child(&BlockList::items));
    friend bool operator==(const BlockList&, const BlockList&) = default;
};

/// An order to block some, or the news that they are.
struct Block {
    std::vector<Item> items;

    static constexpr auto xml = bridge::element("block", ns, bridge::child(&Block::items));
    friend bool operator==(const Block&, const Block&) = default;
};

/// The same for unblocking; without items it means all.
struct Unblock {
    std::vector<Item> items;

    static constexpr auto xml = bridge::element("unblock", ns, bridge::child(&Unblock::items));
    friend bool operator==(const Unblock&, const Unblock&) = default;
};

/// Asks for all that are blocked; then the server also tells this client of changes.
[[nodiscard]] core::Request<BlockList> list();
/// Has `jid` blocked.
[[nodiscard]] core::Request<core::Done> block(core::Jid jid);
/// Has several blocked, which must not be none.
[[nodiscard]] core::Request<core::Done> block(std::vector<Item> items);
[[nodiscard]] core::Request<core::Done> unblock(core::Jid jid);
/// Has nobody blocked any more.
[[nodiscard]] core::Request<core::Done> unblock_all();

/// Whether `stanza` came back because we block whom it went to (§3.3).
[[nodiscard]] bool refused(const core::Stanza& stanza);

/// Who is blocked, kept right by pushes, which count only from our own account.
class Module {
public:
    /// Those that are held at most; a server that tells of more is not believed.
    static constexpr std::size_t max_items = 10'000;

    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Asks for the list now, and in each session from its beginning; `done` is told each time, or why it is not here.
    void fetch(std::function<void(Result<void>)> done = {});
    [[nodiscard]] bool loaded() const { return loaded_; }
    /// In order; empty before the list is here.
    [[nodiscard]] const std::set<core::Jid>& items() const { return items_; }
    /// Whether the server keeps `jid` away: it is in the list, or its account, or its domain (§5).
    [[nodiscard]] bool is_blocked(const core::Jid& jid) const;

    /// Whether `stanza` came back because we block whom it went to: it says so; or, as some servers leave that out, it
    /// is not-acceptable and from who is blocked.
    [[nodiscard]] bool has_refused(const core::Stanza& stanza) const;

    /// Calls `handler` with each that is blocked or not any more, after the change, and with an empty address where all
    /// was fetched.
    [[nodiscard]] Subscription on_change(std::function<void(const core::Jid& jid, bool blocked)> handler) {
        return changes_.on(std::move(handler));
    }

private:
    void ask();
    Result<void> received(const BlockList& list);
    Result<core::Done> blocked(const core::Iq& push);
    Result<core::Done> unblocked(const core::Iq& push);

    core::Stream& stream_;
    std::set<core::Jid> items_;
    bool loaded_ = false;
    bool fetches_ = false;
    std::function<void(Result<void>)> done_;
    Event<const core::Jid&, bool> changes_;
    Questions questions_{stream_};
    Subscription blocks_;
    Subscription unblocks_;
    Subscription statuses_;
    Subscription end_;
};

}  // namespace headstock::blocking
