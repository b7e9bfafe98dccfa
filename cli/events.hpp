// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>

#include "cli/json.hpp"

#include "headstock/core/message.hpp"
#include "headstock/core/presence.hpp"
#include "headstock/core/roster.hpp"

/// What arrives, as the fields of events and as lines for people.
namespace headstock::cli {

/// When a message was sent, and whether it says so itself because it comes late.
struct Sent {
    Timestamp at;
    bool delayed = false;
};

/// When `message` was sent, as far as our server vouches for it (its stamp, or that of our account), else `now`: a
/// sender's own stamp does not count, nor does one from before XMPP or from the future.
[[nodiscard]] Sent sent_at(const core::Message& message, const core::Jid& self, Timestamp now);

/// `self` is our address: a message from nobody comes from our own account.
[[nodiscard]] Value::Fields message_fields(const core::Message& message, const core::Jid& self, const Sent& sent);
[[nodiscard]] std::string message_line(const core::Message& message, const core::Jid& self);

[[nodiscard]] Value::Fields presence_fields(const core::Presence& presence, const core::Jid& self);
[[nodiscard]] std::string presence_line(const core::Presence& presence, const core::Jid& self);

[[nodiscard]] Value::Fields roster_fields(const core::RosterItem& item);
[[nodiscard]] std::string roster_line(const core::RosterItem& item);

/// `error` as the fields `code` (the exit code it would be), and `reason` in our own words.
[[nodiscard]] Value::Fields error_fields(const Error& error);

}  // namespace headstock::cli
