// SPDX-License-Identifier: MIT
#include "headstock/wire/tls_context.hpp"

#include <openssl/err.h>

#include <algorithm>

#include "headstock/wire/connection.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/openssl.hpp"
#include "headstock/wire/settings.hpp"
#include "headstock/wire/verify.hpp"

namespace headstock::wire {

using namespace detail;

namespace {

using Context = Counted<ssl_ctx_st>;

constexpr int security_level = 2;  // 112 bits: no RSA below 2048, no SHA-1 signature

constexpr const char* strong_ciphers =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "DHE-RSA-AES256-GCM-SHA384:DHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES128-GCM-SHA256";
constexpr const char* strong_suites = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";

std::unexpected<Error> bad_file(std::string_view what) {
    const std::string noted = take_errors().text;
    return fail(Errc::bad_file, std::string(what) + (noted.empty() ? "" : ": " + noted));
}

/// Sets every floor itself, since openssl.cnf may have lowered it; what that file made stricter stays.
bool harden(SSL_CTX* context) {
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_clear_options(context, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION |
                                       SSL_OP_NO_EXTENDED_MASTER_SECRET | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_security_level(context, std::max(SSL_CTX_get_security_level(context), security_level));
    SSL_CTX_set_default_passwd_cb(context, &no_passphrase);
    const long lowest = std::max<long>(SSL_CTX_get_min_proto_version(context), tls_1_2);
    return SSL_CTX_set_min_proto_version(context, lowest) == 1 &&
           SSL_CTX_set_cipher_list(context, strong_ciphers) == 1 &&
           SSL_CTX_set_ciphersuites(context, strong_suites) == 1;
}

Result<Context> make(const SSL_METHOD* method, Settings settings) {
    Context context(SSL_CTX_new(method));
    if (context.get() && harden(context.get()) && attach(context.get(), std::move(settings))) return context;
    return fail(std::make_error_code(std::errc::not_enough_memory), take_errors().text);
}

Result<void> trust_text(SSL_CTX* context, std::string_view pem, std::string_view what) {
    const auto authorities = read_certificates(pem);
    if (authorities.empty()) return bad_file("no certificate in " + std::string(what));
    for (const auto& one : authorities)
        if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), one.get()) != 1) return bad_file(what);
    return {};
}

Result<void> trust(SSL_CTX* context, const TlsContext::ClientOptions& options) {
    if (options.ca_file.empty() && options.ca_pem.empty()) {
        SSL_CTX_set_default_verify_paths(context);
        ERR_clear_error();  // a machine without a store: then nobody is trusted, which the handshake will say
        return {};
    }
    // Whoever names a certificate means that one, whether it is a root or not.
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
    if (!options.ca_file.empty() && SSL_CTX_load_verify_file(context, options.ca_file.c_str()) != 1)
        return bad_file(options.ca_file);
    return options.ca_pem.empty() ? Result<void>() : trust_text(context, options.ca_pem, "ca_pem");
}

Result<void> show_files(SSL_CTX* context, const std::string& certificate, const std::string& key) {
    if (certificate.empty()) return {};
    if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1) return bad_file(certificate);
    const std::string& key_file = key.empty() ? certificate : key;
    if (SSL_CTX_use_PrivateKey_file(context, key_file.c_str(), SSL_FILETYPE_PEM) != 1) return bad_file(key_file);
    return {};
}

Result<void> show_text(SSL_CTX* context, std::string_view certificate_pem, std::string_view key_pem) {
    const auto chain = read_certificates(certificate_pem);
    if (chain.empty()) return bad_file("no certificate in certificate_pem");
    const KeyPtr key = read_key(key_pem);
    if (!key) return bad_file("no key in key_pem");
    if (SSL_CTX_use_certificate(context, chain.front().get()) != 1) return bad_file("certificate_pem");
    for (std::size_t i = 1; i < chain.size(); ++i)
        if (SSL_CTX_add1_chain_cert(context, chain[i].get()) != 1) return bad_file("certificate_pem");
    if (SSL_CTX_use_PrivateKey(context, key.get()) != 1) return bad_file("key_pem");
    return {};
}

bool weaken(SSL_CTX* context) {
    SSL_CTX_set_security_level(context, 0);
    return SSL_CTX_set_cipher_list(context, "ALL") == 1;
}

int choose_protocol(SSL* ssl, const unsigned char** out, unsigned char* size, const unsigned char*, unsigned, void*) {
    const std::string& alpn = settings_of(SSL_get_SSL_CTX(ssl)).alpn;
    if (alpn.empty() || alpn.size() > 255) return SSL_TLSEXT_ERR_NOACK;
    *out = bytes_of(alpn);
    *size = static_cast<unsigned char>(alpn.size());
    return SSL_TLSEXT_ERR_OK;
}

int staple(SSL* ssl, void*) {
    const std::string& response = settings_of(SSL_get_SSL_CTX(ssl)).ocsp_response;
    void* copy = response.empty() ? nullptr : OPENSSL_memdup(response.data(), response.size());
    if (!copy) return SSL_TLSEXT_ERR_NOACK;
    SSL_set_tlsext_status_ocsp_resp(ssl, copy, static_cast<long>(response.size()));
    return SSL_TLSEXT_ERR_OK;
}

Result<void> ask_clients(SSL_CTX* context, std::string_view authorities) {
    if (authorities.empty()) return {};
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    for (const auto& one : read_certificates(authorities)) SSL_CTX_add_client_CA(context, one.get());
    return trust_text(context, authorities, "client_ca_pem");
}

Result<void> set_up_server(SSL_CTX* context, const TlsContext::ServerOptions& options) {
    if (options.weak && !weaken(context)) return bad_file("weak");
    SSL_CTX_set_min_proto_version(context, options.min_version);
    SSL_CTX_set_max_proto_version(context, options.max_version);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_session_id_context(context, bytes_of("headstock"), 9);
    if (!options.resume) {
        SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
        SSL_CTX_set_num_tickets(context, 0);
    }
    SSL_CTX_set_alpn_select_cb(context, &choose_protocol, nullptr);
    SSL_CTX_set_tlsext_status_cb(context, &staple);
    SSL_CTX_set_cert_verify_callback(context, &verify_peer, nullptr);
    const auto asked = ask_clients(context, options.client_ca_pem);
    return asked ? show_text(context, options.certificate_pem, options.key_pem) : asked;
}

Result<void> set_up_client(SSL_CTX* context, const TlsContext::ClientOptions& options) {
    SSL_CTX_set_verify(context, options.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_cert_verify_callback(context, &verify_peer, nullptr);
    SSL_CTX_set_tlsext_status_cb(context, &check_staple);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, &keep_session);
    const auto trusted = trust(context, options);
    return trusted ? show_files(context, options.certificate_file, options.key_file) : trusted;
}

}  // namespace

Result<TlsContext> TlsContext::client(const ClientOptions& options) {
    Settings settings;
    settings.verify = options.verify;
    settings.clock = options.clock;
    settings.pins = options.pins;
    settings.decide = options.decide;
    auto context = make(TLS_client_method(), std::move(settings));
    if (!context) return std::unexpected(std::move(context.error()));
    if (auto done = set_up_client(context->get(), options); !done) return std::unexpected(std::move(done.error()));
    return TlsContext(std::move(*context));
}

bool TlsContext::has_certificate() const { return SSL_CTX_get0_certificate(native()) != nullptr; }

Result<TlsContext> TlsContext::server(const ServerOptions& options) {
    Settings settings;
    settings.server = true;
    settings.clock = &system_clock();
    settings.alpn = options.alpn;
    settings.ocsp_response = options.ocsp_response;
    auto context = make(TLS_server_method(), std::move(settings));
    if (!context) return std::unexpected(std::move(context.error()));
    if (auto done = set_up_server(context->get(), options); !done) return std::unexpected(std::move(done.error()));
    return TlsContext(std::move(*context));
}

}  // namespace headstock::wire
