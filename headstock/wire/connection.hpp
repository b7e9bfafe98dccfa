// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>

#include "headstock/base/error.hpp"
#include "headstock/wire/buffer.hpp"
#include "headstock/wire/openssl.hpp"
#include "headstock/wire/tls.hpp"

namespace headstock::wire::detail {

/// One connection as OpenSSL and our callbacks see it. It never moves: OpenSSL keeps its address.
struct Connection {
    Connection(const TlsContext& of, const TlsLimits& with) : context(of), limits(with) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    TlsContext context;
    TlsLimits limits;
    std::string domain;   ///< the client's; canonical
    bool direct = false;  ///< the client's

    Buffer in;   ///< ciphertext from the peer
    Buffer out;  ///< ciphertext to the peer
    std::size_t handshake_received = 0;
    std::size_t unasked = 0;  ///< written by the TLS engine itself since the output was last empty
    bool sending = false;
    bool established = false;

    std::optional<Error> failure;    ///< final
    std::optional<Error> verdict;    ///< our own check's, which OpenSSL then reports in its words
    Counted<ssl_session_st> newest;  ///< the newest session
    SslPtr ssl;                      ///< last, so that it goes first

    /// Makes the SSL object, with this as its transport.
    [[nodiscard]] Result<void> open();
    /// Keeps `error` as the final one.
    std::unexpected<Error> end(Error error);
    /// Makes an error of what OpenSSL or our own check noted, and ends with it.
    std::unexpected<Error> end_with_noted();
    /// Checks what must hold once OpenSSL is content.
    Result<void> finish_handshake();
};

/// The connection behind `ssl`.
[[nodiscard]] Connection& connection_of(const SSL* ssl);

/// Callback: the newest session is kept.
int keep_session(SSL* ssl, SSL_SESSION* session);

}  // namespace headstock::wire::detail
