// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/base/clock.hpp"
#include "headstock/core/lexical.hpp"

namespace headstock::core {

/// What it takes to go on with a session elsewhere, as in another process (`Stream::state`, `Stream::restore`).
struct SessionState {
    static constexpr std::string_view ns = "urn:headstock:session:1";

    Jid address;                     ///< that was bound
    std::string id;                  ///< the server's name for the session; whoever knows it and can log in may go on
    std::string location;            ///< where the server would like us to come back to; may be empty
    Timestamp until;                 ///< when it is over
    std::uint32_t acknowledged = 0;  ///< stanzas of ours that have arrived
    std::uint32_t handled = 0;       ///< stanzas of theirs that we have received
    bool available = false;          ///< we had said that we are
    std::vector<bridge::Element> unacknowledged;

    static constexpr auto xml = bridge::element(
        "session", ns, bridge::attribute("address", &SessionState::address), bridge::attribute("id", &SessionState::id),
        bridge::attribute("location", &SessionState::location), bridge::attribute("until", &SessionState::until),
        bridge::attribute("acknowledged", &SessionState::acknowledged),
        bridge::attribute("handled", &SessionState::handled), bridge::attribute("available", &SessionState::available),
        bridge::rest(&SessionState::unacknowledged));
    friend bool operator==(const SessionState&, const SessionState&) = default;
};

/// The most that `read_session_state` reads, in bytes.
inline constexpr std::size_t max_session_state = 64U << 20U;

/// Writes `state` as one XML element. It holds stanzas as they were sent, and lets whoever can log in go on with them:
/// keep it as a secret.
[[nodiscard]] std::string write_session_state(const SessionState& state);
/// Reads what `write_session_state` wrote. Fails with `Errc::bad_session_state` on anything else: another version, text
/// that was cut, an address without a resource, elements that are no stanzas.
[[nodiscard]] Result<SessionState> read_session_state(std::string_view text);

}  // namespace headstock::core
