// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "headstock/client/framing.hpp"
#include "headstock/core/stream.hpp"
#include "headstock/wire/deflate.hpp"
#include "headstock/wire/tls.hpp"
#include "headstock/wire/websocket.hpp"

namespace headstock::client {

/// How a connection is encrypted.
enum class Tls {
    starttls,  ///< after the stream has asked for it (RFC 6120 §5)
    direct,    ///< from the first byte (XEP-0368)
    off,       ///< never: for tests on one machine
};

/// A stream and all that lies between it and the network: encryption, compression (XEP-0138), a WebSocket (RFC 7395).
/// Bytes of the network in, bytes for the network out, and nothing moved. For programs with a loop of their own;
/// `Client` is built on it.
///
///     connection.start();
///     // then, whenever something happened:
///     connection.receive(bytes);
///     connection.consume(write(socket, connection.output()));
///     connection.expire();                                     // at connection.deadline()
///     if (connection.finished()) close(socket);
class Connection {
public:
    /// `stream` must outlive it. The certificate must name the domain of the stream's address, whatever host is
    /// connected.
    Connection(core::Stream& stream, wire::TlsContext context, Tls tls = Tls::starttls);
    /// The same through a WebSocket. There the certificate must name the host of `socket`, which whoever calls has from
    /// the account's owner or from the domain itself, through HTTPS (RFC 7395 §4). `tls` is `direct`, or `off`.
    Connection(core::Stream& stream, wire::TlsContext context, Tls tls, wire::WebSocketRequest socket);

    /// Begins, once the network stands: the stream's first bytes are in the output. Fails where the domain cannot be in
    /// a certificate.
    Result<void> start();
    /// Takes bytes from the network. Fails, and goes on failing, when the connection has ended, with why.
    Result<void> receive(std::string_view bytes);
    /// Says that the network sends no more, with what it said of that.
    void lost(Error why = {});
    /// What must go to the network; valid until the next call.
    [[nodiscard]] std::string_view output();
    /// Says that the first `size` bytes of it were sent.
    void consume(std::size_t size);
    /// All of it, as sent.
    [[nodiscard]] std::string take_output();
    /// Whether all is over: when the output is sent, the network may be closed.
    [[nodiscard]] bool finished() const;
    /// When `expire` has something to do; nothing while nothing is awaited.
    [[nodiscard]] std::optional<Instant> deadline() const { return stream_.deadline(); }
    /// Ends what has waited too long.
    void expire() { stream_.expire(); }
    /// The encryption, once it has begun; for what it says of itself.
    [[nodiscard]] const wire::Tls* tls() const { return tls_ ? &*tls_ : nullptr; }
    /// Whether the stream is compressed (XEP-0138).
    [[nodiscard]] bool compressed() const { return deflate_.has_value(); }

private:
    Result<void> begin_tls();
    /// A WebSocket, and what makes messages of a stream.
    struct Socket {
        Socket(wire::WebSocket made, const bridge::Limits& limits) : ends(std::move(made)), framing(limits) {}
        wire::WebSocket ends;
        Framing framing;
        bool begun = false;  // the stream
    };
    Result<void> begin_socket();
    Result<void> begin_stream();
    Result<void> encrypted();
    Result<void> handed_on();
    Result<void> expanded(std::string_view compressed);
    Result<void> unframed(std::string_view bytes);
    Result<void> refused(Error why);
    [[nodiscard]] std::string dressed();
    void encrypt_output();
    void dress_output();

    core::Stream& stream_;
    wire::TlsContext context_;
    Tls mode_;
    std::optional<wire::Tls> tls_;
    std::optional<wire::WebSocketRequest> request_;
    std::optional<Socket> socket_;
    std::optional<wire::Deflate> deflate_;
    std::string plain_;       // dressed, and not encrypted: on its way
    bool announced_ = false;  // the stream knows that TLS stands
};

}  // namespace headstock::client
