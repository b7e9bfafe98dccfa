// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "headstock/client/connection.hpp"
#include "headstock/core/message.hpp"
#include "headstock/core/sasl_condition.hpp"
#include "headstock/testing/server.hpp"

namespace headstock::testing {
namespace {

using namespace std::chrono_literals;
using core::Jid;

/// Keeps what logins leave, as a client on disk would.
class Store final : public core::LoginStore {
public:
    core::LoginMemory load(const Jid& account) override { return kept[account]; }
    void save(const Jid& account, const core::LoginMemory& memory) override { kept[account] = memory; }
    std::map<Jid, core::LoginMemory> kept;
};

/// A client and its server, who speak in turns: what one has to say reaches the other at once, and then that answers.
/// Each turn is a round trip.
class Turns {
public:
    Turns(Server& server, core::Stream& stream, const wire::TlsContext& context)
        : stream_(stream),
          served_(server.connect(Entrance::direct_tls)),
          client_(stream, context, client::Tls::direct) {
        EXPECT_TRUE(client_.start());
    }
    /// Takes turns until nobody has anything left to say. Gives how many it took until stanzas could be sent.
    int take() {
        int until_bound = 0;
        for (;;) {
            if (stream_.status() < core::Status::bound) ++until_bound;
            const std::string said = client_.take_output();
            if (said.empty()) return until_bound;
            served_->receive(said);
            const std::string answered = served_->take_output();
            if (!answered.empty()) (void)client_.receive(answered);
        }
    }
    void cut() {
        client_.lost();
        served_->lost();
    }

private:
    core::Stream& stream_;
    std::unique_ptr<Server::Connection> served_;
    client::Connection client_;
};

class ServerLogins : public ::testing::Test {
protected:
    explicit ServerLogins(ServerOptions options = {}) : server(std::move(options), clock, random) {
        server.add_account("juliet", "r0m30");
        server.add_account("romeo", "jul13t");
    }
    static wire::TlsContext trusting(const Server& server) {
        wire::TlsContext::ClientOptions trust;
        trust.ca_pem = server.ca_pem();
        return wire::TlsContext::client(trust).value();
    }
    core::Stream make_stream() {
        core::StreamOptions options;
        options.logins = &store;
        return core::Stream({Jid::parse("juliet@localhost").value(), Secret("r0m30")}, options, clock, random);
    }
    [[nodiscard]] core::LoginMemory& memory() { return store.kept[Jid::parse("juliet@localhost").value()]; }

    ManualClock clock;
    SeededRandom random{7};
    Server server;
    Store store;
};

constexpr int tls = 1;  // the first flight and its answer; the second carries what follows

TEST_F(ServerLogins, a_password_takes_three_round_trips_inside_tls_and_a_token_with_resumption_one) {
    const wire::TlsContext context = trusting(server);
    core::Stream stream = make_stream();
    Turns first(server, stream, context);
    EXPECT_EQ(first.take(), tls + 3);
    ASSERT_EQ(stream.status(), core::Status::bound);
    EXPECT_EQ(stream.mechanism(), "SCRAM-SHA-512-PLUS");
    EXPECT_TRUE(stream.state());
    ASSERT_TRUE(memory().token);
    const Jid address = stream.address();

    first.cut();
    Turns second(server, stream, context);
    EXPECT_EQ(second.take(), tls + 1);
    EXPECT_EQ(stream.status(), core::Status::bound);
    EXPECT_TRUE(stream.resumed());
    EXPECT_EQ(stream.address(), address);
    EXPECT_EQ(stream.mechanism(), "HT-SHA-256-EXPR");
}

TEST_F(ServerLogins, another_process_needs_one_round_trip_too) {
    const wire::TlsContext context = trusting(server);
    core::Stream stream = make_stream();
    Turns first(server, stream, context);
    first.take();
    core::Stream later = make_stream();
    Turns second(server, later, context);
    EXPECT_EQ(second.take(), tls + 1);
    EXPECT_EQ(later.status(), core::Status::bound);
    EXPECT_FALSE(later.resumed());
    EXPECT_EQ(server.sessions(), 2U);
}

TEST_F(ServerLogins, what_was_sent_in_the_gap_comes_with_the_next_login) {
    const wire::TlsContext context = trusting(server);
    core::Stream stream = make_stream();
    std::vector<std::string> heard;
    const auto hearing =
        stream.router().on_message([&](const core::Message& message) { heard.push_back(message.body()); });
    Turns first(server, stream, context);
    first.take();
    first.cut();

    core::Stream romeo({Jid::parse("romeo@localhost").value(), Secret("jul13t")}, {}, clock, random);
    Turns his(server, romeo, context);
    his.take();
    ASSERT_TRUE(romeo.send(core::chat(stream.address(), "O!")));
    his.take();
    Turns second(server, stream, context);
    second.take();
    EXPECT_EQ(heard, std::vector<std::string>{"O!"});
}

TEST_F(ServerLogins, a_token_that_has_expired_gives_way_to_the_password) {
    const wire::TlsContext context = trusting(server);
    core::Stream stream = make_stream();
    Turns first(server, stream, context);
    first.take();
    const auto token = memory().token;
    first.cut();
    clock.advance(15 * 24h);
    Turns second(server, stream, context);
    EXPECT_EQ(second.take(), tls + 3);
    EXPECT_EQ(stream.status(), core::Status::bound);
    EXPECT_EQ(stream.mechanism(), "SCRAM-SHA-512-PLUS");
    EXPECT_NE(memory().token, token);
}

TEST_F(ServerLogins, a_wrong_token_is_forgotten_and_the_password_comes_in) {
    const wire::TlsContext context = trusting(server);
    core::Stream stream = make_stream();
    Turns first(server, stream, context);
    first.take();
    first.cut();
    memory().token->secret = Secret("guess");
    core::Stream later = make_stream();
    Turns second(server, later, context);
    second.take();
    EXPECT_EQ(later.status(), core::Status::bound);
    EXPECT_EQ(later.mechanism(), "SCRAM-SHA-512-PLUS");
    EXPECT_NE(memory().token->secret, Secret("guess"));
}

TEST_F(ServerLogins, a_wrong_password_is_refused) {
    const wire::TlsContext context = trusting(server);
    core::Stream stream({Jid::parse("juliet@localhost").value(), Secret("wrong")}, {}, clock, random);
    Turns turns(server, stream, context);
    turns.take();
    EXPECT_EQ(stream.end()->code, core::SaslCondition::not_authorized);
}

class OldServerLogins : public ServerLogins {
protected:
    OldServerLogins() : ServerLogins(old()) {}
    static ServerOptions old() {
        ServerOptions options;
        options.sasl2 = false;
        return options;
    }
};

TEST_F(OldServerLogins, a_server_without_it_is_logged_in_to_the_classic_way) {
    const wire::TlsContext context = trusting(server);
    core::Stream stream = make_stream();
    Turns turns(server, stream, context);
    turns.take();
    EXPECT_EQ(stream.status(), core::Status::bound);
    EXPECT_FALSE(memory().token);
}

}  // namespace
}  // namespace headstock::testing
