// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "headstock/wire/certificate.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/tls.hpp"

/// For tests: two ends joined in memory.
namespace headstock::wire::test {

/// The authority that the tests' clients trust.
inline const CertificateAuthority& authority() {
    static const CertificateAuthority made = CertificateAuthority::make("Root of the tests");
    return made;
}

inline Issued issued_for(std::string domain) {
    IssueOptions options;
    options.dns_names = {std::move(domain)};
    return authority().issue(options);
}

inline TlsContext::ServerOptions server_options(const Issued& issued) {
    TlsContext::ServerOptions options;
    options.certificate_pem = issued.certificate_pem;
    options.key_pem = issued.key_pem;
    return options;
}

inline TlsContext::ServerOptions server_options() {
    static const Issued issued = issued_for("example.org");
    return server_options(issued);
}

inline TlsContext::ClientOptions client_options() {
    TlsContext::ClientOptions options;
    options.ca_pem = authority().certificate_pem;
    return options;
}

inline TlsContext made(Result<TlsContext> context) {
    EXPECT_TRUE(context) << context.error().message();
    return std::move(context).value();
}

/// Gives what `from` has to say to `to`, in pieces of `chunk` bytes (0: whole), and keeps the first error.
inline void carry(Tls& from, Tls& to, std::size_t chunk, std::optional<Error>& error) {
    const std::string bytes = from.take_output();
    const std::size_t step = chunk == 0 ? std::max<std::size_t>(bytes.size(), 1) : chunk;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        const auto heard = to.receive(std::string_view(bytes).substr(at, step));
        if (!heard && !error) error = heard.error();
    }
}

/// Reads all there is, and keeps the first error.
inline std::string drain(Tls& end, std::optional<Error>& error) {
    std::string text;
    std::array<char, 5000> piece{};
    for (;;) {
        const auto got = end.read(piece);
        if (!got && !error) error = got.error();
        if (!got || *got == 0) return text;
        text.append(piece.data(), *got);
    }
}

/// A client and a server.
struct Pair {
    Pair(const TlsContext& of_client, const TlsContext& of_server, std::size_t piece = 0, TlsOptions options = {},
         const char* domain = "example.org")
        : client(Tls::client(of_client, domain, std::move(options)).value()),
          server(Tls::server(of_server).value()),
          chunk(piece) {}

    /// Carries bytes to and fro until both are silent.
    void pump() {
        const auto begun = client.handshake();
        if (!begun && !client_error) client_error = begun.error();
        while (!client.output().empty() || !server.output().empty()) {
            carry(client, server, chunk, server_error);
            carry(server, client, chunk, client_error);
        }
    }
    std::string client_reads() { return drain(client, client_error); }
    std::string server_reads() { return drain(server, server_error); }
    std::error_code client_code() const { return client_error ? client_error->code : std::error_code(); }
    std::error_code server_code() const { return server_error ? server_error->code : std::error_code(); }

    Tls client;
    Tls server;
    std::size_t chunk;
    std::optional<Error> client_error;
    std::optional<Error> server_error;
};

inline Pair pair_with(const TlsContext::ServerOptions& options, TlsOptions client = {}) {
    return Pair(made(TlsContext::client(client_options())), made(TlsContext::server(options)), 0, std::move(client));
}

}  // namespace headstock::wire::test
