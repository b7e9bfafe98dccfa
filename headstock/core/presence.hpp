// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "headstock/core/stanza.hpp"

namespace headstock::core {

/// What a presence says or asks (RFC 6121 §4.7.1).
enum class PresenceType { available, unavailable, subscribe, subscribed, unsubscribe, unsubscribed, probe, error };
[[nodiscard]] std::string_view word(PresenceType type);

/// How available somebody is (RFC 6121 §4.7.2.1).
enum class Show { online, chat, away, xa, dnd };
[[nodiscard]] std::string_view word(Show show);

/// A presence (RFC 6121 §4): received, or to be sent.
class Presence : public StanzaOf<Presence> {
public:
    explicit Presence(PresenceType type = PresenceType::available) : StanzaOf("presence") { this->type(type); }
    explicit Presence(Show show, std::string_view status = {}, std::int8_t priority = 0);
    /// Shows a received <presence/>; fails where an address is none or the type is unknown.
    [[nodiscard]] static Result<Presence> read(bridge::View view);

    [[nodiscard]] PresenceType type() const;
    Presence& type(PresenceType type);
    /// `online` where nothing or nothing known is said.
    [[nodiscard]] Show show() const;
    [[nodiscard]] std::string status() const { return text_of("status", {}); }
    [[nodiscard]] std::string status_in(std::string_view language) const { return text_of("status", language); }
    Presence& status(std::string_view text, std::string_view language = {}) {
        return child_text("status", text, language), *this;
    }
    /// -128 to 127; 0 where nothing or no such number is said. Below 0: no messages to the bare address, please.
    [[nodiscard]] std::int8_t priority() const;

private:
    using StanzaOf::StanzaOf;
};

}  // namespace headstock::core
