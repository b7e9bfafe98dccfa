// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>

#include "headstock/core/message.hpp"

/// Message Events (XEP-0022): read what old clients say of a message. Chat states and receipts have taken its place:
/// nothing of it is asked for or answered, as that would tell strangers that we are there.
namespace headstock::message_events {

inline constexpr std::string_view ns = "jabber:x:event";

/// What has become of a message; or, in a message with a body, what its sender would like to hear of.
struct Events {
    bool offline = false;    ///< the server has kept it
    bool delivered = false;  ///< it has reached a client
    bool displayed = false;
    bool composing = false;         ///< its reader is writing; with an id and no event: not any more
    std::optional<std::string> id;  ///< which message it is about; absent in a request

    static constexpr auto xml =
        bridge::element("x", ns, bridge::flag("offline", &Events::offline),
                        bridge::flag("delivered", &Events::delivered), bridge::flag("displayed", &Events::displayed),
                        bridge::flag("composing", &Events::composing), bridge::text("id", &Events::id));
    friend bool operator==(const Events&, const Events&) = default;
};

/// What `message` tells of one of ours: nothing where it tells none, is an error, asks instead, or has a body, which a
/// notice never has (§3.2). Anybody can say so: it counts from whom the message with that id was sent to.
[[nodiscard]] std::optional<Events> notice_in(const core::Message& message);

}  // namespace headstock::message_events
