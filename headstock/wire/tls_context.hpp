// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "headstock/base/clock.hpp"
#include "headstock/base/error.hpp"
#include "headstock/wire/counted.hpp"

namespace headstock::wire {

inline constexpr int tls_1_0 = 0x0301;  ///< only for tests: nothing of ours speaks it
inline constexpr int tls_1_1 = 0x0302;  ///< only for tests: nothing of ours speaks it
inline constexpr int tls_1_2 = 0x0303;
inline constexpr int tls_1_3 = 0x0304;

/// A server's certificate that is not believed, for a program or a person to decide about.
struct Doubt {
    Error why;                ///< what is wrong with it: the first thing only
    std::string domain;       ///< that it should name
    std::string fingerprint;  ///< SHA-256 of the certificate, in hexadecimal
    std::string pin;          ///< of its key, as in `TlsContext::ClientOptions::pins`
};

/// Whom to trust and what to show of oneself, read once and shared by any number of connections on any thread. Copies
/// share the same. Always TLS 1.2 or newer, authenticated encryption (AEAD) only, no compression, no renegotiation,
/// nothing below 112 bits of security: the machine's openssl.cnf can make it stricter, not laxer.
class TlsContext {
public:
    struct ClientOptions {
        std::string ca_file;           ///< authorities to trust, a PEM file; with `ca_pem` empty too: the system's
        std::string ca_pem;            ///< authorities to trust, as PEM text; in addition to `ca_file`
        std::string certificate_file;  ///< our certificate and its chain, a PEM file; empty: none
        std::string key_file;          ///< its unencrypted key; empty: in `certificate_file`
        /// Pins: the SHA-256 of a public key (SubjectPublicKeyInfo), in base64, as RFC 7469 §2.4 has them. The
        /// certificate or one it rests on must have one of these keys, whatever else is well with it. Empty: any.
        std::vector<std::string> pins;
        /// Is asked, in the middle of a handshake, about a certificate that is not believed; true believes it all the
        /// same. It must not throw. Empty: false.
        std::function<bool(const Doubt&)> decide;
        bool verify = true;                    ///< false believes anybody: for tests and diagnosis only
        const Clock* clock = &system_clock();  ///< says whether a certificate is valid now
    };
    /// Makes what a client needs. Fails with `bad_file` and the file's name.
    [[nodiscard]] static Result<TlsContext> client(const ClientOptions& options);

    /// A server's options; the defaults make a good server, the rest helps tests to make a bad one.
    struct ServerOptions {
        std::string certificate_pem;       ///< the server's certificate, then those it rests on
        std::string key_pem;               ///< its unencrypted key
        std::string client_ca_pem;         ///< asks clients for a certificate by these authorities; empty: does not ask
        std::string alpn = "xmpp-client";  ///< answers any client that offers protocols (ALPN), offered or not
        std::string ocsp_response;         ///< is shown to clients as proof that the certificate is not revoked (DER)
        int min_version = tls_1_2;
        int max_version = tls_1_3;
        bool weak = false;   ///< for tests: allows short keys, weak signatures, old versions and all ciphers
        bool resume = true;  ///< gives out session tickets
    };
    /// Makes what a server needs. Fails with `bad_file` on text that is no certificate or no key for it.
    [[nodiscard]] static Result<TlsContext> server(const ServerOptions& options);

    /// Whether there is a certificate to show to the peer, where it asks for one.
    [[nodiscard]] bool has_certificate() const;
    /// The OpenSSL object itself, for as long as this lives.
    [[nodiscard]] ssl_ctx_st* native() const noexcept { return context_.get(); }

private:
    explicit TlsContext(detail::Counted<ssl_ctx_st> context) : context_(std::move(context)) {}
    detail::Counted<ssl_ctx_st> context_;
};

}  // namespace headstock::wire
