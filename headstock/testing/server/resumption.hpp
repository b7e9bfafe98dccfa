// SPDX-License-Identifier: MIT
#pragma once
#include <expected>
#include <memory>

#include "headstock/core/stanza_error.hpp"
#include "headstock/testing/server/hub.hpp"

/// The server's side of stream management (XEP-0198), however its elements travel.
namespace headstock::testing::detail {

/// A <failed/> that says why.
[[nodiscard]] bridge::Element failed(core::StanzaCondition why);
/// Answers <enable/>; from then on the session is counted.
[[nodiscard]] bridge::Element enable(Hub& hub, Session& session, bridge::View request);
/// Takes the session that <resume/> names away from wherever it is, or gives the <failed/> that answers it. Whoever
/// gets it says <resumed/> (`resumed`), attaches it, and delivers what waits in its queue.
[[nodiscard]] std::expected<std::unique_ptr<Session>, bridge::Element> resume(Hub& hub, Account& account,
                                                                              bridge::View request);
[[nodiscard]] bridge::Element resumed(const Session& session);
/// Ends a session for good: others hear that it is gone, and what its client has not acknowledged goes another way or
/// back to its senders.
void bury(Hub& hub, std::unique_ptr<Session> session);

}  // namespace headstock::testing::detail
