// SPDX-License-Identifier: MIT
#include "headstock/wire/websocket_frames.hpp"

#include <wslay/wslay.h>

#include <algorithm>
#include <new>
#include <span>

#include "headstock/wire/error.hpp"
#include "headstock/wire/openssl.hpp"

namespace headstock::wire::detail {
namespace {

constexpr std::size_t longest_frame_head = 14;

std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

const std::uint8_t* octets_of(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

/// What wslay found wrong by itself, by the code with which it closed.
Error found_wrong(std::uint16_t code) {
    if (code == WSLAY_CODE_INVALID_FRAME_PAYLOAD_DATA) return {Errc::bad_utf8, {}};
    if (code == WSLAY_CODE_MESSAGE_TOO_BIG) return {Errc::limit_exceeded, "a WebSocket message"};
    return {Errc::bad_frame, {}};
}

}  // namespace

struct WebSocketFrames::Callbacks {
    using Context = wslay_event_context_ptr;

    static WebSocketFrames& frames(void* self) { return *static_cast<WebSocketFrames*>(self); }

    static ssize_t receive(Context context, std::uint8_t* into, std::size_t size, int, void* self) {
        std::string_view& input = frames(self).input_;
        if (input.empty()) {
            wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
            return -1;
        }
        const std::size_t count = std::min(size, input.size());
        std::copy_n(octets_of(input), count, into);
        input.remove_prefix(count);
        return static_cast<ssize_t>(count);
    }
    static ssize_t send(Context, const std::uint8_t* bytes, std::size_t size, int, void* self) {
        frames(self).out_.append(text_of(bytes, size));
        return static_cast<ssize_t>(size);
    }
    static int mask(Context, std::uint8_t* into, std::size_t size, void* self) {
        frames(self).masks_->fill(std::as_writable_bytes(std::span(into, size)));
        return 0;
    }
    static void begin_frame(Context, const wslay_event_on_frame_recv_start_arg* frame, void* self) {
        frames(self).begin_frame(frame->opcode, frame->payload_length);
    }
    static void add(Context, const wslay_event_on_frame_recv_chunk_arg* chunk, void* self) {
        WebSocketFrames& us = frames(self);
        if (us.data_ && !us.failure_) us.message_.append(text_of(chunk->data, chunk->data_length));
    }
    static void end_message(Context, const wslay_event_on_msg_recv_arg* message, void* self) {
        frames(self).end_message(message->opcode, text_of(message->msg, message->msg_length));
    }

    static constexpr wslay_event_callbacks all{&receive, &send, &mask, &begin_frame, &add, nullptr, &end_message};
};

void WebSocketFrames::Free::operator()(wslay_event_context* context) const { wslay_event_context_free(context); }

WebSocketFrames::WebSocketFrames(Random* masks, const WebSocketLimits& limits, Buffer& out)
    : masks_(masks), limits_(limits), out_(out) {
    const auto init = masks ? &wslay_event_context_client_init : &wslay_event_context_server_init;
    wslay_event_context_ptr context = nullptr;
    if (init(&context, &Callbacks::all, this) != 0) throw std::bad_alloc();
    context_.reset(context);
    // wslay keeps each fragment in memory of its own, which is dear when they have a byte each.
    wslay_event_config_set_no_buffering(context, 1);
}

Result<void> WebSocketFrames::receive(std::string_view bytes) {
    if (failure_) return std::unexpected(*failure_);
    if (farewell_) return {};
    input_ = bytes;
    const int status = wslay_event_recv(context_.get());
    input_ = {};
    flush();
    if (status == WSLAY_ERR_NOMEM) throw std::bad_alloc();
    const bool stopped = status != 0 || wslay_event_get_read_enabled(context_.get()) == 0;
    if (stopped && !failure_ && !farewell_) failure_ = found_wrong(wslay_event_get_status_code_sent(context_.get()));
    return failure_ ? Result<void>(std::unexpected(*failure_)) : Result<void>();
}

void WebSocketFrames::begin_frame(std::uint8_t opcode, std::uint64_t size) {
    data_ = wslay_is_ctrl_frame(opcode) == 0;
    if (opcode == WSLAY_BINARY_FRAME) return refuse(Errc::not_text, {}, WSLAY_CODE_UNSUPPORTED_DATA);
    if (data_ && size > limits_.message - message_.size())
        return refuse(Errc::limit_exceeded, "a WebSocket message", WSLAY_CODE_MESSAGE_TOO_BIG);
    if (opcode != WSLAY_PING) return;
    unasked_ += static_cast<std::size_t>(size) + longest_frame_head;
    if (unasked_ > limits_.unasked)
        refuse(Errc::limit_exceeded, "pings without reading the answers", WSLAY_CODE_POLICY_VIOLATION);
}

void WebSocketFrames::end_message(std::uint8_t opcode, std::string_view payload) {
    if (failure_) return;
    if (opcode == WSLAY_CONNECTION_CLOSE) {
        if (payload.size() == 1) return refuse(Errc::bad_frame, "half a code", WSLAY_CODE_PROTOCOL_ERROR);
        farewell_.emplace(wslay_event_get_status_code_received(context_.get()),
                          printable(payload.substr(std::min<std::size_t>(2, payload.size()))));
    }
    if (opcode == WSLAY_PING) flush();  // a farewell that is queued behind the answer would drop it
    if (opcode != WSLAY_TEXT_FRAME) return;
    unread_ += message_.size() + sizeof(std::string);
    messages_.push_back(std::exchange(message_, {}));
    if (unread_ > limits_.unread) refuse(Errc::limit_exceeded, "messages not read", WSLAY_CODE_POLICY_VIOLATION);
}

void WebSocketFrames::refuse(std::error_code why, std::string text, std::uint16_t code) {
    if (failure_) return;
    failure_ = Error{why, std::move(text)};
    wslay_event_shutdown_read(context_.get());
    (void)wslay_event_queue_close(context_.get(), code, nullptr, 0);
}

Result<void> WebSocketFrames::send(std::string_view text) {
    if (failure_) return std::unexpected(*failure_);
    const wslay_event_msg message{WSLAY_TEXT_FRAME, octets_of(text), text.size()};
    const int status = wslay_event_queue_msg(context_.get(), &message);
    if (status == WSLAY_ERR_NOMEM) throw std::bad_alloc();
    if (status != 0) return fail(Errc::closed);
    flush();
    return {};
}

void WebSocketFrames::close(std::uint16_t code) {
    if (wslay_event_queue_close(context_.get(), code, nullptr, 0) == 0) flush();
}

void WebSocketFrames::flush() {
    if (wslay_event_send(context_.get()) != 0) throw std::bad_alloc();  // our callback takes everything
}

std::optional<std::string> WebSocketFrames::next() {
    if (messages_.empty()) return std::nullopt;
    std::string message = std::move(messages_.front());
    messages_.pop_front();
    unread_ -= message.size() + sizeof(std::string);
    return message;
}

bool WebSocketFrames::writable() const { return !failure_ && wslay_event_get_write_enabled(context_.get()) != 0; }

}  // namespace headstock::wire::detail
