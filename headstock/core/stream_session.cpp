// SPDX-License-Identifier: MIT
// What a stream sends, and what it owes and is owed across connections (XEP-0198).
#include <cassert>
#include <exception>
#include <utility>

#include "headstock/bridge/parser.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/core/stream.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/core/stream_format.hpp"

namespace headstock::core {
namespace {

/// Calls what may throw for each of `entries`; the first exception goes on behind the last.
template <class Visit>
void each(const AckQueue::Entries& entries, Visit visit) {
    std::exception_ptr thrown;
    for (const AckQueue::Entry& entry : entries) {
        try {
            visit(entry);
        } catch (...) {
            if (!thrown) thrown = std::current_exception();
        }
    }
    if (thrown) std::rethrow_exception(thrown);
}

bool leaves_session(StreamCondition condition) {
    return condition == StreamCondition::connection_timeout || condition == StreamCondition::internal_server_error ||
           condition == StreamCondition::remote_connection_failed || condition == StreamCondition::reset ||
           condition == StreamCondition::resource_constraint || condition == StreamCondition::system_shutdown;
}

/// Whether the server may still hold the session after such an end: not after a goodbye, nor after an error of ours,
/// which says one, nor where our own side gave up on purpose.
bool leaves_session(const Error& why) {
    if (why.code.category() == stream_category()) return leaves_session(static_cast<StreamCondition>(why.code.value()));
    if (why.code.category() == core_category()) return why.code == Errc::connection_lost;
    return why.code.category() != bridge::parse_category() && why.code != std::errc::operation_canceled;
}

}  // namespace

/// A presence that says we are available with what is added to it; nothing where nothing is.
std::optional<bridge::Element> Stream::adorned(bridge::View presence) const {
    if (!presence.is({"presence", ns::client}) || presence.attribute("type")) return std::nullopt;
    std::optional<bridge::Element> whole;
    with_presence_.visit([&](const auto& addition) {
        const std::optional<bridge::Element> element = addition(presence);
        if (!element || (whole ? whole->view() : presence).has_child(element->name())) return true;
        if (!whole) whole.emplace(presence);
        whole->add(*element);
        return true;
    });
    return whole;
}

Result<void> Stream::send(bridge::View element) { return send(element, nullptr); }

Result<void> Stream::send(bridge::View element, std::function<void(Delivery)> told) {
    if (status_ < Status::bound || closing_) return fail(Errc::not_connected);
    const std::optional<bridge::Element> whole = adorned(element);
    if (whole) element = whole->view();
    const std::size_t before = output_.size();
    if (is_component() && AckQueue::counts(element) && !element.attribute("from")) {
        bridge::Element stamped(element);
        stamped.attribute("from", address().text());
        return send(stamped.view(), std::move(told));
    }
    if (negotiation_.management.full(negotiation_.options)) return fail(Errc::queue_full);
    if (auto written = put(element); !written) return written;
    if (told || negotiation_.management.keeps()) keep(element, output_.size() - before, std::move(told));
    announce(element);
    ask_for_ack();
    const bool initial = status_ == Status::bound && element.is({"presence", ns::client});
    if (initial && !element.attribute("type") && !element.attribute("to")) reach(Status::available);
    return {};
}

Result<void> Stream::write(bridge::View element) {
    if (auto written = put(element); !written) return written;
    announce(element);
    return {};
}

Result<void> Stream::put(bridge::View element) {
    if (output_.size() - sent_ > negotiation_.options.max_output) return fail(Errc::queue_full);
    return bridge::write(element, output_, in_stream);
}

void Stream::announce(bridge::View element) const {
    trace(Direction::sent, element);
    stir();
}

/// Tells who moves the bytes that there is something to do.
void Stream::stir() const {
    if (stirred_) stirred_();
}

void Stream::consume(std::size_t size) {
    sent_ += size;
    assert(sent_ <= output_.size() && "more was consumed than there was");
    if (sent_ == output_.size()) {
        output_.clear();
        sent_ = 0;
        if (output_.capacity() > (64U << 10U)) output_.shrink_to_fit();
    }
    tell_sent(size);
}

std::string Stream::take_output() {
    std::string taken = sent_ == 0 ? std::exchange(output_, {}) : std::string(output());
    output_.clear();
    sent_ = 0;
    tell_sent(taken.size());
    return taken;
}

/// Keeps what has to be acknowledged, and whom to tell of it.
void Stream::keep(bridge::View stanza, std::size_t size, std::function<void(Delivery)> told) {
    headstock::detail::Ref<detail::DeliveryReport> report;
    const bool kept = negotiation_.management.keeps() && AckQueue::counts(stanza);
    if (told) {
        report = headstock::detail::Ref(new detail::DeliveryReport(std::move(told)));
        outgoing_.push_back({consumed_ + output_.size() - sent_, report, kept});
    }
    if (kept) negotiation_.management.sent(stanza, size, std::move(report), clock_.now());
}

/// What the router sends. An answer that is owed is owed across a gap too; a question asked then fails.
Result<void> Stream::answer_or_send(bridge::View stanza) {
    const std::string_view type = stanza.attribute("type").value_or("");
    if (!lost_ || (type != "result" && type != "error")) return send(stanza);
    if (!negotiation_.management.waits() || negotiation_.management.full(negotiation_.options))
        return fail(Errc::not_connected);
    std::string written;
    if (auto wrote = bridge::write(stanza, written, in_stream); !wrote) return wrote;
    negotiation_.management.sent(stanza, written.size(), {}, clock_.now());
    return {};
}

/// Takes an element of stream management. What nobody asked for is passed over.
void Stream::manage(bridge::View element) {
    StreamManagement& management = negotiation_.management;
    if (element.tag() == "enabled") {
        if (management.enabled(element)) stir();
        return ask_for_ack();
    }
    if (element.tag() == "failed") return management.refused();
    if (!management.active()) return;
    if (element.tag() == "r") return say_ack();
    if (element.tag() != "a") return;
    if (const Result<void> heard = management.acknowledged(element); !heard) return fail_with(heard.error());
    stir();
    tell_acknowledged();
}

void Stream::ask_for_ack() {
    if (!negotiation_.management.should_ask(negotiation_.options, clock_.now())) return;
    const bridge::Element request("r", ns::stream_management);
    (void)bridge::write(request, output_, in_stream);  // however much waits: it is small, and stands for ten stanzas
    negotiation_.management.asked(clock_.now());
    announce(request);
}

/// Says what we have received; in the place of what was said of it last, where that still waits: a flood of requests
/// is answered once.
void Stream::say_ack() {
    const std::uint64_t end = consumed_ + output_.size() - sent_;
    if (ack_end_ == end && ack_begin_ >= consumed_ && ack_begin_ < end)
        output_.resize(output_.size() - static_cast<std::size_t>(end - ack_begin_));
    ack_begin_ = consumed_ + output_.size() - sent_;
    (void)write(negotiation_.management.queue().counter("a"));
    ack_end_ = consumed_ + output_.size() - sent_;
}

/// Says that bytes have left, to those whose stanzas were among them.
void Stream::tell_sent(std::size_t size) {
    consumed_ += size;
    while (!outgoing_.empty() && outgoing_.front().end <= consumed_) {
        const auto report = outgoing_.front().report;
        outgoing_.pop_front();
        report->tell(Delivery::sent);
    }
}

void Stream::tell_acknowledged() {
    each(negotiation_.management.take_acknowledged(), [](const AckQueue::Entry& entry) {
        if (entry.report) entry.report->tell(Delivery::acked);
    });
}

/// Whether the session outlives the stream that ends with `why`.
bool Stream::hold(const Error& why) {
    if (closing_) return false;
    if (lost_) return negotiation_.management.waits() && why.code != std::errc::operation_canceled;
    if (status_ < Status::bound || !leaves_session(why) || !negotiation_.management.lost(clock_.now())) return false;
    was_available_ = status_ == Status::available;
    lost_ = why;
    for (const Outgoing& outgoing : std::exchange(outgoing_, {}))
        if (!outgoing.kept) outgoing.report->tell(Delivery::failed);
    return true;
}

/// Ends what hangs on a session: questions, and stanzas nobody has acknowledged.
void Stream::end_session(const Error& why) {
    const bool replaced = lost_ && !negotiation_.management.waits();  // by one that came with the login (XEP-0386)
    const Error reason = lost_ ? *std::exchange(lost_, std::nullopt) : why;
    was_available_ = false;
    if (!replaced) negotiation_.management.over();
    const AckQueue::Entries left = negotiation_.management.take_undelivered();
    for (const Outgoing& outgoing : std::exchange(outgoing_, {})) outgoing.report->tell(Delivery::failed);
    each(left, [](const AckQueue::Entry& entry) {
        if (entry.report) entry.report->tell(Delivery::failed);
    });
    each(left, [this](const AckQueue::Entry& entry) { undelivered_.fire(entry.stanza); });
    router_.close(reason);
    session_ends_.fire(reason);
}

/// The session goes on: what the server has not received is sent again, before anything new.
Result<Progress> Stream::go_on() {
    lost_.reset();
    for (const AckQueue::Entry& entry : negotiation_.management.queue().waiting()) {
        if (auto written = bridge::write(entry.stanza, output_, in_stream); !written)
            return std::unexpected(std::move(written.error()));
        if (entry.report) outgoing_.push_back({consumed_ + output_.size() - sent_, entry.report});
        trace(Direction::sent, entry.stanza);
    }
    ask_for_ack();
    stir();
    const bool available = std::exchange(was_available_, false);
    reach(Status::bound);
    if (available && status_ == Status::bound) reach(Status::available);
    if (serves()) resumes_.fire();
    return Progress::wait;
}

/// The server need not answer before we go on: counting begins with the request.
void Stream::begin_management() {
    StreamManagement& management = negotiation_.management;
    management.bound(negotiation_.bound);
    if (management.keeps() || !negotiation_.options.stream_management || !offers({"sm", ns::stream_management})) return;
    (void)write(management.enable_request(negotiation_.options));
}

std::optional<SessionState> Stream::state() const {
    std::optional<SessionState> state = negotiation_.management.state(clock_);
    if (state) state->available = lost_ ? was_available_ : status_ == Status::available;
    return state;
}

Result<void> Stream::restore(SessionState state) {
    assert(status_ == Status::disconnected && "the stream stands already");
    if (state.address.bare() != negotiation_.account.jid.bare())
        return fail(Errc::bad_session_state, std::string(state.address.bare_text()));
    if (state.until <= clock_.wall()) return fail(Errc::bad_session_state, "its time is over");
    if (lost_) end_session(*lost_);
    was_available_ = state.available;
    lost_ = Error{Errc::connection_lost, "in another process"};
    negotiation_.management.restore(std::move(state), negotiation_.options, clock_);
    return {};
}

}  // namespace headstock::core
