// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/base/random.hpp"
#include "headstock/wire/buffer.hpp"
#include "headstock/wire/websocket.hpp"

struct wslay_event_context;

namespace headstock::wire::detail {

/// The frames of an open WebSocket, as wslay reads and writes them. It never moves: wslay keeps its address. Internal.
class WebSocketFrames {
public:
    /// `masks` makes it the client's side. `out` is where bytes for the peer go.
    WebSocketFrames(Random* masks, const WebSocketLimits& limits, Buffer& out);
    WebSocketFrames(const WebSocketFrames&) = delete;
    WebSocketFrames& operator=(const WebSocketFrames&) = delete;
    ~WebSocketFrames() = default;

    Result<void> receive(std::string_view bytes);
    Result<void> send(std::string_view text);
    void close(std::uint16_t code);
    [[nodiscard]] std::optional<std::string> next();
    [[nodiscard]] bool writable() const;
    [[nodiscard]] const std::optional<WebSocketFarewell>& farewell() const { return farewell_; }
    /// The output has gone: the peer fetches its answers.
    void sent() { unasked_ = 0; }

private:
    struct Callbacks;
    struct Free {
        void operator()(wslay_event_context* context) const;
    };

    void begin_frame(std::uint8_t opcode, std::uint64_t size);
    void end_message(std::uint8_t opcode, std::string_view payload);
    void refuse(std::error_code why, std::string text, std::uint16_t code);
    void flush();

    Random* masks_;
    WebSocketLimits limits_;
    Buffer& out_;
    std::string_view input_;
    bool data_ = false;    // the frame at hand is part of a message
    std::string message_;  // what has come of it
    std::deque<std::string> messages_;
    std::size_t unread_ = 0;
    std::size_t unasked_ = 0;
    std::optional<Error> failure_;
    std::optional<WebSocketFarewell> farewell_;
    std::unique_ptr<wslay_event_context, Free> context_;
};

}  // namespace headstock::wire::detail
