// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "headstock/core/stream.hpp"

/// Last Activity (XEP-0012): how long an entity has been idle, a contact offline, or a server up.
namespace headstock::last_activity {

inline constexpr std::string_view ns = "jabber:iq:last";

/// How long ago it was; of an offline contact also what it said when it went.
struct Activity {
    std::uint64_t seconds = 0;
    std::string status;

    static constexpr auto xml =
        bridge::element("query", ns, bridge::attribute("seconds", &Activity::seconds), bridge::text(&Activity::status));
    friend bool operator==(const Activity&, const Activity&) = default;
};

/// Asks after `entity`: a full address for its idle time, a bare one for when it was online last, a domain for its
/// uptime.
[[nodiscard]] core::Request<Activity> query(core::Jid entity);

/// Since when the sender of a presence has done nothing, where it says so (XEP-0256), as it was received at `now`; or,
/// in the first presence of a session, when its client was last online. Nothing where it says none, or nonsense.
[[nodiscard]] std::optional<Timestamp> idle_since(const core::Presence& presence, Timestamp now);
/// Says in a presence that is about to be sent that we have done nothing for that long (XEP-0256).
void mark(core::Presence& presence, std::chrono::seconds idle);

/// Our side of the extension. Idle time is nobody's business unless one says so (XEP-0012 §6).
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream) : stream_(stream) {}
    /// Answers those of whom `may_know` is true with the idle time that `idle` gives, or a component's uptime; others,
    /// and before that all, get <service-unavailable/>. To tell how long one has been idle is to tell that one is
    /// there: ask `core::Roster::informs`, or what the user wants (§8).
    void answer_with(std::function<std::chrono::seconds()> idle, std::function<bool(const core::Jid& asker)> may_know);
    /// Answers no more, so that another may in its place.
    void withdraw() {
        answering_.cancel();
        announced_.cancel();
    }

private:
    core::Stream& stream_;
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::last_activity
