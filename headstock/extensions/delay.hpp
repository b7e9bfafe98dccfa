// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>

#include "headstock/core/lexical.hpp"
#include "headstock/core/stanza.hpp"

/// Delayed Delivery (XEP-0203): when a stanza was sent that comes late.
namespace headstock::delay {

inline constexpr std::string_view ns = "urn:xmpp:delay";

/// Who kept a stanza, since when, and why.
struct Delay {
    Timestamp stamp;
    std::optional<core::Jid> from;
    std::string reason;

    static constexpr auto xml = bridge::element("delay", ns, bridge::attribute("stamp", &Delay::stamp),
                                                bridge::attribute("from", &Delay::from), bridge::text(&Delay::reason));
    friend bool operator==(const Delay&, const Delay&) = default;
};

/// The delay that `keeper` put on `stanza`; nothing where it put none, or where there are two: then one is forged.
/// Anybody can write a stamp of anybody's: only that of an entity one believes counts, as one's own server, or the room
/// that a message came through.
[[nodiscard]] std::optional<Delay> of(const core::Stanza& stanza, const core::Jid& keeper);

}  // namespace headstock::delay
