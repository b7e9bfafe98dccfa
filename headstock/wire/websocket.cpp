// SPDX-License-Identifier: MIT
#include "headstock/wire/websocket.hpp"

#include <utility>

#include "headstock/base/base64.hpp"
#include "headstock/wire/buffer.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/http_head.hpp"
#include "headstock/wire/websocket_frames.hpp"
#include "headstock/wire/websocket_upgrade.hpp"

namespace headstock::wire {
namespace detail {

/// A WebSocket from its HTTP message to its farewell.
class WebSocketState {
public:
    WebSocketState(Random* masks, const WebSocketLimits& limits) : head(limits.head), frames(masks, limits, out) {}

    Result<void> receive(std::string_view bytes) {
        if (failure) return std::unexpected(*failure);
        if (!open) {
            Result<bool> agreed = hear_head(bytes);
            if (!agreed) failure = agreed.error();
            if (!agreed) return std::unexpected(*failure);
            if (!*agreed) return {};
            open = true;
        }
        return frames.receive(bytes);
    }

    Result<void> writable() const {
        if (failure) return std::unexpected(*failure);
        return open ? Result<void>() : fail(Errc::not_established);
    }

    std::string key;  // the client's
    HttpHeadReader head;
    bool open = false;
    std::optional<Error> failure;  // before it is open
    Buffer out;
    WebSocketFrames frames;

private:
    /// Whether the HTTP message has come and is as it should be.
    Result<bool> hear_head(std::string_view& bytes) {
        Result<std::optional<HttpHead>> message = head.receive(bytes);
        if (!message) return std::unexpected(std::move(message.error()));
        if (!*message) return false;
        Result<void> agreed = key.empty() ? answer(**message) : check_upgrade_answer(**message, key);
        if (!agreed) return std::unexpected(std::move(agreed.error()));
        return true;
    }

    Result<void> answer(const HttpHead& request) {
        const Result<std::string> text = upgrade_answer(request);
        out.append(text ? *text : "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        return text ? Result<void>() : std::unexpected(text.error());
    }
};

}  // namespace detail

WebSocket::WebSocket(std::unique_ptr<detail::WebSocketState> state) : state_(std::move(state)) {}
WebSocket::WebSocket(WebSocket&&) noexcept = default;
WebSocket& WebSocket::operator=(WebSocket&&) noexcept = default;
WebSocket::~WebSocket() = default;

Result<WebSocket> WebSocket::client(const WebSocketRequest& request, Random& random, WebSocketLimits limits) {
    const std::string key = to_base64(random.bytes(16));
    const Result<std::string> text = detail::upgrade_request(request, key);
    if (!text) return std::unexpected(text.error());
    auto state = std::make_unique<detail::WebSocketState>(&random, limits);
    state->key = key;
    state->out.append(*text);
    return WebSocket(std::move(state));
}

WebSocket WebSocket::server(WebSocketLimits limits) {
    return WebSocket(std::make_unique<detail::WebSocketState>(nullptr, limits));
}

Result<void> WebSocket::receive(std::string_view bytes) { return state_->receive(bytes); }

std::optional<std::string> WebSocket::next() { return state_->frames.next(); }

Result<void> WebSocket::send(std::string_view text) {
    if (auto able = state_->writable(); !able) return able;
    return state_->frames.send(text);
}

void WebSocket::close() {
    if (state_->writable()) state_->frames.close(1000);
}

std::string_view WebSocket::output() const { return state_->out.view(); }

void WebSocket::consume(std::size_t count) {
    state_->out.consume(count);
    if (state_->out.empty()) state_->frames.sent();
}

std::string WebSocket::take_output() {
    state_->frames.sent();
    return state_->out.take();
}

bool WebSocket::established() const { return state_->writable() && state_->frames.writable(); }

const std::optional<WebSocketFarewell>& WebSocket::farewell() const { return state_->frames.farewell(); }

}  // namespace headstock::wire
