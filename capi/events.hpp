// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "headstock/api/session.hpp"
#include "headstock/bridge/json_values.hpp"

/// What happens, as the JSON that `hs_session_event` and `hs_client_event` give; docs/guide/events.md names all of it.
namespace headstock::capi {

/// An event, written as it is made: messages are many, and a tree of each would cost more than the rest of it.
class EventJson {
public:
    explicit EventJson(std::string_view name);

    /// Adds a member. Bytes that are no UTF-8 become U+FFFD.
    EventJson& add(std::string_view key, std::string_view text);
    EventJson& add(std::string_view key, const char* text) { return add(key, std::string_view(text)); }
    EventJson& add(std::string_view key, std::integral auto number) {
        if constexpr (std::same_as<decltype(number), bool>) return raw(key, number ? "true" : "false");
        else return raw(key, std::to_string(number));
    }
    EventJson& add_json(std::string_view key, const bridge::Json& value);
    /// Adds a member, unless it would say nothing.
    EventJson& add_some(std::string_view key, std::string_view text) { return text.empty() ? *this : add(key, text); }
    /// Adds an error: `reason` for people, `category` and `code` for programs, and `condition`, where a stanza error
    /// says one.
    EventJson& add_reason(const Error& error);

    /// The JSON; the event is over.
    [[nodiscard]] std::string text() &&;

private:
    EventJson& raw(std::string_view key, std::string_view json);
    std::string json_;
};

/// `self` is our address: what is from nobody comes from our own account. `xml`: with the stanza as it came.
[[nodiscard]] std::string message_event(const core::Message& message, const core::Jid& self, bool xml);
[[nodiscard]] std::string presence_event(const core::Presence& presence, const core::Jid& self, bool xml);
/// `number` is what the answer names it by.
[[nodiscard]] std::string request_event(const core::Iq& request, std::uint64_t number, const core::Jid& self);
[[nodiscard]] bridge::Json roster_json(const core::RosterItem& item);
[[nodiscard]] bridge::Json resource_json(const core::Resource& resource);

}  // namespace headstock::capi
