// SPDX-License-Identifier: MIT
#include "headstock/wire/channel_binding.hpp"

#include <array>
#include <vector>

#include "headstock/wire/connection.hpp"

namespace headstock::wire {

using namespace detail;

namespace {

/// RFC 9266 §2: 32 octets, the context is present and empty.
std::string exporter(SSL* ssl) {
    constexpr std::string_view label = "EXPORTER-Channel-Binding";
    std::string data(32, '\0');
    auto* into = reinterpret_cast<unsigned char*>(data.data());
    if (SSL_export_keying_material(ssl, into, data.size(), label.data(), label.size(), bytes_of(""), 0, 1) != 1)
        return {};
    return data;
}

/// RFC 5929 §3: the first Finished message of the handshake; in a resumed one it is the server's.
std::string unique(SSL* ssl) {
    std::array<char, EVP_MAX_MD_SIZE> data{};
    const bool ours = (SSL_is_server(ssl) == 1) == (SSL_session_reused(ssl) == 1);
    const std::size_t size =
        ours ? SSL_get_finished(ssl, data.data(), data.size()) : SSL_get_peer_finished(ssl, data.data(), data.size());
    return size <= data.size() ? std::string(data.data(), size) : std::string();
}

/// RFC 5929 §4: the certificate by its own hash, by SHA-256 where that is MD5 or SHA-1; undefined where it has none.
std::string end_point(SSL* ssl) {
    const bool server = SSL_is_server(ssl) == 1;
    X509* certificate = server ? SSL_get_certificate(ssl) : SSL_get0_peer_certificate(ssl);
    int hash = NID_undef;
    if (!certificate || X509_get_signature_info(certificate, &hash, nullptr, nullptr, nullptr) != 1) return {};
    if (hash == NID_md5 || hash == NID_sha1 || hash == NID_md5_sha1) hash = NID_sha256;
    const EVP_MD* algorithm = EVP_get_digestbynid(hash);
    std::array<unsigned char, EVP_MAX_MD_SIZE> data{};
    unsigned size = 0;
    if (!algorithm || X509_digest(certificate, algorithm, data.data(), &size) != 1) return {};
    return {reinterpret_cast<const char*>(data.data()), size};
}

}  // namespace

std::vector<Binding> Tls::channel_bindings() const {
    std::vector<Binding> bindings;
    if (!established()) return bindings;
    SSL* ssl = connection_->ssl.get();
    const auto add = [&](const char* type, std::string data) {
        if (!data.empty()) bindings.push_back({type, std::move(data)});
    };
    const bool newer = SSL_version(ssl) >= tls_1_3;
    // RFC 7627 §1: under TLS 1.2 only the extended master secret makes a connection's secrets its own.
    if (newer || SSL_get_extms_support(ssl) == 1) {
        add("tls-exporter", exporter(ssl));
        if (!newer) add("tls-unique", unique(ssl));
    }
    add("tls-server-end-point", end_point(ssl));
    return bindings;
}

}  // namespace headstock::wire
