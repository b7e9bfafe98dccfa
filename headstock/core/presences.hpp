// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "headstock/core/stream.hpp"

namespace headstock::core {

/// One of the places where a contact is online.
struct Resource {
    Jid jid;  ///< the full address
    Show show = Show::online;
    std::string status;
    std::int8_t priority = 0;
    Timestamp since;  ///< when it said so first

    friend bool operator==(const Resource&, const Resource&) = default;
};

/// Who is online where, as their presences say (RFC 6121 §4). Forgets all when the session ends.
class Presences {
public:
    /// Resources that are held at most; presence of further ones is passed over.
    static constexpr std::size_t max_resources = 100'000;

    /// `stream` must outlive it.
    explicit Presences(Stream& stream);

    /// Where `contact` is online, the highest priority first; empty: nowhere. Lives until its next change.
    [[nodiscard]] std::span<const Resource> of(const Jid& contact) const;
    [[nodiscard]] bool available(const Jid& contact) const { return !of(contact).empty(); }
    /// Calls `handler` with the full address of each that came, changed or went, after the change.
    [[nodiscard]] Subscription on_change(std::function<void(const Jid&)> handler) {
        return changes_.on(std::move(handler));
    }

private:
    void received(const Presence& presence);
    void online(const Presence& presence);
    void offline(const Jid& jid);

    Stream& stream_;
    std::map<Jid, std::vector<Resource>> contacts_;
    std::size_t count_ = 0;
    Event<const Jid&> changes_;
    Subscription presences_;
    Subscription end_;
};

}  // namespace headstock::core
