// SPDX-License-Identifier: MIT
#include "headstock/base/random.hpp"
#include "headstock/wire/raw_server.hpp"
#include "headstock/wire/tls_pair.hpp"

namespace headstock::wire {
namespace {

using namespace test;
using namespace std::string_literals;

Tls beginner(TlsOptions options = {}) {
    Tls client = Tls::client(made(TlsContext::client(client_options())), "example.org", options).value();
    EXPECT_TRUE(client.handshake());
    return client;
}

TEST(HostilePeer, what_is_not_tls_fails_the_handshake) {
    const std::string garbage[] = {"<stream:stream xmlns='jabber:client'>", "HTTP/1.1 400 Bad Request\r\n\r\n",
                                   std::string(100, '\0'), std::string(20'000, '\xff'),
                                   "\x16\x03\x03\x00\x04\x02\x00\x00\x00"s};
    for (const auto& bytes : garbage) {
        Tls client = beginner();
        const auto heard = client.receive(bytes);
        ASSERT_FALSE(heard) << bytes;
        EXPECT_EQ(heard.error().code, Errc::handshake_failed) << heard.error().message();
        EXPECT_FALSE(heard.error().text.empty());
        EXPECT_EQ(client.handshake().error(), heard.error());
        EXPECT_EQ(client.receive("more").error(), heard.error());
        EXPECT_EQ(client.send("x").error(), heard.error());
        std::array<char, 10> into{};
        EXPECT_EQ(client.read(into).error(), heard.error());
    }
}

TEST(HostilePeer, what_is_not_tls_fails_a_server_too) {
    Tls server = Tls::server(made(TlsContext::server(server_options()))).value();
    EXPECT_EQ(server.receive("<?xml version='1.0'?><stream:stream>").error().code, Errc::handshake_failed);
}

TEST(HostilePeer, nothing_is_sent_before_the_handshake_is_done) {
    Tls client = beginner();
    const std::string hello(client.output());
    EXPECT_EQ(client.send("password").error().code, Errc::not_established);
    client.close();
    EXPECT_EQ(client.output(), hello);
    std::array<char, 10> into{};
    EXPECT_EQ(client.read(into).value(), 0U);
}

TEST(HostilePeer, a_handshake_longer_than_the_limit_is_refused) {
    TlsOptions options;
    options.limits.handshake = 300;
    Pair pair(made(TlsContext::client(client_options())), made(TlsContext::server(server_options())), 50, options);
    pair.pump();
    EXPECT_EQ(pair.client_code(), Errc::limit_exceeded);
    EXPECT_FALSE(pair.client.established());
}

TEST(HostilePeer, an_endless_handshake_ends) {
    const std::string record = "\x16\x03\x03\x40\x00\x02\x00\xff\xff"s + std::string(0x4000 - 4, '\0');
    for (const std::string& endless : {record, "\x14\x03\x03\x00\x01\x01"s, "\x15\x03\x03\x00\x02\x01\x5a"s}) {
        Tls client = beginner();
        std::size_t sent = 0;
        while (client.receive(endless) && sent < 1'000'000) sent += endless.size();
        EXPECT_LE(sent, TlsLimits().handshake + endless.size());
    }
}

TEST(HostilePeer, what_is_not_read_is_limited) {
    TlsOptions options;
    options.limits.unread = 100'000;
    Pair pair = pair_with(server_options(), options);
    pair.pump();
    const std::string text(50'000, 'x');
    ASSERT_TRUE(pair.server.send(text));
    pair.pump();
    EXPECT_FALSE(pair.client_error);
    EXPECT_EQ(pair.client_reads(), text);
    ASSERT_TRUE(pair.server.send(text + text));
    pair.pump();
    EXPECT_EQ(pair.client_code(), Errc::limit_exceeded);
}

TlsContext renegotiating() {
    auto options = server_options();
    options.max_version = tls_1_2;
    auto context = made(TlsContext::server(options));
    SSL_CTX_clear_options(context.native(), SSL_OP_NO_RENEGOTIATION);
    return context;
}

TEST(HostilePeer, a_renegotiation_is_declined_and_the_connection_lives) {
    RawServer server(renegotiating());
    Tls client = beginner();
    server.greet(client);
    const std::string question = server.asks_to_renegotiate();
    ASSERT_FALSE(question.empty());
    ASSERT_TRUE(client.receive(question));
    std::array<char, 10> into{};
    EXPECT_EQ(client.read(into).value(), 0U);
    EXPECT_FALSE(client.output().empty());
    EXPECT_LT(client.output().size(), 100U);  // an alert, not a ClientHello
    EXPECT_TRUE(client.established());
}

TEST(HostilePeer, a_flood_of_questions_whose_answers_are_not_fetched_is_limited) {
    RawServer server(renegotiating());
    TlsOptions options;
    options.limits.unasked = 300;
    Tls client = beginner(options);
    server.greet(client);
    (void)client.take_output();
    std::array<char, 10> into{};
    Result<std::size_t> got = 0;
    for (int i = 0; i < 1000 && got; ++i) {
        ASSERT_TRUE(client.receive(server.asks_to_renegotiate()));
        got = client.read(into);
    }
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, Errc::limit_exceeded);
    EXPECT_LT(client.output().size(), 400U);
}

TEST(HostilePeer, questions_whose_answers_are_fetched_do_no_harm) {
    RawServer server(renegotiating());
    TlsOptions options;
    options.limits.unasked = 300;
    Tls client = beginner(options);
    server.greet(client);
    std::array<char, 10> into{};
    for (int i = 0; i < 100; ++i) {
        client.consume(client.output().size());
        ASSERT_TRUE(client.receive(server.asks_to_renegotiate()));
        ASSERT_TRUE(client.read(into));
    }
    EXPECT_TRUE(client.established());
}

TEST(HostilePeer, what_the_caller_sends_is_not_the_peers_flood) {
    Pair pair = pair_with(server_options());
    pair.pump();
    ASSERT_TRUE(pair.client.send(std::string(2 * TlsLimits().unasked, 'x')));
    EXPECT_EQ(pair.client_reads(), "");
    EXPECT_FALSE(pair.client_error);
    EXPECT_TRUE(pair.client.established());
}

TEST(HostilePeer, a_changed_bit_of_the_handshake_is_noticed) {
    SeededRandom random(7);
    const auto client = made(TlsContext::client(client_options()));
    const auto server = made(TlsContext::server(server_options()));
    int failed = 0;
    for (int round = 0; round < 200; ++round) {
        Pair pair(client, server);
        ASSERT_TRUE(pair.client.handshake());
        carry(pair.client, pair.server, 0, pair.server_error);
        std::string answer = pair.server.take_output();
        auto& byte = answer[random.below(answer.size())];
        byte = static_cast<char>(byte ^ static_cast<char>(1U << random.below(8)));
        failed += pair.client.receive(answer) ? 0 : 1;
        if (!pair.client.established()) continue;
        // Only the version in a record's header means nothing any more (RFC 8446 §5.1), and then nothing has changed.
        pair.pump();
        EXPECT_TRUE(pair.server.established());
        EXPECT_EQ(pair.client.channel_bindings(), pair.server.channel_bindings());
    }
    EXPECT_GT(failed, 150);
}

TEST(HostilePeer, a_domain_that_is_none_is_refused) {
    const auto context = made(TlsContext::client(client_options()));
    for (const auto* domain : {"",
                               "b\xc3\xbc"
                               "cher.example",
                               "a b", "*.example.org"}) {
        const auto client = Tls::client(context, domain);
        ASSERT_FALSE(client);
        EXPECT_EQ(client.error().code, Errc::bad_domain);
    }
}

}  // namespace
}  // namespace headstock::wire
