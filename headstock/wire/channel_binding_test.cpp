// SPDX-License-Identifier: MIT
#include "headstock/wire/channel_binding.hpp"

#include "headstock/wire/openssl.hpp"
#include "headstock/wire/raw_server.hpp"
#include "headstock/wire/tls_pair.hpp"

namespace headstock::wire {
namespace {

using namespace test;

using Bindings = std::vector<Binding>;

std::vector<std::string> types(const Bindings& bindings) {
    std::vector<std::string> names;
    for (const auto& binding : bindings) names.push_back(binding.type);
    return names;
}

std::string data(const Bindings& bindings, const std::string& type) {
    for (const auto& binding : bindings)
        if (binding.type == type) return binding.data;
    return {};
}

Pair connected(int version, const Issued& issued = issued_for("example.org")) {
    auto options = server_options(issued);
    options.max_version = version;
    Pair pair = pair_with(options);
    pair.pump();
    EXPECT_TRUE(pair.client.established() && pair.server.established());
    return pair;
}

TEST(ChannelBinding, both_ends_see_the_same) {
    for (const int version : {tls_1_2, tls_1_3}) {
        const Pair pair = connected(version);
        EXPECT_EQ(pair.client.channel_bindings(), pair.server.channel_bindings());
        EXPECT_FALSE(pair.client.channel_bindings().empty());
    }
}

TEST(ChannelBinding, tls_1_3_has_no_tls_unique) {
    const auto bindings = connected(tls_1_3).client.channel_bindings();
    EXPECT_EQ(types(bindings), (std::vector<std::string>{"tls-exporter", "tls-server-end-point"}));
    EXPECT_EQ(data(bindings, "tls-exporter").size(), 32U);
    EXPECT_EQ(data(bindings, "tls-server-end-point").size(), 32U);
}

TEST(ChannelBinding, tls_1_2_has_all_three) {
    const auto bindings = connected(tls_1_2).client.channel_bindings();
    EXPECT_EQ(types(bindings), (std::vector<std::string>{"tls-exporter", "tls-unique", "tls-server-end-point"}));
    EXPECT_EQ(data(bindings, "tls-exporter").size(), 32U);
    EXPECT_EQ(data(bindings, "tls-unique").size(), 12U);
}

TEST(ChannelBinding, connections_differ_but_their_server_does_not) {
    const Issued issued = issued_for("example.org");
    for (const int version : {tls_1_2, tls_1_3}) {
        const auto first = connected(version, issued).client.channel_bindings();
        const auto second = connected(version, issued).client.channel_bindings();
        EXPECT_NE(data(first, "tls-exporter"), data(second, "tls-exporter"));
        if (version == tls_1_2) {
            EXPECT_NE(data(first, "tls-unique"), data(second, "tls-unique"));
        }
        EXPECT_EQ(data(first, "tls-server-end-point"), data(second, "tls-server-end-point"));
    }
}

TEST(ChannelBinding, tls_unique_is_the_first_finished_message) {
    auto options = server_options();
    options.max_version = tls_1_2;
    const auto context = made(TlsContext::server(options));
    const auto trusting = made(TlsContext::client(client_options()));
    TlsOptions with;
    for (const bool resumed : {false, true}) {
        RawServer server(context);
        Tls client = Tls::client(trusting, "example.org", with).value();
        ASSERT_TRUE(client.handshake());
        server.greet(client);
        server.hear(client.take_output());
        ASSERT_EQ(client.resumed(), resumed);
        std::string finished(12, '\0');
        const auto* ssl = server.ssl.get();
        EXPECT_EQ(
            resumed ? SSL_get_finished(ssl, finished.data(), 12) : SSL_get_peer_finished(ssl, finished.data(), 12),
            12U);
        EXPECT_EQ(data(client.channel_bindings(), "tls-unique"), finished);
        with.session = client.session();
    }
}

TEST(ChannelBinding, the_end_point_is_the_certificates_hash) {
    const Pair pair = connected(tls_1_3);
    const std::string der = pair.client.peer_certificate();
    std::string hash(32, '\0');
    EVP_Digest(der.data(), der.size(), reinterpret_cast<unsigned char*>(hash.data()), nullptr, EVP_sha256(), nullptr);
    EXPECT_EQ(data(pair.client.channel_bindings(), "tls-server-end-point"), hash);
}

TEST(ChannelBinding, a_sha1_certificate_is_hashed_by_sha256) {
    IssueOptions old;
    old.dns_names = {"example.org"};
    old.sha1 = true;
    auto options = server_options(authority().issue(old));
    options.weak = true;
    TlsContext::ClientOptions blind;
    blind.verify = false;
    const auto client = made(TlsContext::client(blind));
    SSL_CTX_set_security_level(client.native(), 0);
    Pair pair(client, made(TlsContext::server(options)));
    pair.pump();
    ASSERT_TRUE(pair.client.established()) << pair.client_error.value_or(Error{}).message();
    EXPECT_EQ(data(pair.client.channel_bindings(), "tls-server-end-point").size(), 32U);
    EXPECT_EQ(pair.client.channel_bindings(), pair.server.channel_bindings());
}

TEST(ChannelBinding, without_the_extended_master_secret_only_the_end_point_counts) {
    auto options = server_options();
    options.max_version = tls_1_2;
    const auto server = made(TlsContext::server(options));
    SSL_CTX_set_options(server.native(), SSL_OP_NO_EXTENDED_MASTER_SECRET);
    Pair pair(made(TlsContext::client(client_options())), server);
    pair.pump();
    ASSERT_TRUE(pair.client.established());
    EXPECT_EQ(types(pair.client.channel_bindings()), std::vector<std::string>{"tls-server-end-point"});
}

TEST(ChannelBinding, there_is_none_before_the_handshake_is_done) {
    Pair pair = pair_with(server_options());
    EXPECT_TRUE(pair.client.channel_bindings().empty());
    ASSERT_TRUE(pair.client.handshake());
    EXPECT_TRUE(pair.client.channel_bindings().empty());
    EXPECT_TRUE(pair.server.channel_bindings().empty());
}

}  // namespace
}  // namespace headstock::wire
