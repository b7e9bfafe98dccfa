// SPDX-License-Identifier: MIT
#include "headstock/testing/server.hpp"

#include <gtest/gtest.h>

#include "headstock/core/presences.hpp"
#include "headstock/core/roster.hpp"
#include "headstock/extensions/disco.hpp"
#include "headstock/extensions/ping.hpp"
#include "headstock/extensions/version.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/testing/server/world.hpp"
#include "headstock/wire/certificate.hpp"

namespace headstock::testing::test {
namespace {

/// The library's own client against the server: with TLS and without, whole and in pieces.
class ServerWithClients : public ::testing::TestWithParam<std::tuple<bool, std::size_t>> {
protected:
    static ServerOptions options() {
        ServerOptions made = in_plain();
        made.tls = std::get<0>(GetParam());
        return made;
    }
    ServerWithClients() { world.server.befriend("juliet", "romeo"); }
    void pump() { LocalLink::pump({&juliet.link, &romeo.link}); }
    template <class Answer>
    std::optional<Result<Answer>> ask(core::Request<Answer> request) {
        std::optional<Result<Answer>> answer;
        juliet.stream.ask<Answer>(std::move(request), [&](Result<Answer> heard) { answer = std::move(heard); });
        pump();
        return answer;
    }
    std::size_t chunk = std::get<1>(GetParam());
    World world{options()};
    User juliet{world.server, "juliet@localhost/balcony", "secret", chunk};
    User romeo{world.server, "romeo@localhost/orchard", "secret", chunk};
};

TEST_P(ServerWithClients, lets_them_in) {
    EXPECT_TRUE(juliet.bound());
    EXPECT_EQ(juliet.stream.address(), core::jid("juliet@localhost/balcony"));
    EXPECT_EQ(juliet.stream.channel().encrypted, std::get<0>(GetParam()));
    EXPECT_EQ(world.server.sessions(), 2U);
    EXPECT_EQ(world.server.connections(), 2U);
    EXPECT_TRUE(world.server.has_session(core::jid("romeo@localhost/orchard")));
}

TEST_P(ServerWithClients, makes_a_resource_for_who_wants_none) {
    User other(world.server, "juliet@localhost", "secret", chunk);
    EXPECT_TRUE(other.bound());
    EXPECT_TRUE(other.stream.address().is_full());
    EXPECT_EQ(other.stream.address().bare(), core::jid("juliet@localhost"));
}

TEST_P(ServerWithClients, gives_a_resource_to_who_comes_last) {
    User again(world.server, "juliet@localhost/balcony", "secret", chunk);
    juliet.link.pump();
    EXPECT_TRUE(again.bound());
    ASSERT_TRUE(juliet.stream.end());
    EXPECT_EQ(juliet.stream.end()->code, core::StreamCondition::conflict);
    EXPECT_EQ(world.server.sessions(), 2U);
}

TEST_P(ServerWithClients, carries_presence_and_chat_in_two_languages) {
    core::Presences seen(juliet.stream);
    std::vector<std::pair<std::string, std::string>> bodies;
    const Subscription hearing =
        juliet.stream.router().on_message([&](const core::Message& m) { bodies = m.bodies(); });
    ASSERT_TRUE(juliet.stream.send(core::Presence()));
    ASSERT_TRUE(romeo.stream.send(core::Presence(core::Show::away, "in the orchard", 3)));
    pump();
    ASSERT_EQ(seen.of(core::jid("romeo@localhost")).size(), 1U);
    EXPECT_EQ(seen.of(core::jid("romeo@localhost")).front().status, "in the orchard");
    core::Message message = core::chat(core::jid("juliet@localhost"), "hello", "en");
    message.body("dobrý den", "cs");
    ASSERT_TRUE(romeo.stream.send(message));
    pump();
    EXPECT_EQ(bodies, (std::vector<std::pair<std::string, std::string>>{{"en", "hello"}, {"cs", "dobrý den"}}));
    romeo.link.cut();
    pump();
    EXPECT_FALSE(seen.available(core::jid("romeo@localhost")));
}

TEST_P(ServerWithClients, keeps_their_rosters) {
    core::Roster roster(juliet.stream);
    roster.fetch();
    pump();
    ASSERT_TRUE(roster.loaded());
    ASSERT_TRUE(roster.find(core::jid("romeo@localhost")));
    EXPECT_EQ(roster.find(core::jid("romeo@localhost"))->subscription, core::SubscriptionState::both);
    core::RosterItem nurse;
    nurse.jid = core::jid("nurse@localhost");
    nurse.name = "Nurse";
    const auto done = ask(core::Roster::update(nurse));
    ASSERT_TRUE(done && *done);
    EXPECT_EQ(roster.find(nurse.jid)->name, "Nurse");
    ASSERT_TRUE(ask(core::Roster::remove(nurse.jid)).value());
    EXPECT_FALSE(roster.find(nurse.jid));
}

TEST_P(ServerWithClients, answers_their_questions) {
    const auto version = ask(version::query(core::jid("localhost")));
    ASSERT_TRUE(version && *version);
    EXPECT_EQ((*version)->software, "headstock");
    EXPECT_TRUE(ask(ping::ping()).value());
    EXPECT_TRUE(ask(ping::ping(core::jid("localhost"))).value());
    const auto info = ask(disco::info(core::jid("localhost")));
    ASSERT_TRUE(info && *info);
    EXPECT_TRUE((*info)->has(ping::ns));
    const auto unknown = ask(version::query(core::jid("tybalt@localhost/x")));
    ASSERT_TRUE(unknown && !*unknown);
    EXPECT_EQ(unknown->error().code, core::StanzaCondition::service_unavailable);
}

TEST_P(ServerWithClients, says_goodbye) {
    ASSERT_TRUE(juliet.stream.send(core::Presence()));
    juliet.stream.terminate();
    pump();
    ASSERT_TRUE(juliet.stream.end());
    EXPECT_EQ(juliet.stream.end()->code, core::Errc::closed);
    EXPECT_EQ(world.server.sessions(), 1U);
    EXPECT_EQ(world.server.end(core::jid("romeo@localhost"), core::StreamCondition::policy_violation), 1U);
    pump();
    EXPECT_EQ(romeo.stream.end()->code, core::StreamCondition::policy_violation);
    EXPECT_EQ(world.server.sessions(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Ways, ServerWithClients,
                         ::testing::Combine(::testing::Bool(), ::testing::Values<std::size_t>(0, 1, 7)));

TEST(Server, speaks_through_a_websocket_with_tls_and_without) {
    for (const bool tls : {true, false}) {
        ServerOptions options;
        options.tls = tls;
        options.iterations = 16;
        for (const std::size_t chunk : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
            Server server(options);
            server.add_account("juliet", "r0m30");
            core::StreamOptions careless;
            careless.encryption = tls ? core::Encryption::required : core::Encryption::off;
            careless.auth.min_iterations = 1;
            core::Stream stream({core::jid("juliet@localhost/balcony"), Secret("r0m30")}, careless);
            LocalLink link(server, stream, chunk, Entrance::websocket);
            link.pump();
            ASSERT_EQ(stream.status(), core::Status::bound) << (stream.end() ? stream.end()->message() : "");
            bool answered = false;
            stream.ask<core::Done>(ping::ping(), [&](const Result<core::Done>& pong) { answered = pong.has_value(); });
            link.pump();
            EXPECT_TRUE(answered);
            stream.terminate();
            link.pump();
            EXPECT_EQ(stream.end()->code, core::Errc::closed);
            EXPECT_TRUE(link.over());
        }
    }
}

TEST(Server, speaks_direct_tls) {
    Server server;
    server.add_account("juliet", "secret");
    core::Stream stream(core::Account(core::jid("juliet@localhost/balcony"), Secret("secret")));
    LocalLink link(server, stream, 0, Entrance::direct_tls);
    link.pump();
    EXPECT_EQ(stream.status(), core::Status::bound);
    EXPECT_EQ(link.tls()->protocol(), "xmpp-client");
}

TEST(Server, is_trusted_only_by_who_knows_its_authority) {
    Server server;
    Server other;
    EXPECT_NE(server.ca_pem(), other.ca_pem());
    ServerOptions options;
    const auto authority = wire::CertificateAuthority::make("Capulet");
    wire::IssueOptions wanted;
    wanted.dns_names = {"localhost"};
    const wire::Issued issued = authority.issue(wanted);
    options.certificate_pem = issued.certificate_pem;
    options.key_pem = issued.key_pem;
    options.ca_pem = authority.certificate_pem;
    Server named(options);
    EXPECT_EQ(named.ca_pem(), authority.certificate_pem);
    named.add_account("juliet", "secret");
    EXPECT_TRUE(User(named, "juliet@localhost/balcony").bound());
}

TEST(Server, refuses_what_it_cannot_use) {
    ServerOptions options;
    options.domain = "not a domain";
    EXPECT_THROW(Server{options}, Failure);
    options = ServerOptions();
    options.certificate_pem = "nonsense";
    EXPECT_THROW(Server{options}, Failure);
    World world;
    EXPECT_THROW(world.server.add_account("a@b", "x"), Failure);
    EXPECT_THROW(world.server.add_account("", "x"), Failure);
    EXPECT_THROW(world.server.add_account("a", ""), Failure);
    EXPECT_THROW(world.server.befriend("juliet", "tybalt"), Failure);
}

TEST(Server, gives_a_known_account_another_password) {
    World world;
    world.server.add_account("juliet", "new");
    EXPECT_EQ(world.server.accounts(), 3U);
    EXPECT_FALSE(User(world.server, "juliet@localhost/a", "secret").bound());
    EXPECT_TRUE(User(world.server, "juliet@localhost/a", "new").bound());
}

TEST(Server, has_room_for_so_many_sessions_of_an_account) {
    ServerOptions options = in_plain();
    options.max_sessions = 1;
    World world(options);
    User first(world.server, "juliet@localhost/a");
    User second(world.server, "juliet@localhost/b");
    EXPECT_TRUE(first.bound());
    EXPECT_FALSE(second.bound());
    EXPECT_EQ(second.stream.end()->code, core::StanzaCondition::resource_constraint);
}

TEST(Server, tells_friends_who_are_there_already) {
    int told = 0;  // outlives the users, who tell each other of their end
    World world;
    User juliet(world.server, "juliet@localhost/a");
    User romeo(world.server, "romeo@localhost/a");
    juliet.appear();
    romeo.appear();
    juliet.link.connection().on_output([&] { ++told; });
    world.server.befriend("juliet", "romeo");
    EXPECT_EQ(told, 1);
    EXPECT_EQ(juliet.heard(), "<presence from='romeo@localhost/a' to='juliet@localhost'/>");
}

TEST(Server, tells_who_comes_and_goes) {
    World world;
    std::vector<std::pair<std::string, bool>> changes;
    const Subscription hearing =
        world.server.on_session([&](const core::Jid& jid, bool here) { changes.emplace_back(jid.text(), here); });
    {
        User juliet(world.server, "juliet@localhost/a");
    }
    EXPECT_EQ(changes,
              (std::vector<std::pair<std::string, bool>>{{"juliet@localhost/a", true}, {"juliet@localhost/a", false}}));
}

TEST(Server, survives_a_handler_that_destroys_connections) {
    World world;
    world.server.befriend("juliet", "romeo");
    User romeo(world.server, "romeo@localhost/a");
    auto juliet = std::make_unique<User>(world.server, "juliet@localhost/a");
    romeo.appear();
    juliet->appear();
    juliet->link.connection().on_output([&] { juliet.reset(); });
    (void)romeo.say("<message to='juliet@localhost/a'><body>Hi</body></message>");
    EXPECT_FALSE(juliet);
    EXPECT_EQ(world.server.sessions(), 1U);
}

TEST(Server, leaves_connections_that_outlive_it_silent) {
    std::unique_ptr<Server::Connection> connection;
    {
        World world;
        connection = world.server.connect();
        connection->receive(header);
    }
    EXPECT_TRUE(connection->finished());
    connection->receive("<presence/>");
    connection->expire();
    connection->lost();
    EXPECT_FALSE(connection->deadline());
}

TEST(Server, says_that_it_shuts_down) {
    World world;
    User juliet(world.server, "juliet@localhost/a");
    auto fresh = world.server.connect();
    world.server.shutdown();
    juliet.link.pump();
    EXPECT_EQ(juliet.stream.end()->code, core::StreamCondition::system_shutdown);
    EXPECT_NE(fresh->output().find("<system-shutdown"), std::string_view::npos);
    EXPECT_EQ(world.server.connections(), 0U);
    EXPECT_TRUE(User(world.server, "juliet@localhost/a").bound());
}

TEST(Server, does_the_same_again_with_the_same_clock_and_randomness) {
    const auto transcript = [] {
        World world;
        auto connection = world.server.connect();
        connection->receive(header);
        connection->receive(
            "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>biwsbj1qdWxpZXQscj1hYmM=</auth>");
        return connection->take_output();
    };
    EXPECT_EQ(transcript(), transcript());
    EXPECT_NE(transcript().find("<challenge"), std::string::npos);
}

}  // namespace
}  // namespace headstock::testing::test
