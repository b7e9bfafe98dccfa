// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "headstock/auth/error.hpp"
#include "headstock/extensions/ping.hpp"
#include "headstock/testing/server/world.hpp"

namespace headstock::testing {
namespace {

using namespace test;

class Tampers : public ::testing::Test {
protected:
    Tampers() { link.pump(); }
    /// What a ping is answered with; empty: with nothing.
    std::string ping() {
        std::string answer;
        stream.ask<core::Done>(ping::ping(), [&](const Result<core::Done>& result) {
            answer = result ? "pong" : result.error().message();
        });
        link.pump();
        return answer;
    }
    World world;
    core::Stream stream{core::Account(core::jid("juliet@localhost/balcony"), Secret("secret")),
                        like_the_server(world.server), world.clock, world.random};
    LocalLink link{world.server, stream};
};

TEST_F(Tampers, answers_are_changed) {
    EXPECT_EQ(ping(), "pong");
    const auto tampering =
        world.server.tamper([](core::Direction direction, const core::Jid& client, bridge::Element& element) {
            EXPECT_EQ(client.text(), "juliet@localhost/balcony");
            if (direction == core::Direction::sent) element.attribute("from", "mallory@localhost");
            return Fate::pass;
        });
    EXPECT_EQ(ping(), "");  // somebody else's answer is none
}

TEST_F(Tampers, questions_are_lost_until_the_subscription_ends) {
    auto tampering = world.server.tamper([](core::Direction direction, const core::Jid&, bridge::Element&) {
        return direction == core::Direction::received ? Fate::drop : Fate::pass;
    });
    EXPECT_EQ(ping(), "");
    tampering = {};
    EXPECT_EQ(ping(), "pong");
}

TEST_F(Tampers, connections_are_cut_where_something_was_to_be_sent_or_has_come) {
    for (const core::Direction where : {core::Direction::sent, core::Direction::received}) {
        core::Stream other(core::Account(core::jid("romeo@localhost/orchard"), Secret("secret")),
                           like_the_server(world.server), world.clock, world.random);
        LocalLink his(world.server, other);
        his.pump();
        const auto tampering =
            world.server.tamper([&](core::Direction direction, const core::Jid& client, bridge::Element& element) {
                const bool due = client.local() == "romeo" && element.tag() == "iq" && direction == where;
                return due ? Fate::cut : Fate::pass;
            });
        other.ask<core::Done>(ping::ping(), [](const Result<core::Done>&) {});
        his.pump();
        EXPECT_TRUE(his.over());
        EXPECT_EQ(other.end()->code, core::Errc::connection_lost);
        EXPECT_EQ(ping(), "pong");
        EXPECT_FALSE(world.server.has_session(core::jid("romeo@localhost/orchard")));
    }
}

TEST_F(Tampers, a_login_can_be_spoilt) {
    const auto tampering = world.server.tamper([](core::Direction, const core::Jid&, bridge::Element& element) {
        if (element.tag() == "success") element.clear().text("dj1lSGg0ZUhoNGVIaDRlSGg0ZUhoNGVIaDRlSGc9");
        return Fate::pass;
    });
    core::Stream other(core::Account(core::jid("romeo@localhost/orchard"), Secret("secret")),
                       like_the_server(world.server), world.clock, world.random);
    LocalLink his(world.server, other);
    his.pump();
    EXPECT_EQ(other.end()->code, auth::Errc::bad_server_signature);
}

TEST_F(Tampers, new_connections_are_refused_and_taken_again) {
    world.server.refuse(true);
    core::Stream other(core::Account(core::jid("romeo@localhost/orchard"), Secret("secret")),
                       like_the_server(world.server), world.clock, world.random);
    LocalLink his(world.server, other);
    his.pump();
    EXPECT_EQ(other.end()->code, core::Errc::connection_lost);
    EXPECT_EQ(ping(), "pong");
    world.server.refuse(false);
    LocalLink again(world.server, other);
    again.pump();
    EXPECT_EQ(other.status(), core::Status::bound);
}

}  // namespace
}  // namespace headstock::testing
