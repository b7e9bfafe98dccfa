// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

#include "headstock/api/session.hpp"
#include "headstock/bridge/json_values.hpp"

/// What happens, as the JSON that `hs_session_event` and `hs_client_event` give; docs/guide/events.md names all of it.
namespace headstock::capi {

/// An event of that name, to be filled.
[[nodiscard]] bridge::Json event(std::string_view name);

/// `self` is our address: what is from nobody comes from our own account. `xml`: with the stanza as it came.
[[nodiscard]] bridge::Json message_event(const core::Message& message, const core::Jid& self, bool xml);
[[nodiscard]] bridge::Json presence_event(const core::Presence& presence, const core::Jid& self, bool xml);
[[nodiscard]] bridge::Json roster_json(const core::RosterItem& item);
[[nodiscard]] bridge::Json resource_json(const core::Resource& resource);
/// `error` as `reason`, for people, and for programs `category` and `code`, or `error`, where a stanza says it.
void add_reason(bridge::Json& event, const Error& error);

}  // namespace headstock::capi
