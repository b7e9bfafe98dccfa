// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/core/stream.hpp"
#include "headstock/wire/tls.hpp"

namespace headstock::client {

/// How a connection is encrypted.
enum class Tls {
    starttls,  ///< after the stream has asked for it (RFC 6120 §5)
    direct,    ///< from the first byte (XEP-0368)
    off,       ///< never: for tests on one machine
};

/// A stream and its encryption in one: bytes of the network in, bytes for the network out, and nothing moved. For
/// programs with a loop of their own; `Client` is built on it.
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

private:
    Result<void> begin_tls();
    Result<void> handed_on();
    Result<void> refused(Error why);
    void encrypt_output();

    core::Stream& stream_;
    wire::TlsContext context_;
    Tls mode_;
    std::optional<wire::Tls> tls_;
    bool announced_ = false;  // the stream knows that TLS stands
};

}  // namespace headstock::client
