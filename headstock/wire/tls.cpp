// SPDX-License-Identifier: MIT
#include "headstock/wire/tls.hpp"

#include <openssl/err.h>

#include <cassert>

#include "headstock/wire/connection.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/names.hpp"
#include "headstock/wire/settings.hpp"

namespace headstock::wire {

using namespace detail;

namespace {

constexpr std::string_view alpn_offer = "\x0bxmpp-client";  // the length, then the name
constexpr std::size_t record_plaintext = 16 * 1024;
constexpr std::size_t record_overhead = 32;

/// What a client says in its first message.
bool introduce(SSL* ssl, const std::string& domain, bool direct) {
    SSL_set_connect_state(ssl);
    // RFC 6066 §3: no address as a server name.
    if (!ip_octets(domain) && SSL_set_tlsext_host_name(ssl, domain.c_str()) != 1) return false;
    if (direct && SSL_set_alpn_protos(ssl, bytes_of(alpn_offer), static_cast<unsigned>(alpn_offer.size())) != 0)
        return false;
    return SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp) == 1;
}

bool still_valid(SSL_SESSION* session, const Clock* clock) {
    std::time_t now = std::chrono::system_clock::to_time_t(clock->wall());
    const X509* certificate = SSL_SESSION_get0_peer(session);
    return !certificate || X509_cmp_time(X509_get0_notAfter(certificate), &now) > 0;
}

Result<void> move_on(Connection& connection) {
    ERR_clear_error();
    SSL* ssl = connection.ssl.get();
    const int done = SSL_do_handshake(ssl);
    if (done == 1) return connection.finish_handshake();
    if (SSL_get_error(ssl, done) == SSL_ERROR_WANT_READ) return {};
    return connection.end_with_noted();
}

/// Decrypts one piece; 0 when there is nothing more for now, for ever, or because of a failure.
std::size_t read_piece(Connection& connection, std::span<char> into) {
    SSL* ssl = connection.ssl.get();
    if (connection.in.empty() && SSL_pending(ssl) == 0) return 0;
    ERR_clear_error();
    std::size_t got = 0;
    const int done = SSL_read_ex(ssl, into.data(), into.size(), &got);
    if (done == 1) return got;
    const int why = SSL_get_error(ssl, done);
    if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_ZERO_RETURN) (void)connection.end_with_noted();
    return 0;
}

CertificatePtr certificate_of_peer(const Connection& connection) {
    return CertificatePtr(SSL_get1_peer_certificate(connection.ssl.get()));
}

}  // namespace

Tls::Tls(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Tls::Tls(Tls&&) noexcept = default;
Tls& Tls::operator=(Tls&&) noexcept = default;
Tls::~Tls() = default;

Result<Tls> Tls::client(const TlsContext& context, std::string_view domain, Options options) {
    assert(!settings_of(context.native()).server);
    auto canonical = canonical_domain(domain);
    if (!canonical) return std::unexpected(std::move(canonical.error()));
    auto connection = std::make_unique<Connection>(context, options.limits);
    connection->domain = std::move(*canonical);
    connection->direct = options.direct;
    if (auto opened = connection->open(); !opened) return std::unexpected(std::move(opened.error()));
    if (!introduce(connection->ssl.get(), connection->domain, options.direct)) return connection->end_with_noted();

    const Session& old = options.session;
    const bool fits = old && old.context_->native() == context.native() && old.domain_ == connection->domain &&
                      old.direct_ == options.direct;
    if (fits && still_valid(old.session_.get(), settings_of(context.native()).clock)) {
        // A copy, since OpenSSL marks the session of a connection that breaks, and others may share this one.
        const Counted<ssl_session_st> copy(SSL_SESSION_dup(old.session_.get()));
        if (copy.get()) SSL_set_session(connection->ssl.get(), copy.get());
    }
    return Tls(std::move(connection));
}

Result<Tls> Tls::server(const TlsContext& context, TlsLimits limits) {
    assert(settings_of(context.native()).server);
    auto connection = std::make_unique<Connection>(context, limits);
    if (auto opened = connection->open(); !opened) return std::unexpected(std::move(opened.error()));
    SSL_set_accept_state(connection->ssl.get());
    return Tls(std::move(connection));
}

Result<void> Tls::handshake() {
    if (connection_->failure) return std::unexpected(*connection_->failure);
    return connection_->established ? Result<void>() : move_on(*connection_);
}

Result<void> Tls::receive(std::string_view ciphertext) {
    Connection& connection = *connection_;
    if (connection.failure) return std::unexpected(*connection.failure);
    if (closed()) return {};  // RFC 8446 §6.1: what comes after the farewell is not heard
    if (connection.in.size() + ciphertext.size() > connection.limits.unread)
        return connection.end(Error{Errc::limit_exceeded, "too much received and not read"});
    connection.in.append(ciphertext);
    if (connection.established) return {};
    connection.handshake_received += ciphertext.size();
    if (auto moved = move_on(connection); !moved) return moved;
    if (!connection.established && connection.handshake_received > connection.limits.handshake)
        return connection.end(Error{Errc::limit_exceeded, "the handshake does not end"});
    return {};
}

Result<std::size_t> Tls::read(std::span<char> into) {
    Connection& connection = *connection_;
    if (connection.failure) return std::unexpected(*connection.failure);
    std::size_t total = 0;
    while (connection.established && total < into.size()) {
        const std::size_t got = read_piece(connection, into.subspan(total));
        if (got == 0) break;
        total += got;
    }
    if (connection.unasked > connection.limits.unasked)
        (void)connection.end(Error{Errc::limit_exceeded, "the peer asks and does not listen"});
    if (connection.failure && total == 0) return std::unexpected(*connection.failure);
    return total;
}

Result<void> Tls::send(std::string_view plaintext) {
    Connection& connection = *connection_;
    if (connection.failure) return std::unexpected(*connection.failure);
    if (!connection.established) return fail(Errc::not_established);
    SSL* ssl = connection.ssl.get();
    if ((SSL_get_shutdown(ssl) & SSL_SENT_SHUTDOWN) != 0) return fail(Errc::closed);
    if (plaintext.empty()) return {};
    const std::size_t records = plaintext.size() / record_plaintext + 1;
    connection.out.reserve(plaintext.size() + records * record_overhead);
    ERR_clear_error();
    std::size_t written = 0;
    connection.sending = true;
    const int done = SSL_write_ex(ssl, plaintext.data(), plaintext.size(), &written);
    connection.sending = false;
    if (done != 1) return connection.end_with_noted();
    return {};
}

std::string_view Tls::output() const { return connection_->out.view(); }

void Tls::consume(std::size_t count) {
    connection_->out.consume(count);
    if (connection_->out.empty()) connection_->unasked = 0;
}

std::string Tls::take_output() {
    connection_->unasked = 0;
    return connection_->out.take();
}

bool Tls::established() const { return connection_->established && !connection_->failure; }

bool Tls::closed() const { return (SSL_get_shutdown(connection_->ssl.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }

void Tls::close() {
    if (!established()) return;
    SSL_shutdown(connection_->ssl.get());
    ERR_clear_error();
}

Result<void> Tls::end_of_stream() {
    if (connection_->failure) return std::unexpected(*connection_->failure);
    if (connection_->established && closed()) return {};
    return connection_->end(Error{Errc::truncated, connection_->established ? "" : "during the handshake"});
}

std::string Tls::version() const { return SSL_get_version(connection_->ssl.get()); }

std::string Tls::cipher() const {
    const SSL_CIPHER* cipher = SSL_get_current_cipher(connection_->ssl.get());
    return cipher ? SSL_CIPHER_get_name(cipher) : "";
}

std::string Tls::protocol() const {
    const unsigned char* chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(connection_->ssl.get(), &chosen, &size);
    return {reinterpret_cast<const char*>(chosen), size};
}

std::string Tls::server_name() const {
    if (!connection_->domain.empty()) return connection_->domain;
    const char* name = SSL_get_servername(connection_->ssl.get(), TLSEXT_NAMETYPE_host_name);
    return name ? name : "";
}

std::string Tls::peer_certificate() const {
    const CertificatePtr certificate = certificate_of_peer(*connection_);
    unsigned char* encoded = nullptr;
    const int size = certificate ? i2d_X509(certificate.get(), &encoded) : 0;
    if (size <= 0) return {};
    std::string der(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(size));
    OPENSSL_free(encoded);
    return der;
}

std::vector<std::string> Tls::peer_addresses() const {
    const CertificatePtr certificate = certificate_of_peer(*connection_);
    return certificate ? names_of(*certificate).xmpp : std::vector<std::string>();
}

Session Tls::session() const {
    Session session;
    if (!connection_->newest.get() || SSL_SESSION_is_resumable(connection_->newest.get()) != 1) return session;
    session.session_ = connection_->newest;
    session.context_ = connection_->context;
    session.domain_ = connection_->domain;
    session.direct_ = connection_->direct;
    return session;
}

bool Tls::resumed() const { return SSL_session_reused(connection_->ssl.get()) == 1; }

}  // namespace headstock::wire
