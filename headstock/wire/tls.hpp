// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/base/error.hpp"
#include "headstock/wire/channel_binding.hpp"
#include "headstock/wire/tls_context.hpp"

/// TLS as bytes to bytes: no socket, no thread; what comes from the peer is put in, what must go to the peer is taken
/// out, whenever it suits the caller.
namespace headstock::wire {

namespace detail {
struct Connection;
}

/// How much a peer may make us hold, in bytes.
struct TlsLimits {
    std::size_t handshake = 256 * 1024;    ///< received before the connection is established
    std::size_t unread = 4 * 1024 * 1024;  ///< received and not yet read
    std::size_t unasked = 64 * 1024;       ///< answers to the peer that it does not fetch, once established
};

/// What a server gave to shorten the next handshake. Only a connection of the same context, domain and kind uses it.
/// Immutable; copies share the same.
class Session {
public:
    Session() = default;
    /// Whether there is one.
    [[nodiscard]] explicit operator bool() const noexcept { return session_.get() != nullptr; }

private:
    friend class Tls;
    detail::Counted<ssl_session_st> session_;
    std::optional<TlsContext> context_;
    std::string domain_;
    bool direct_ = false;
};

struct TlsOptions {
    bool direct = false;  ///< TLS from the first byte (XEP-0368): says so by ALPN `xmpp-client`
    Session session;      ///< shortens the handshake if it fits; empty: none
    TlsLimits limits;
};

/// One end of a TLS connection. An error is final: what follows fails in the same way. Send `output()` even then, it
/// holds the alert that tells the peer.
class Tls {
public:
    using Options = TlsOptions;

    /// Makes the client's end. `domain` is the domain of the account's JID, in A-labels, whatever host was connected
    /// to: it is asked for (SNI) and must be in the certificate (RFC 9525). A trailing dot and case do not matter; an
    /// IP address, IPv6 with or without brackets, is looked for as such. Fails with `bad_domain`.
    [[nodiscard]] static Result<Tls> client(const TlsContext& context, std::string_view domain, Options options = {});
    /// Makes the server's end.
    [[nodiscard]] static Result<Tls> server(const TlsContext& context, TlsLimits limits = {});

    Tls(Tls&&) noexcept;
    Tls& operator=(Tls&&) noexcept;
    ~Tls();

    /// Moves the handshake on as far as what was received allows. A client calls it once to begin; later, and again, it
    /// does no harm. Fails with the reason when the peer is refused or refuses.
    Result<void> handshake();
    /// Takes bytes from the peer: moves the handshake on, or keeps them for `read`.
    Result<void> receive(std::string_view ciphertext);
    /// Decrypts into `into` and gives how much; 0: nothing now. Call it until it gives less than asked.
    [[nodiscard]] Result<std::size_t> read(std::span<char> into);
    /// Encrypts `plaintext`, of any size, behind the output. Fails with `not_established` or `closed`.
    Result<void> send(std::string_view plaintext);

    /// What must go to the peer. Valid until the next call that is not const.
    [[nodiscard]] std::string_view output() const;
    /// Drops the first `count` bytes of the output: they are on their way.
    void consume(std::size_t count);
    /// Gives the whole output away.
    [[nodiscard]] std::string take_output();

    /// Whether the handshake is done and nothing has failed since.
    [[nodiscard]] bool established() const;
    /// Whether the peer has said farewell (close_notify); what it sent before may still be read.
    [[nodiscard]] bool closed() const;
    /// Says farewell: nothing can be sent any more, reading goes on.
    void close();
    /// Says that the transport has ended; call it once `read` gives 0. Fails with `truncated` when the peer said no
    /// farewell: somebody may have cut off its last words.
    Result<void> end_of_stream();

    /// What ties a login to this connection, the strongest first; none before it is established.
    [[nodiscard]] std::vector<Binding> channel_bindings() const;
    /// "TLSv1.3" or "TLSv1.2".
    [[nodiscard]] std::string version() const;
    /// The cipher suite's name, such as "TLS_AES_256_GCM_SHA384"; empty before there is one.
    [[nodiscard]] std::string cipher() const;
    /// The protocol chosen by ALPN; empty: none.
    [[nodiscard]] std::string protocol() const;
    /// Server: the name that the client asked for (SNI); empty: none. Client: the domain.
    [[nodiscard]] std::string server_name() const;
    /// The peer's certificate in DER; empty: none.
    [[nodiscard]] std::string peer_certificate() const;
    /// The XMPP addresses in the peer's certificate (xmppAddr), for a server that lets clients in by certificate.
    [[nodiscard]] std::vector<std::string> peer_addresses() const;

    /// Client: the newest session the server gave, empty if none came yet. TLS 1.3 servers give it after the handshake,
    /// with the first bytes that are read.
    [[nodiscard]] Session session() const;
    /// Whether the handshake was shortened by a session.
    [[nodiscard]] bool resumed() const;

private:
    explicit Tls(std::unique_ptr<detail::Connection> connection);
    std::unique_ptr<detail::Connection> connection_;
};

}  // namespace headstock::wire
