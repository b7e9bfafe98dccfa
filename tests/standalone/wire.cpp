// SPDX-License-Identifier: MIT
// wire alone: both ends of a TLS connection in memory, with a certificate made for it.
#include <array>
#include <string>

#include "headstock/wire/certificate.hpp"
#include "headstock/wire/tls.hpp"

using namespace headstock;

static bool pass(wire::Tls& from, wire::Tls& to) { return to.receive(from.take_output()).has_value(); }

int main() {
    const auto authority = wire::CertificateAuthority::make("Verona");
    wire::IssueOptions names;
    names.dns_names = {"montague.lit"};
    const auto issued = authority.issue(names);
    wire::TlsContext::ServerOptions shown;
    shown.certificate_pem = issued.certificate_pem;
    shown.key_pem = issued.key_pem;
    wire::TlsContext::ClientOptions trusted;
    trusted.ca_pem = authority.certificate_pem;
    const auto server_context = wire::TlsContext::server(shown);
    const auto client_context = wire::TlsContext::client(trusted);
    if (!server_context || !client_context) return 1;

    auto client = wire::Tls::client(*client_context, "montague.lit");
    auto server = wire::Tls::server(*server_context);
    if (!client || !server || !client->handshake()) return 1;
    while (!client->established() || !server->established())
        if (!pass(*client, *server) || !pass(*server, *client)) return 1;
    if (!client->send("wherefore") || !pass(*client, *server)) return 1;
    std::array<char, 64> heard{};
    const auto size = server->read(heard);
    return size && std::string(heard.data(), *size) == "wherefore" ? 0 : 1;
}
