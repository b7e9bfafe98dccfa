// SPDX-License-Identifier: MIT
#pragma once
#include <optional>

#include "headstock/core/iq.hpp"
#include "headstock/core/message.hpp"
#include "headstock/core/stanza_failure.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/testing/server/hub.hpp"

namespace headstock::testing::detail {

/// Whether an element is a message, presence or iq of a client's stream.
[[nodiscard]] bool is_stanza(bridge::View element);

/// The error that answers `stanza`, from where that was sent to. `sender` may be empty.
[[nodiscard]] bridge::Element error_reply(bridge::View stanza, const core::Jid& sender,
                                          const core::StanzaFailure& failure);

/// Answers `stanza` of `sender` with an error, unless it is an error or a result itself (RFC 6120 §8.3.1).
void bounce(Session& sender, bridge::View stanza, const core::StanzaFailure& failure);
void bounce(Session& sender, bridge::View stanza, core::StanzaCondition why);
/// The same for the session that its `from` names, if that is still there.
void bounce(Hub& hub, bridge::View stanza, core::StanzaCondition why);

/// Brings what a client sent to where it belongs (RFC 6120 §10, RFC 6121 §8). Gives why the stream must end, if it
/// must.
[[nodiscard]] std::optional<core::StreamCondition> route(Hub& hub, Session& sender, bridge::View element);

/// Brings a message to its recipients (RFC 6121 §8.5). It has its true `from`.
void route_message(Hub& hub, Session& sender, const core::Message& message);

/// Does with a stanza what can still be done, when the session of `account` that it was for is gone and has not
/// acknowledged it: another session gets it, or it is kept, or its sender is told.
void return_stanza(Hub& hub, Account& account, bridge::View stanza);

/// Gives a session the messages that came while nobody was there.
void deliver_offline(Session& session);

/// Brings an iq to a session, or answers it for an account or the server.
void route_iq(Hub& hub, Session& sender, const core::Iq& iq);

}  // namespace headstock::testing::detail
