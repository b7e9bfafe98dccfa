// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <functional>
#include <string>

#include "headstock/core/stream.hpp"

/// Entity Time (XEP-0202): ask an entity what time it has, and say what time we have.
namespace headstock::entity_time {

inline constexpr std::string_view ns = "urn:xmpp:time";

/// An entity's clock.
struct Time {
    std::string offset;  ///< of its zone, as in "-06:00"; "Z" for none
    Timestamp utc;

    static constexpr auto xml =
        bridge::element("time", ns, bridge::text("tzo", &Time::offset), bridge::text("utc", &Time::utc));
    friend bool operator==(const Time&, const Time&) = default;
};

/// Asks `entity` what time it has.
[[nodiscard]] core::Request<Time> query(core::Jid entity);

/// "+02:00" for two hours east of UTC.
[[nodiscard]] std::string offset_text(std::chrono::minutes east);

/// Answers with our clock for as long as it lives.
class Module {
public:
    /// `stream` must outlive it. `east` is how far our zone is from UTC; it is told to who asks.
    explicit Module(core::Stream& stream, std::chrono::minutes east = {});
    /// Answers no more, so that another may in its place.
    void withdraw() {
        answering_.cancel();
        announced_.cancel();
    }

private:
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::entity_time
