// SPDX-License-Identifier: MIT
#include "headstock/core/session_state.hpp"

#include <algorithm>

#include "headstock/bridge/parser.hpp"
#include "headstock/bridge/writer.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/stream_management.hpp"

namespace headstock::core {
namespace {

constexpr bridge::Limits session_limits{.stanza = max_session_state, .nodes = 10'000'000};

std::unexpected<Error> refuse(std::string why) { return fail(Errc::bad_session_state, std::move(why)); }

}  // namespace

std::string write_session_state(const SessionState& state) {
    std::string text;
    (void)bridge::write(bridge::write(state), text);  // made of what was read or sent: XML can say it
    return text;
}

Result<SessionState> read_session_state(std::string_view text) {
    if (text.size() > max_session_state) return refuse("more than 64 MiB");
    const Result<bridge::Element> element = bridge::parse_element(text, session_limits);
    if (!element) return refuse(element.error().message());
    if (element->tag() != "session") return refuse("no session");
    if (element->ns() != SessionState::ns) return refuse("another version: " + std::string(element->ns()));
    Result<SessionState> state = bridge::read<SessionState>(*element);
    if (!state) return refuse(state.error().message());
    if (!state->address.is_full()) return refuse("an address without a resource");
    if (state->id.empty() || state->id.size() > StreamManagement::max_id) return refuse("no name of a session");
    if (state->location.size() > StreamManagement::max_location) return refuse("a long location");
    if (!std::ranges::all_of(state->unacknowledged, AckQueue::counts)) return refuse("an element that is no stanza");
    return state;
}

}  // namespace headstock::core
