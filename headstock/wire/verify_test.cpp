// SPDX-License-Identifier: MIT
#include "headstock/wire/verify.hpp"

#include "headstock/base/base64.hpp"
#include "headstock/wire/names.hpp"
#include "headstock/wire/tls_pair.hpp"

namespace headstock::wire {
namespace {

using namespace test;

/// The error with which a client that looks for example.org refuses a certificate; the default one if it does not.
Error refusal(const Issued& issued, TlsOptions options = {}) {
    auto server = server_options(issued);
    server.weak = true;
    Pair pair = pair_with(server, std::move(options));
    pair.pump();
    EXPECT_NE(pair.client.established(), pair.client_error.has_value());
    EXPECT_EQ(pair.server.established(), pair.client.established());
    return pair.client_error.value_or(Error{});
}

Error refusal(const IssueOptions& options) { return refusal(authority().issue(options)); }

IssueOptions good() {
    IssueOptions options;
    options.dns_names = {"example.org"};
    options.common_name = "A server";
    return options;
}

TEST(Verify, a_good_certificate_is_believed) { EXPECT_EQ(refusal(good()), Error{}); }

TEST(Verify, a_chain_over_intermediates_is_believed) {
    EXPECT_EQ(refusal(authority().intermediate("Between").intermediate("Below").issue(good())), Error{});
}

TEST(Verify, an_expired_certificate_is_refused_with_its_date) {
    auto options = good();
    options.not_before = -std::chrono::hours(48);
    options.not_after = -std::chrono::hours(1);
    const Error error = refusal(options);
    EXPECT_EQ(error.code, Errc::certificate_expired);
    EXPECT_NE(error.text.find("A server expired on 20"), std::string::npos) << error.text;
}

TEST(Verify, a_certificate_of_tomorrow_is_refused_with_its_date) {
    auto options = good();
    options.not_before = std::chrono::hours(1);
    const Error error = refusal(options);
    EXPECT_EQ(error.code, Errc::certificate_not_yet_valid);
    EXPECT_NE(error.text.find("becomes valid on 20"), std::string::npos) << error.text;
}

TEST(Verify, another_name_is_refused_and_both_are_told) {
    auto options = good();
    options.dns_names = {"example.com", "*.example.org"};
    const Error error = refusal(options);
    EXPECT_EQ(error.code, Errc::wrong_name);
    EXPECT_EQ(error.text, "looked for example.org, the certificate has example.com, *.example.org");
}

TEST(Verify, the_common_name_does_not_count) {
    IssueOptions options;
    options.common_name = "example.org";
    const Error error = refusal(options);
    EXPECT_EQ(error.code, Errc::wrong_name);
    EXPECT_EQ(error.text, "looked for example.org, the certificate has no name at all");
}

TEST(Verify, an_embedded_nul_fools_nobody) {
    auto options = good();
    options.dns_names = {std::string("example.org\0.evil.test", 22)};
    EXPECT_EQ(refusal(options).code, Errc::wrong_name);
}

TEST(Verify, a_service_name_for_clients_is_enough) {
    IssueOptions options;
    options.srv_names = {"_xmpp-client.example.org"};
    EXPECT_EQ(refusal(options), Error{});
    options.srv_names = {"_xmpp-server.example.org"};
    EXPECT_EQ(refusal(options).code, Errc::wrong_name);
}

TEST(Verify, the_service_of_direct_tls_counts_for_direct_tls) {
    IssueOptions options;
    options.srv_names = {"_xmpps-client.example.org"};
    const Issued issued = authority().issue(options);
    EXPECT_EQ(refusal(issued).code, Errc::wrong_name);
    TlsOptions direct;
    direct.direct = true;
    EXPECT_EQ(refusal(issued, direct), Error{});
}

TEST(Verify, an_xmpp_address_is_enough) {
    IssueOptions options;
    options.xmpp_addrs = {"example.org"};
    EXPECT_EQ(refusal(options), Error{});
}

TEST(Verify, a_self_signed_certificate_is_refused) {
    auto options = good();
    options.self_signed = true;
    EXPECT_EQ(refusal(options).code, Errc::self_signed);
}

TEST(Verify, a_self_signed_certificate_may_be_trusted_by_name) {
    auto options = good();
    options.self_signed = true;
    const Issued issued = authority().issue(options);
    TlsContext::ClientOptions trusting;
    trusting.ca_pem = issued.certificate_pem;
    Pair pair(made(TlsContext::client(trusting)), made(TlsContext::server(server_options(issued))));
    pair.pump();
    EXPECT_TRUE(pair.client.established()) << pair.client_error.value_or(Error{}).message();
}

TEST(Verify, an_intermediate_may_be_trusted_by_name) {
    const auto below = CertificateAuthority::make("Stranger").intermediate("Below");
    TlsContext::ClientOptions trusting;
    trusting.ca_pem = below.certificate_pem;
    Pair pair(made(TlsContext::client(trusting)), made(TlsContext::server(server_options(below.issue(good())))));
    pair.pump();
    EXPECT_TRUE(pair.client.established()) << pair.client_error.value_or(Error{}).message();
}

TEST(Verify, an_unknown_authority_is_refused_by_name) {
    const Error error = refusal(CertificateAuthority::make("Stranger").issue(good()));
    EXPECT_EQ(error.code, Errc::unknown_authority);
    EXPECT_NE(error.text.find("Stranger"), std::string::npos) << error.text;
}

TEST(Verify, an_unknown_root_sent_along_is_refused) {
    const auto stranger = CertificateAuthority::make("Stranger");
    Issued issued = stranger.issue(good());
    issued.certificate_pem += stranger.certificate_pem;
    EXPECT_EQ(refusal(issued).code, Errc::unknown_authority);
}

TEST(Verify, an_impostor_of_a_trusted_name_is_refused) {
    const Error error = refusal(CertificateAuthority::make("Root of the tests").issue(good()));
    EXPECT_TRUE(error.code == Errc::unknown_authority || error.code == Errc::bad_certificate) << error.message();
}

TEST(Verify, an_issuer_that_may_not_issue_is_refused) {
    EXPECT_EQ(refusal(authority().intermediate("Pretender", false).issue(good())).code, Errc::not_an_authority);
}

TEST(Verify, a_clients_certificate_is_refused) {
    auto options = good();
    options.purpose = Purpose::client;
    EXPECT_EQ(refusal(options).code, Errc::bad_purpose);
    options.purpose = Purpose::both;
    EXPECT_EQ(refusal(options), Error{});
}

TEST(Verify, a_short_key_is_refused) {
    auto options = good();
    options.rsa_bits = 1024;
    const Error error = refusal(options);
    EXPECT_EQ(error.code, Errc::weak_certificate);
    EXPECT_NE(error.text.find("key too weak"), std::string::npos) << error.text;
    options.rsa_bits = 2048;
    EXPECT_EQ(refusal(options), Error{});
}

TEST(Verify, a_sha1_signature_is_refused) {
    auto options = good();
    options.sha1 = true;
    const Error error = refusal(options);
    EXPECT_EQ(error.code, Errc::weak_certificate);
    EXPECT_NE(error.text.find("digest"), std::string::npos) << error.text;
}

TEST(Verify, a_stapled_revocation_is_heard) {
    const Issued issued = authority().issue(good());
    auto options = server_options(issued);
    options.ocsp_response = authority().ocsp_response(issued, true);
    ASSERT_FALSE(options.ocsp_response.empty());
    Pair pair = pair_with(options);
    pair.pump();
    EXPECT_EQ(pair.client_code(), Errc::certificate_revoked);
}

TEST(Verify, a_stapled_good_word_is_fine) {
    const Issued issued = authority().issue(good());
    auto options = server_options(issued);
    options.ocsp_response = authority().ocsp_response(issued, false);
    Pair pair = pair_with(options);
    pair.pump();
    EXPECT_TRUE(pair.client.established());
}

/// An OCSP response with one bit of its signature changed.
std::string forged(std::string response) {
    const std::string ecdsa_with_sha256 = "\x2a\x86\x48\xce\x3d\x04\x03\x02";
    const auto at = response.find(ecdsa_with_sha256) + ecdsa_with_sha256.size() + 20;
    response.at(at) = static_cast<char>(response.at(at) ^ 1);
    return response;
}

TEST(Verify, a_staple_about_another_or_by_another_proves_nothing) {
    const Issued issued = authority().issue(good());
    auto options = server_options(issued);
    const std::string stray[] = {authority().ocsp_response(authority().issue(good()), true),
                                 CertificateAuthority::make("Root of the tests").ocsp_response(issued, true),
                                 forged(authority().ocsp_response(issued, true)), "garbage"};
    for (const auto& response : stray) {
        options.ocsp_response = response;
        Pair pair = pair_with(options);
        pair.pump();
        EXPECT_TRUE(pair.client.established());
    }
}

TEST(Verify, an_address_is_looked_for_as_an_address) {
    IssueOptions options;
    options.ip_addresses = {"::1"};
    const auto server = made(TlsContext::server(server_options(authority().issue(options))));
    const auto client = made(TlsContext::client(client_options()));
    Pair pair(client, server, 0, {}, "[::1]");
    pair.pump();
    EXPECT_TRUE(pair.client.established());
    EXPECT_EQ(pair.server.server_name(), "");
    Pair other(client, server, 0, {}, "127.0.0.1");
    other.pump();
    EXPECT_EQ(other.client_code(), Errc::wrong_name);
}

TEST(Verify, the_clock_given_decides_what_is_valid) {
    ManualClock clock;
    auto trusting = client_options();
    trusting.clock = &clock;
    const auto client = made(TlsContext::client(trusting));
    const auto server = made(TlsContext::server(server_options()));
    clock.advance(std::chrono::hours(24 * 365 * 20));
    Pair pair(client, server);
    pair.pump();
    EXPECT_EQ(pair.client_code(), Errc::certificate_expired);
}

TEST(Verify, without_verification_anybody_is_believed) {
    auto options = good();
    options.self_signed = true;
    options.dns_names = {"elsewhere.test"};
    TlsContext::ClientOptions blind;
    blind.verify = false;
    Pair pair(made(TlsContext::client(blind)), made(TlsContext::server(server_options(authority().issue(options)))));
    pair.pump();
    EXPECT_TRUE(pair.client.established());
}

TEST(Verify, the_peers_certificate_can_be_seen) {
    Pair pair = pair_with(server_options());
    EXPECT_EQ(pair.client.peer_certificate(), "");
    pair.pump();
    const std::string der = pair.client.peer_certificate();
    const std::string pem = server_options().certificate_pem;
    std::string body = pem.substr(pem.find('\n') + 1, pem.rfind("-----END") - pem.find('\n') - 1);
    std::erase(body, '\n');
    EXPECT_EQ(der, from_base64(body).value());
    EXPECT_EQ(pair.server.peer_certificate(), "");
}

}  // namespace
}  // namespace headstock::wire
