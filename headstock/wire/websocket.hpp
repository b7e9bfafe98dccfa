// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"
#include "headstock/base/random.hpp"

/// WebSocket (RFC 6455) as XMPP uses it (RFC 7395), bytes to bytes: text messages over what is already connected, and
/// encrypted.
namespace headstock::wire {

namespace detail {
class WebSocketState;
}

/// The one subprotocol that is asked for and accepted.
inline constexpr std::string_view websocket_protocol = "xmpp";

/// How much a peer may make us hold, in bytes.
struct WebSocketLimits {
    std::size_t head = 16 * 1024;          ///< of the HTTP message before the first frame
    std::size_t message = 1024 * 1024;     ///< of a message, all its fragments together
    std::size_t unread = 4 * 1024 * 1024;  ///< of messages that wait for `next`, with what they take in memory
    std::size_t unasked = 64 * 1024;       ///< of answers to pings that the peer does not fetch
};

/// What a client asks for.
struct WebSocketRequest {
    std::string host;        ///< as in the URI: "example.org", "example.org:5443", "[::1]:5443"
    std::string path = "/";  ///< with the query, as in the URI
    std::string origin;      ///< for servers that insist; empty: not said
};

/// What a peer said when it closed.
struct WebSocketFarewell {
    std::uint16_t code = 0;  ///< RFC 6455 §7.4; 1005: it said none
    std::string reason;      ///< fit to be shown

    friend bool operator==(const WebSocketFarewell&, const WebSocketFarewell&) = default;
};

/// One end of a WebSocket. An error is final: what follows fails in the same way. Send `output()` even then, it tells
/// the peer why.
class WebSocket {
public:
    /// Makes the client's end: its request is in the output. `random`, which must outlive it, gives the key and the
    /// masks. Fails with `bad_http` where host, path or origin cannot stand in an HTTP request.
    [[nodiscard]] static Result<WebSocket> client(const WebSocketRequest& request, Random& random = system_random(),
                                                  WebSocketLimits limits = {});
    /// Makes the server's end.
    [[nodiscard]] static WebSocket server(WebSocketLimits limits = {});

    WebSocket(WebSocket&&) noexcept;
    WebSocket& operator=(WebSocket&&) noexcept;
    ~WebSocket();

    /// Takes bytes from the peer. Pings are answered, and so is a farewell; what comes behind it is ignored. Fails with
    /// `upgrade_refused` or `bad_http`, whose text names what was wrong with the answer or the request, `bad_frame`,
    /// `bad_utf8`, `not_text`, or `limit_exceeded`.
    Result<void> receive(std::string_view bytes);
    /// The next message that is complete; nothing: none for now.
    [[nodiscard]] std::optional<std::string> next();
    /// Puts `text`, which is UTF-8, behind the output as one message. Fails with `not_established` or `closed`.
    Result<void> send(std::string_view text);
    /// Says farewell: nothing can be sent any more, reading goes on until the peer says it too.
    void close();

    /// What must go to the peer. Valid until the next call that is not const.
    [[nodiscard]] std::string_view output() const;
    /// Drops the first `count` bytes of the output: they are on their way.
    void consume(std::size_t count);
    /// Gives the whole output away.
    [[nodiscard]] std::string take_output();

    /// Whether messages can be sent: the peer has agreed, nobody has said farewell, and nothing has failed.
    [[nodiscard]] bool established() const;
    /// The peer's farewell, once it has said it.
    [[nodiscard]] const std::optional<WebSocketFarewell>& farewell() const;

private:
    explicit WebSocket(std::unique_ptr<detail::WebSocketState> state);
    std::unique_ptr<detail::WebSocketState> state_;
};

}  // namespace headstock::wire
