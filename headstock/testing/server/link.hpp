// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/auth/channel.hpp"
#include "headstock/client/framing.hpp"
#include "headstock/wire/tls.hpp"
#include "headstock/wire/websocket.hpp"

namespace headstock::testing::detail {

/// The bytes between a connection and its stream: as they are, and once TLS has begun, inside it.
class Link {
public:
    /// Begins TLS with the next byte.
    Result<void> encrypt(const wire::TlsContext& context);
    [[nodiscard]] bool encrypted() const { return tls_.has_value(); }
    /// What the encryption can prove.
    [[nodiscard]] auth::Channel channel() const;

    /// Takes encrypted bytes; `read` then gives what was in them.
    Result<void> receive(std::string_view bytes);
    /// Decrypts into `into`; 0: nothing now.
    [[nodiscard]] Result<std::size_t> read(std::span<char> into) { return tls_->read(into); }
    /// Puts a WebSocket around what is said, inside of TLS.
    void frame(const bridge::Limits& limits) { frame_.emplace(limits); }
    [[nodiscard]] bool framed() const { return frame_.has_value(); }
    /// The words in decrypted bytes of a WebSocket.
    [[nodiscard]] Result<std::string> unframe(std::string_view bytes);
    /// Whether the client has said the farewell of TLS, or that of a WebSocket.
    [[nodiscard]] bool peer_closed() const {
        return (tls_ && tls_->closed()) || (frame_ && frame_->socket.farewell().has_value());
    }

    /// What waits to be sealed: new words go behind it.
    [[nodiscard]] std::string& words() { return words_; }
    /// Makes output of the words.
    void seal();
    /// Says the farewell of TLS, behind all that was said before.
    void close();

    [[nodiscard]] std::size_t waiting() const { return words_.size() + output_.size() - sent_; }
    [[nodiscard]] std::string_view output() const { return std::string_view(output_).substr(sent_); }
    void consume(std::size_t size);
    [[nodiscard]] std::string take_output();
    /// Forgets what was not sent.
    void discard();

private:
    struct Frame {
        explicit Frame(const bridge::Limits& limits) : framing(limits) {}
        wire::WebSocket socket = wire::WebSocket::server();
        client::Framing framing;
    };
    [[nodiscard]] std::string framed_words();
    void send(std::string plain);

    std::optional<wire::Tls> tls_;
    std::optional<Frame> frame_;
    std::string words_;
    std::string output_;
    std::size_t sent_ = 0;
};

}  // namespace headstock::testing::detail
