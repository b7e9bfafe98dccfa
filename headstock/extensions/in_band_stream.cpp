// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "headstock/extensions/in_band.hpp"

namespace headstock::in_band {
namespace {

Error about(std::errc code, std::string text) { return {std::make_error_code(code), std::move(text)}; }

}  // namespace

Bytestream::Bytestream(Module& module, core::Jid peer, Open how)
    : module_(module),
      peer_(std::move(peer)),
      how_(std::move(how)),
      excused_(module.stream_.router().excuse(peer_, bridge::name_of<Data>())) {
    module_.standing_.emplace(Module::Key(peer_, how_.sid.text), this);
}

Bytestream::~Bytestream() {
    alive_.reset();
    if (end_) return;
    finish({});
    if (!close_said_) module_.stream_.ask<core::Done>(in_band::close(peer_, how_.sid), [](const auto&) {});
}

std::size_t Bytestream::room() const {
    const std::size_t most = module_.options_.window * how_.block_size;
    return end_ || closing_ ? 0 : most - std::min(most, unsent_.size());
}

std::size_t Bytestream::send(std::string_view bytes) {
    const std::string_view taken = bytes.substr(0, room());
    unsent_ += taken;
    pump();
    return taken.size();
}

void Bytestream::close() {
    closing_ = true;
    pump();
}

/// Sends what the window lets through. What is asked may fail at once, and whoever hears of it may destroy us.
void Bytestream::pump() {
    const std::weak_ptr<bool> alive = alive_;
    while (!alive.expired() && !end_ && in_flight_ < module_.options_.window && !unsent_.empty()) send_block();
    if (!alive.expired() && closing_ && unsent_.empty() && in_flight_ == 0) say_close();
}

void Bytestream::send_block() {
    const std::size_t size = std::min<std::size_t>(how_.block_size, unsent_.size());
    const Data block{next_sent_++, how_.sid, {unsent_.substr(0, size)}};
    unsent_.erase(0, size);
    ++in_flight_;
    if (how_.carrier == Carrier::message) return send_in_message(block);
    module_.stream_.ask<core::Done>(in_band::send(peer_, block),
                                    [this, alive = std::weak_ptr(alive_)](const Result<core::Done>& answer) {
                                        if (!alive.expired()) acknowledged(answer);
                                    });
}

/// Nobody acknowledges a message: it counts as on its way until it has left us.
void Bytestream::send_in_message(const Data& block) {
    core::Message message;
    message.to(peer_).id(random_id(module_.stream_.random())).add(block);
    bool told = false;
    const auto report = [this, told, alive = std::weak_ptr(alive_)](core::Delivery delivery) mutable {
        if (alive.expired() || std::exchange(told, delivery != core::Delivery::failed)) return;
        if (delivery == core::Delivery::failed) fail(about(std::errc::io_error, "a block was not delivered"));
        else acknowledged(core::Done());
    };
    const Result<void> sent = module_.stream_.send(message.view(), report);
    if (!sent) fail(sent.error());
}

void Bytestream::acknowledged(const Result<core::Done>& answer) {
    if (end_) return;
    if (!answer) return fail(answer.error());
    --in_flight_;
    const std::weak_ptr<bool> alive = alive_;
    pump();
    if (!alive.expired()) stir();
}

/// Who does not know the bytestream any more has closed it too (§2.3).
void Bytestream::say_close() {
    if (end_ || std::exchange(close_said_, true)) return;
    module_.stream_.ask<core::Done>(in_band::close(peer_, how_.sid),
                                    [this, alive = std::weak_ptr(alive_)](const Result<core::Done>& answer) {
                                        if (alive.expired() || end_) return;
                                        if (answer || answer.error().code == core::StanzaCondition::item_not_found)
                                            finish({});
                                        else finish(answer.error());
                                        stir();
                                    });
}

std::optional<core::StanzaFailure> Bytestream::wrong_with(const Data& block) const {
    using enum core::StanzaCondition;
    if (block.number != next_heard_) return core::StanzaFailure(unexpected_request, "a block is missing or came twice");
    if (block.bytes.data.size() > how_.block_size) return core::StanzaFailure(bad_request, "the block is too large");
    if (unread_.size() >= module_.options_.max_unread)
        return core::StanzaFailure(resource_constraint, "too many blocks at once");
    return std::nullopt;
}

void Bytestream::receive(Data block, std::optional<core::Reply> reply) {
    if (const auto wrong = wrong_with(block)) {
        if (reply) reply->fail(*wrong);
        return fail(wrong->error());
    }
    ++next_heard_;
    if (!block.bytes.data.empty()) unread_.push_back({std::move(block.bytes.data), std::move(reply)});
    else if (reply) reply->done();
    stir();
}

std::string Bytestream::take(std::size_t size) {
    std::string taken;
    while (taken.size() < size && !unread_.empty()) {
        Block& block = unread_.front();
        const std::string_view part = std::string_view(block.bytes).substr(taken_, size - taken.size());
        taken += part;
        taken_ += part.size();
        if (taken_ < block.bytes.size()) break;
        if (block.reply) block.reply->done();
        unread_.pop_front();
        taken_ = 0;
    }
    return taken;
}

void Bytestream::closed_by_peer() {
    const bool whole = unsent_.empty() && in_flight_ == 0;
    finish(whole ? Error{} : about(std::errc::broken_pipe, "the peer closed before it had everything"));
    stir();
}

/// Ends it because something is wrong, and says so to the peer. What was not taken yet is worth nothing.
void Bytestream::fail(const Error& why) {
    if (end_) return;
    if (!std::exchange(close_said_, true))
        module_.stream_.ask<core::Done>(in_band::close(peer_, how_.sid), [](const auto&) {});
    finish(why);
    unread_.clear();
    stir();
}

void Bytestream::finish(Error why) {
    end_ = std::move(why);
    excused_.cancel();
    module_.standing_.erase(Module::Key(peer_, how_.sid.text));
}

void Bytestream::stir() const {
    const auto handler = stirred_;  // it may destroy us, and itself
    if (handler) handler();
}

}  // namespace headstock::in_band
