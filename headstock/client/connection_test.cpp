// SPDX-License-Identifier: MIT
#include "headstock/client/connection.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "headstock/core/sasl.hpp"
#include "headstock/testing/server.hpp"
#include "headstock/wire/certificate.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::client {
namespace {

using namespace std::chrono_literals;

/// A client's connection and a server's, and bytes that go from one to the other in pieces.
class Joined : public ::testing::TestWithParam<std::size_t> {
protected:
    Joined() { server.add_account("juliet", "r0m30"); }

    void connect(Tls tls, std::string password = "r0m30") {
        core::StreamOptions options;
        if (tls == Tls::off) options.encryption = core::Encryption::off;
        stream = std::make_unique<core::Stream>(
            core::Account(core::jid("juliet@localhost/balcony"), Secret(std::move(password))), options, clock);
        wire::TlsContext::ClientOptions trust;
        trust.ca_pem = ca;
        connection = std::make_unique<Connection>(*stream, wire::TlsContext::client(trust).value(), tls);
        peer = server.connect(tls == Tls::direct ? testing::Entrance::direct_tls : testing::Entrance::starttls);
        (void)connection->start();
        pump();
    }
    void pump() {
        for (bool moved = true; moved;) {
            moved = false;
            for (std::string out = connection->take_output(); !out.empty(); out.clear(), moved = true)
                deliver(out, [&](auto piece) { peer->receive(piece); });
            for (std::string out = peer->take_output(); !out.empty(); out.clear(), moved = true)
                deliver(out, [&](auto piece) { (void)connection->receive(piece); });
        }
    }
    template <class To>
    void deliver(std::string_view bytes, To to) {
        const std::size_t step = GetParam() == 0 ? bytes.size() : GetParam();
        for (std::size_t at = 0; at < bytes.size(); at += step) to(bytes.substr(at, step));
    }
    [[nodiscard]] std::error_code why() const { return stream->end() ? stream->end()->code : std::error_code(); }

    ManualClock clock;
    testing::Server server;
    std::string ca = server.ca_pem();
    std::unique_ptr<core::Stream> stream;
    std::unique_ptr<Connection> connection;
    std::unique_ptr<testing::Server::Connection> peer;
};

TEST_P(Joined, logs_in_over_starttls_bound_to_the_channel) {
    connect(Tls::starttls);
    EXPECT_EQ(stream->status(), core::Status::bound);
    ASSERT_NE(connection->tls(), nullptr);
    EXPECT_EQ(connection->tls()->version(), "TLSv1.3");
    EXPECT_FALSE(stream->channel().bindings.empty());
}

TEST_P(Joined, logs_in_over_direct_tls) {
    connect(Tls::direct);
    EXPECT_EQ(stream->status(), core::Status::bound);
    EXPECT_EQ(connection->tls()->protocol(), "xmpp-client");
}

TEST_P(Joined, a_password_that_is_wrong_is_told_by_the_server) {
    connect(Tls::starttls, "wrong");
    EXPECT_EQ(why(), core::SaslCondition::not_authorized);
    EXPECT_TRUE(connection->finished());
}

TEST_P(Joined, an_authority_that_is_not_trusted_ends_it_before_a_word_is_said_inside) {
    ca = wire::CertificateAuthority::make("Another").certificate_pem;
    for (const Tls tls : {Tls::starttls, Tls::direct}) {
        connect(tls);
        EXPECT_EQ(why(), wire::Errc::unknown_authority);
        EXPECT_TRUE(connection->finished());
        EXPECT_EQ(server.sessions(), 0U);
    }
}

TEST_P(Joined, a_goodbye_ends_the_stream_and_then_tls) {
    connect(Tls::starttls);
    stream->terminate();
    pump();
    EXPECT_EQ(why(), core::Errc::closed);
    EXPECT_TRUE(connection->finished());
    EXPECT_EQ(server.sessions(), 0U);
}

TEST_P(Joined, an_end_without_goodbye_is_not_one) {
    connect(Tls::starttls);
    connection->lost();
    EXPECT_EQ(why(), core::Errc::connection_lost);
    EXPECT_NE(stream->end()->text, "");
}

TEST_P(Joined, may_be_started_again) {
    connect(Tls::direct);
    connection->lost();
    peer = server.connect(testing::Entrance::direct_tls);
    ASSERT_TRUE(connection->start());
    pump();
    EXPECT_EQ(stream->status(), core::Status::bound);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Joined, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

TEST(Connection, a_silent_peer_is_given_up_on_also_in_the_handshake) {
    for (const Tls tls : {Tls::starttls, Tls::direct}) {
        ManualClock clock;
        core::Stream stream(core::Account(core::jid("juliet@localhost"), Secret("x")), {}, clock);
        Connection connection(stream, wire::TlsContext::client({}).value(), tls);
        ASSERT_TRUE(connection.start());
        ASSERT_TRUE(connection.deadline());
        clock.advance(30s);
        connection.expire();
        EXPECT_TRUE(connection.finished());
        EXPECT_EQ(stream.end()->code, core::Errc::login_timeout);
    }
}

TEST(Connection, garbage_instead_of_a_handshake_ends_it) {
    core::Stream stream(core::Account(core::jid("juliet@localhost"), Secret("x")));
    Connection connection(stream, wire::TlsContext::client({}).value(), Tls::direct);
    ASSERT_TRUE(connection.start());
    EXPECT_FALSE(connection.receive("HTTP/1.1 400 Bad Request\r\n\r\n"));
    EXPECT_EQ(stream.end()->code, wire::Errc::handshake_failed);
    EXPECT_TRUE(connection.finished());
}

}  // namespace
}  // namespace headstock::client
