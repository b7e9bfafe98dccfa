// SPDX-License-Identifier: MIT
// Whether the server is still there, where it has long been silent, and the farewell.
#include <algorithm>

#include "headstock/core/namespaces.hpp"
#include "headstock/core/stream.hpp"
#include "headstock/core/stream_format.hpp"

namespace headstock::core {

/// When the silence has lasted too long; nothing where that does not matter.
std::optional<Instant> Stream::idle_until() const {
    const Duration limit = negotiation_.options.idle_limit;
    if (limit <= Duration::zero()) return std::nullopt;
    return std::max(heard_at_, probed_at_.value_or(heard_at_)) + limit;
}

void Stream::probe() {
    if (!serves()) return;
    look_for_life();
    stir();
}

/// Asks for an acknowledgement (XEP-0198), else pings (XEP-0199): any answer will do, even an error. A component has
/// nobody to ask: a blank keeps its connection open, and finds out where it is broken.
void Stream::look_for_life() {
    probed_at_ = clock_.now();
    if (is_component()) {
        if (output().empty()) output_.push_back(' ');
        return stir();
    }
    StreamManagement& management = negotiation_.management;
    if (management.active()) {
        (void)write(bridge::Element("r", ns::stream_management));
        return management.asked(clock_.now());
    }
    const bridge::Element ping("ping", "urn:xmpp:ping");
    router_.ask(IqType::get, {}, ping, negotiation_.options.ack_limit,
                [this](const Result<std::reference_wrapper<const Iq>>& answer) {
                    if (!answer && answer.error().code == std::errc::timed_out)
                        finish({Errc::connection_lost, "the server does not answer any more"});
                });
}

/// Goes on with what the login computes: a slice, so that whoever shares our thread has a turn.
void Stream::compute() {
    (void)progress(current_->compute([this](bridge::View out) { return write(out); }));
}

void Stream::terminate() {
    if (status_ == Status::disconnected && lost_) return end_session(*lost_);
    if (end_ || closing_) return;
    if (status_ == Status::disconnected) return finish({Errc::closed, {}});
    if (status_ == Status::available) (void)send(Presence(PresenceType::unavailable));
    closing_ = true;
    computing_ = false;
    phase_limit_ = clock_.now() + negotiation_.options.close_limit;
    if (need_ == Need::encryption) return finish({Errc::closed, {}});  // between two streams: there is none to close
    if (serves() && negotiation_.management.active()) {
        if (!negotiation_.management.queue().waiting().empty())
            (void)write(bridge::Element("r", ns::stream_management));
        say_ack();  // so that nothing is sent to us again that we have (XEP-0198 §4)
    }
    output_.append(stream_end);
    stir();
}

}  // namespace headstock::core
