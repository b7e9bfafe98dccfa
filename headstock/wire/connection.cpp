// SPDX-License-Identifier: MIT
#include "headstock/wire/connection.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <new>

#include "headstock/wire/error.hpp"
#include "headstock/wire/settings.hpp"

namespace headstock::wire::detail {
namespace {

Connection& behind(BIO* bio) { return *static_cast<Connection*>(BIO_get_data(bio)); }

int write_out(BIO* bio, const char* data, int size) {
    BIO_clear_retry_flags(bio);
    auto& connection = behind(bio);
    const auto count = static_cast<std::size_t>(std::max(size, 0));
    try {
        connection.out.append({data, count});
    } catch (const std::bad_alloc&) {  // no exception may pass through OpenSSL
        connection.verdict = Error{std::make_error_code(std::errc::not_enough_memory), {}};
        return -1;
    }
    if (!connection.sending) connection.unasked += count;
    return size;
}

int read_in(BIO* bio, char* into, int size) {
    BIO_clear_retry_flags(bio);
    auto& in = behind(bio).in;
    const auto count = std::min(in.size(), static_cast<std::size_t>(std::max(size, 0)));
    if (count == 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    std::copy_n(in.view().data(), count, into);
    in.consume(count);
    return static_cast<int>(count);
}

long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

int create(BIO* bio) {
    BIO_set_init(bio, 1);
    return 1;
}

const BIO_METHOD* transport() {
    static const BIO_METHOD* const made = [] {
        BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "headstock");
        if (!method) return method;
        BIO_meth_set_write(method, &write_out);
        BIO_meth_set_read(method, &read_in);
        BIO_meth_set_ctrl(method, &control);
        BIO_meth_set_create(method, &create);
        return method;
    }();
    return made;
}

Errc meaning(const Noted& noted, bool established) {
    const int reason = ERR_GET_LIB(noted.code) == ERR_LIB_SSL ? ERR_GET_REASON(noted.code) : 0;
    switch (reason) {
        case SSL_R_BAD_EXTENSION:  // newer OpenSSL sees for itself that a protocol was chosen which was not offered
            if (noted.function == "tls_parse_stoc_alpn") return Errc::alpn_mismatch;
            break;
        case SSL_R_UNSUPPORTED_PROTOCOL:
        case SSL_R_VERSION_TOO_LOW:
        case SSL_R_NO_PROTOCOLS_AVAILABLE:
        case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
            return Errc::protocol_version;
        case SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL:
        case SSL_R_NO_APPLICATION_PROTOCOL:
            return Errc::alpn_mismatch;
        default:
            break;
    }
    if (!established) return Errc::handshake_failed;
    return reason > SSL_AD_REASON_OFFSET ? Errc::peer_alert : Errc::bad_record;
}

}  // namespace

Result<void> Connection::open() {
    ssl.reset(SSL_new(context.native()));
    BIO* bio = ssl ? BIO_new(transport()) : nullptr;
    if (!bio) return end(Error{std::make_error_code(std::errc::not_enough_memory), take_errors().text});
    BIO_set_data(bio, this);
    SSL_set_bio(ssl.get(), bio, bio);
    SSL_set_app_data(ssl.get(), this);
    return {};
}

std::unexpected<Error> Connection::end(Error error) {
    failure = std::move(error);
    in.clear();
    return std::unexpected(*failure);
}

std::unexpected<Error> Connection::end_with_noted() {
    Noted noted = take_errors();
    if (verdict) return end(std::move(*verdict));
    const Errc code = meaning(noted, established);
    return end(Error{code, std::move(noted.text)});
}

Result<void> Connection::finish_handshake() {
    const unsigned char* chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl.get(), &chosen, &size);
    const std::string_view protocol(reinterpret_cast<const char*>(chosen), size);
    // ALPACA: a server for another protocol must not be talked into answering XMPP.
    if (direct && !protocol.empty() && protocol != "xmpp-client") {
        out.clear();
        return end(Error{Errc::alpn_mismatch, "\"" + printable(protocol) + "\" instead of \"xmpp-client\""});
    }
    established = true;
    unasked = 0;
    return {};
}

Connection& connection_of(const SSL* ssl) { return *static_cast<Connection*>(SSL_get_app_data(ssl)); }

int keep_session(SSL* ssl, SSL_SESSION* session) {
    // A copy: the session itself is spoilt when its connection is freed without a farewell.
    if (SSL_SESSION* copy = SSL_SESSION_dup(session)) connection_of(ssl).newest = Counted<ssl_session_st>(copy);
    return 0;
}

void retain(ssl_ctx_st* target) noexcept { SSL_CTX_up_ref(target); }
void release(ssl_ctx_st* target) noexcept { SSL_CTX_free(target); }
void retain(ssl_session_st* target) noexcept { SSL_SESSION_up_ref(target); }
void release(ssl_session_st* target) noexcept { SSL_SESSION_free(target); }

}  // namespace headstock::wire::detail
