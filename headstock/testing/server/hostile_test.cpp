// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "headstock/testing/server/world.hpp"

namespace headstock::testing::test {
namespace {

constexpr std::uint64_t client_seed = 7;

/// All that a client says in a session, so that it can be said again to a server that does the same again.
std::string record() {
    World world;
    world.server.befriend("juliet", "romeo");
    SeededRandom random(client_seed);
    core::Stream stream(core::Account(core::jid("juliet@localhost/balcony"), Secret("secret")),
                        like_the_server(world.server), world.clock, random);
    auto connection = world.server.connect();
    std::string said;
    stream.start();
    while (!stream.output().empty()) {
        const std::string bytes = stream.take_output();
        said += bytes;
        connection->receive(bytes);
        (void)stream.receive(connection->take_output());
    }
    EXPECT_EQ(stream.status(), core::Status::bound);
    return said +
           "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq><presence><priority>1</priority></presence>"
           "<message to='romeo@localhost/orchard' type='chat'><body xml:lang='en'>Hi &amp; ho</body></message>"
           "<message to='nurse@localhost'><body>Later</body></message>"
           "<presence to='nurse@localhost' type='subscribe'/>"
           "<iq type='set' id='2'><query xmlns='jabber:iq:roster'><item jid='romeo@localhost' name='R'/></query></iq>"
           "<iq type='get' id='3' to='localhost'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"
           "<iq type='set' id='4'><query xmlns='jabber:iq:roster'><item jid='romeo@localhost' subscription='remove'/>"
           "</query></iq></stream:stream>";
}

void mutate(std::string& bytes, Random& random) {
    const std::size_t at = random.below(bytes.size());
    const std::size_t length = 1 + random.below(std::min<std::size_t>(40, bytes.size() - at));
    switch (random.below(5)) {
        case 0:
            bytes[at] = static_cast<char>(random.below(256));
            break;
        case 1:
            bytes.erase(at, length);
            break;
        case 2:
            bytes.insert(at, bytes.substr(at, length));
            break;
        case 3:
            bytes.insert(at, random.bytes(length));
            break;
        default:
            bytes.insert(at, bytes.substr(random.below(bytes.size()), length));
            break;
    }
}

struct Outcome {
    std::string said;
    bool logged_in = false;
    bool finished = false;
};

/// Says `bytes` to a new server that does what the recorded one did, in pieces of any size.
Outcome replay(std::string_view bytes, Random& chance) {
    World world;
    world.server.befriend("juliet", "romeo");
    auto connection = world.server.connect();
    Outcome outcome;
    const Subscription seen = world.server.on_session([&](const core::Jid&, bool) { outcome.logged_in = true; });
    while (!bytes.empty()) {
        const std::size_t size = std::min<std::size_t>(bytes.size(), 1 + chance.below(400));
        connection->receive(bytes.substr(0, size));
        bytes.remove_prefix(size);
    }
    outcome.finished = connection->finished();
    outcome.said = connection->take_output();
    connection.reset();
    EXPECT_EQ(world.server.sessions(), 0U);
    return outcome;
}

TEST(HostileClient, is_what_the_recorded_session_is_not) {
    SeededRandom chance(3);
    const Outcome outcome = replay(record(), chance);
    EXPECT_TRUE(outcome.logged_in);
    EXPECT_TRUE(outcome.finished);
    EXPECT_TRUE(outcome.said.ends_with("</stream:stream>"));
    EXPECT_EQ(outcome.said.find("<stream:error"), std::string::npos);
}

TEST(HostileClient, does_no_harm_with_a_session_that_was_changed) {
    const std::string good = record();
    SeededRandom chance(1);
    int logged_in = 0;
    int refused = 0;
    for (int i = 0; i < 5'000; ++i) {
        std::string bad = good;
        for (std::uint64_t changes = 1 + chance.below(3); changes > 0; --changes) mutate(bad, chance);
        const Outcome outcome = replay(bad, chance);
        logged_in += outcome.logged_in ? 1 : 0;
        refused += outcome.said.find("<stream:error") != std::string::npos ? 1 : 0;
        ASSERT_TRUE(!outcome.finished || outcome.said.ends_with("</stream:stream>")) << bad;
    }
    EXPECT_GT(logged_in, 500) << "else nothing behind the login was tried";
    EXPECT_GT(refused, 500);
}

TEST(HostileClient, does_no_harm_with_garbage) {
    SeededRandom chance(2);
    for (const bool tls : {false, true}) {
        ServerOptions options = in_plain();
        options.tls = tls;
        World world(options);
        for (int i = 0; i < 200; ++i) {
            const Entrance in_the_open = i % 3 == 0 ? Entrance::websocket : Entrance::starttls;
            auto connection = world.server.connect(tls && i % 3 == 1 ? Entrance::direct_tls : in_the_open);
            connection->receive(chance.bytes(1 + chance.below(2'000)));
            EXPECT_EQ(connection->address(), core::Jid());
        }
        EXPECT_EQ(world.server.connections(), 0U);
    }
}

TEST(HostileClient, is_heard_no_more_when_tls_breaks) {
    Server server;
    server.add_account("juliet", "secret");
    User juliet(server, "juliet@localhost/a");
    ASSERT_TRUE(juliet.bound());
    juliet.link.connection().receive("<presence/>");
    EXPECT_TRUE(juliet.link.connection().finished());
    EXPECT_EQ(server.sessions(), 0U);
}

}  // namespace
}  // namespace headstock::testing::test
