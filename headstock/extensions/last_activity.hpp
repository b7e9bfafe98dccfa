// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
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

/// Our side of the extension. Idle time is nobody's business unless one says so (XEP-0012 §6).
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream) : stream_(stream) {}
    /// Answers with the idle time that `idle` gives; until then questions get <service-unavailable/>.
    void answer_with(std::function<std::chrono::seconds()> idle);
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
