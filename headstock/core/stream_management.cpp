// SPDX-License-Identifier: MIT
#include "headstock/core/stream_management.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "headstock/base/number.hpp"
#include "headstock/core/core_error.hpp"

namespace headstock::core {
namespace {

bool is_true(bridge::View element, std::string_view attribute) {
    const std::string_view value = element.attribute(attribute).value_or("");
    return value == "true" || value == "1";
}

Duration shorter(Duration ours, std::optional<std::string_view> theirs) {
    const auto seconds = read_number<std::uint32_t>(theirs.value_or(""));
    return seconds ? std::min<Duration>(ours, std::chrono::seconds(*seconds)) : ours;
}

std::string no_longer_than(std::size_t limit, std::optional<std::string_view> text) {
    return text && text->size() <= limit ? std::string(*text) : std::string();
}

}  // namespace

bridge::Element StreamManagement::enable_request(const StreamOptions& options) {
    wants_resume_ = options.resume;
    window_ = waits() ? window_ : options.resume_limit;
    if (waits()) asked_anew_ = true;
    else begin();
    bridge::Element request("enable", ns::stream_management);
    if (wants_resume_) request.attribute("resume", "true");
    return request;
}

void StreamManagement::begin() {
    phase_ = Phase::asked;
    queue_ = AckQueue();
    resumed_ = resumable_ = asked_anew_ = false;
    id_.clear();
    location_.clear();
    unasked_ = 0;
    asked_at_.reset();
}

Result<void> StreamManagement::enabled(bridge::View answer) {
    if (waits() && asked_anew_) over();
    if (phase_ != Phase::asked) return fail(Errc::unexpected_element, "enabled");
    phase_ = Phase::on;
    id_ = no_longer_than(max_id, answer.attribute("id"));
    location_ = no_longer_than(max_location, answer.attribute("location"));
    window_ = shorter(window_, answer.attribute("max"));
    resumable_ = wants_resume_ && is_true(answer, "resume") && !id_.empty() && window_ > Duration::zero();
    return {};
}

void StreamManagement::refused() {
    if (phase_ != Phase::asked) return;
    phase_ = Phase::off;
    queue_ = AckQueue();
}

std::optional<bridge::Element> StreamManagement::resume_request(Instant now) const {
    if (!waits() || until_ <= now) return std::nullopt;
    return queue_.counter("resume").attribute("previd", id_);
}

Result<void> StreamManagement::resumed(bridge::View answer) {
    Result<void> heard;
    if (!waits()) heard = fail(Errc::unexpected_element, "resumed");
    else if (answer.attribute("previd").value_or(id_) != id_) heard = fail(Errc::malformed_ack, "of another session");
    else heard = acknowledge(answer);
    if (!heard) {
        over();
        return heard;
    }
    phase_ = Phase::on;
    resumed_ = true;
    asked_anew_ = false;
    unasked_ = queue_.waiting().size();
    return {};
}

void StreamManagement::resume_failed(bridge::View answer) {
    if (!waits()) return;
    if (answer.attribute("h")) (void)acknowledge(answer);  // what makes no sense says nothing
    over();
}

void StreamManagement::sent(bridge::View stanza, std::size_t size,
                            headstock::detail::Ref<detail::DeliveryReport> report, Instant now) {
    queue_.sent(stanza, size, std::move(report));
    ++unasked_;
    last_sent_ = now;
}

void StreamManagement::received() {
    if (active()) queue_.received();
}

Result<void> StreamManagement::acknowledge(bridge::View carrier) {
    Result<AckQueue::Entries> done = queue_.acknowledge(carrier);
    if (!done) return std::unexpected(std::move(done.error()));
    acknowledged_.splice(acknowledged_.end(), *done);
    return {};
}

Result<void> StreamManagement::acknowledged(bridge::View ack) {
    asked_at_.reset();
    Result<void> heard = acknowledge(ack);
    if (queue_.waiting().empty()) unasked_ = 0;
    return heard;
}

/// Often, after a pause, and before there is no room for more.
bool StreamManagement::should_ask(const StreamOptions& options, Instant now) const {
    if (!active() || unasked_ == 0) return false;
    const bool filling = unasked_ >= options.max_unacked / 2 || queue_.bytes() >= options.max_unacked_size / 2;
    return filling || unasked_ >= options.ack_every || last_sent_ + options.ack_delay <= now;
}

void StreamManagement::asked(Instant now) {
    unasked_ = 0;
    if (!asked_at_) asked_at_ = now;
}

bool StreamManagement::dead(const StreamOptions& options, Instant now) const {
    return active() && asked_at_ && *asked_at_ + options.ack_limit <= now;
}

std::optional<Instant> StreamManagement::deadline(const StreamOptions& options) const {
    if (!active()) return std::nullopt;
    std::optional<Instant> first;
    if (asked_at_) first = *asked_at_ + options.ack_limit;
    if (unasked_ > 0) first = std::min(first.value_or(Instant::max()), last_sent_ + options.ack_delay);
    return first;
}

bool StreamManagement::lost(Instant now) {
    if (waits()) return true;
    if (!active() || !resumable_) return over(), false;
    phase_ = Phase::lost;
    until_ = now + window_;
    resumed_ = false;
    unasked_ = 0;
    asked_at_.reset();
    return true;
}

void StreamManagement::over() {
    undelivered_.splice(undelivered_.end(), queue_.take());
    if (asked_anew_) return begin();
    phase_ = Phase::off;
    resumable_ = resumed_ = false;
}

std::optional<SessionState> StreamManagement::state(const Clock& clock) const {
    if (!waits() && !(active() && resumable_)) return std::nullopt;
    const Duration left = waits() ? until_ - clock.now() : window_;
    SessionState state;
    state.address = address_;
    state.id = id_;
    state.location = location_;
    state.until = clock.wall() + std::chrono::duration_cast<Timestamp::duration>(left);
    state.acknowledged = queue_.acknowledged();
    state.handled = queue_.handled();
    for (const AckQueue::Entry& entry : queue_.waiting()) state.unacknowledged.push_back(entry.stanza);
    return state;
}

void StreamManagement::restore(SessionState state, const StreamOptions& options, const Clock& clock) {
    begin();
    phase_ = Phase::lost;
    resumable_ = true;
    address_ = std::move(state.address);
    id_ = std::move(state.id);
    location_ = std::move(state.location);
    window_ = std::min(std::chrono::duration_cast<Duration>(state.until - clock.wall()), options.resume_limit);
    until_ = clock.now() + window_;
    queue_ = AckQueue(state.acknowledged, state.handled);
    for (const bridge::Element& stanza : state.unacknowledged) queue_.sent(stanza, stanza.xml().size());
}

}  // namespace headstock::core
