// SPDX-License-Identifier: MIT
#include "headstock/testing/server/resumption.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "headstock/testing/server/world.hpp"

namespace headstock::testing::test {
namespace {

using namespace std::chrono_literals;

ServerOptions managed() {
    ServerOptions options = in_plain();
    options.stream_management = true;
    options.resume_location = "localhost:9222";
    return options;
}

std::string message(std::string_view to, std::string_view body) {
    return "<message type='chat' to='" + std::string(to) + "'><body>" + std::string(body) + "</body></message>";
}

/// Clients that log in, and speak XML past their streams, which do without stream management themselves.
class ServerResumption : public ::testing::TestWithParam<std::size_t> {
protected:
    static core::StreamOptions without() {
        core::StreamOptions options;
        options.encryption = core::Encryption::off;
        options.auth.min_iterations = 1;
        options.stream_management = false;
        return options;
    }
    struct Client {
        Client(World& world, std::string_view address, std::size_t chunk)
            : stream(core::Account(core::jid(address), Secret("secret")), without()),
              link(world.server, stream, chunk) {
            link.pump();
        }
        std::string say(std::string_view xml) {
            link.connection().receive(xml);
            return link.connection().take_output();
        }
        std::string heard() { return link.connection().take_output(); }
        core::Stream stream;
        LocalLink link;
    };
    /// Enables it for `client`, and gives the session's name.
    std::string enable(Client& client) {
        names = {};
        EXPECT_EQ(
            compare("<enabled xmlns='urn:xmpp:sm:3' id='{id}' resume='true' max='300' location='localhost:9222'/>",
                    client.say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>"), names),
            "");
        return names.at("id");
    }
    /// A connection that has logged in as `name`, and then says this instead of binding a resource.
    std::string log_in_and_say(std::string_view name, const std::string& xml) {
        core::StreamOptions options = without();
        late = std::make_unique<core::Stream>(core::Account(core::jid(name), Secret("secret")), options);
        auto features = late->on_trace([&](core::Direction direction, std::string_view text) {
            if (direction == core::Direction::received && text.find("<sm ") != std::string_view::npos) reached = true;
        });
        reached = false;
        connection = world.server.connect();
        late->start();
        std::string heard;
        while (!reached) {
            connection->receive(late->take_output());
            (void)late->receive(connection->take_output());
        }
        connection->receive(xml);
        return connection->take_output();
    }
    static std::string resume(const std::string& id, int h) {
        return "<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='" + std::to_string(h) + "'/>";
    }

    World world{managed()};
    Names names;
    Client romeo{world, "romeo@localhost/orchard", GetParam()};
    Client juliet{world, "juliet@localhost/balcony", GetParam()};
    std::unique_ptr<core::Stream> late;
    std::unique_ptr<Server::Connection> connection;
    bool reached = false;
};

TEST_P(ServerResumption, counts_what_a_client_says_and_asks_it_to_count) {
    (void)enable(romeo);
    EXPECT_EQ(romeo.say("<r xmlns='urn:xmpp:sm:3'/>"), "<a xmlns='urn:xmpp:sm:3' h='0'/>");
    (void)romeo.say("<presence/>");
    EXPECT_EQ(romeo.say("<r xmlns='urn:xmpp:sm:3'/>"), "<a xmlns='urn:xmpp:sm:3' h='1'/>");
    (void)juliet.say(message("romeo@localhost/orchard", "hi"));
    EXPECT_TRUE(romeo.heard().ends_with("</message><r xmlns='urn:xmpp:sm:3'/>"));
    EXPECT_EQ(romeo.say("<a xmlns='urn:xmpp:sm:3' h='2'/>"), "") << "its own presence came back to it, too";
    EXPECT_NE(romeo.say("<a xmlns='urn:xmpp:sm:3' h='3'/>")
                  .find("<undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                        "<handled-count-too-high xmlns='urn:xmpp:sm:3' h='3' send-count='2'/></stream:error>"),
              std::string::npos);
}

TEST_P(ServerResumption, keeps_order) {
    const std::string unexpected =
        "<failed xmlns='urn:xmpp:sm:3'><unexpected-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>";
    EXPECT_EQ(log_in_and_say("nurse@localhost/kitchen", "<enable xmlns='urn:xmpp:sm:3'/>"), unexpected);
    EXPECT_EQ(romeo.say("<enable xmlns='urn:xmpp:sm:3'/>"), "<enabled xmlns='urn:xmpp:sm:3'/>");
    EXPECT_EQ(romeo.say("<enable xmlns='urn:xmpp:sm:3'/>"), unexpected);
    EXPECT_EQ(romeo.say(resume("x", 0)), unexpected);
}

TEST_P(ServerResumption, keeps_what_comes_for_a_client_that_is_away_and_gives_it_when_it_is_back) {
    (void)romeo.say("<presence/>");
    const std::string id = enable(romeo);
    (void)juliet.say(message("romeo@localhost/orchard", "first"));
    (void)romeo.heard();
    romeo.link.cut();
    EXPECT_EQ(world.server.kept_sessions(), 1U);
    EXPECT_TRUE(world.server.has_session(core::jid("romeo@localhost/orchard")));
    (void)juliet.say(message("romeo@localhost/orchard", "second"));
    const std::string heard = log_in_and_say("romeo@localhost/elsewhere", resume(id, 1));
    EXPECT_TRUE(heard.starts_with("<resumed xmlns='urn:xmpp:sm:3' h='0' previd='" + id + "'/><message ")) << heard;
    EXPECT_EQ(heard.find("first"), std::string::npos);
    EXPECT_NE(heard.find("second"), std::string::npos);
    EXPECT_EQ(world.server.kept_sessions(), 0U);
    EXPECT_EQ(connection->address(), core::jid("romeo@localhost/orchard"));
}

TEST_P(ServerResumption, takes_a_session_from_a_connection_that_seems_to_stand) {
    const std::string id = enable(romeo);
    EXPECT_TRUE(log_in_and_say("romeo@localhost/elsewhere", resume(id, 0)).starts_with("<resumed "));
    EXPECT_NE(romeo.heard().find("<conflict "), std::string::npos);
    (void)juliet.say(message("romeo@localhost/orchard", "hi"));
    EXPECT_NE(connection->take_output().find("hi"), std::string::npos);
}

TEST_P(ServerResumption, gives_nobody_the_session_of_another) {
    const std::string id = enable(romeo);
    romeo.link.cut();
    EXPECT_EQ(log_in_and_say("juliet@localhost/elsewhere", resume(id, 0)),
              "<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
    EXPECT_EQ(world.server.kept_sessions(), 1U);
    EXPECT_NE(log_in_and_say("romeo@localhost/elsewhere", resume(id, 7)).find("<bad-request "), std::string::npos);
    EXPECT_TRUE(log_in_and_say("romeo@localhost/elsewhere", resume(id, 0)).starts_with("<resumed "));
}

TEST_P(ServerResumption, ends_a_session_whose_client_stays_away_and_finds_other_ways_for_what_waits) {
    world.server.befriend("romeo", "juliet");
    (void)romeo.say("<presence/>");
    (void)juliet.say("<presence/>");
    (void)romeo.heard();
    const std::string id = enable(romeo);
    (void)romeo.say("<iq type='get' id='r'><ping xmlns='urn:xmpp:ping'/></iq>");
    romeo.link.cut();
    (void)juliet.say(message("romeo@localhost/orchard", "late"));
    (void)juliet.say("<iq type='get' id='7' to='romeo@localhost/orchard'><ping xmlns='urn:xmpp:ping'/></iq>");
    world.clock.advance(300s - 1ms);
    world.server.expire();
    EXPECT_EQ(juliet.heard(), "");
    ASSERT_EQ(world.server.deadline(), world.clock.now() + 1ms);
    world.clock.advance(1ms);
    world.server.expire();
    const std::string heard = juliet.heard();
    EXPECT_NE(heard.find("type='unavailable'"), std::string::npos) << heard;
    EXPECT_NE(heard.find("<recipient-unavailable "), std::string::npos) << heard;
    EXPECT_EQ(world.server.waiting_messages("romeo"), 1U);
    EXPECT_FALSE(world.server.has_session(core::jid("romeo@localhost")));
    EXPECT_FALSE(world.server.deadline());
    EXPECT_EQ(log_in_and_say("romeo@localhost/orchard", resume(id, 0)),
              "<failed xmlns='urn:xmpp:sm:3' h='1'><item-not-found "
              "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
}

TEST_P(ServerResumption, ends_the_kept_session_when_its_resource_is_bound_anew) {
    (void)enable(romeo);
    romeo.link.cut();
    (void)juliet.say(message("romeo@localhost/orchard", "late"));
    Client again(world, "romeo@localhost/orchard", GetParam());
    EXPECT_EQ(world.server.kept_sessions(), 0U);
    EXPECT_EQ(world.server.waiting_messages("romeo"), 1U);
    EXPECT_NE(again.say("<presence/>").find("late"), std::string::npos);
}

TEST_P(ServerResumption, keeps_neither_a_session_that_said_goodbye_nor_too_many_stanzas_nor_too_many_sessions) {
    (void)enable(romeo);
    (void)romeo.say("</stream:stream>");
    EXPECT_EQ(world.server.kept_sessions(), 0U);
    ServerOptions small = managed();
    small.max_unacked = 2;
    small.max_kept = 1;
    World tight(small);
    Client first(tight, "romeo@localhost/1", GetParam());
    Client second(tight, "romeo@localhost/2", GetParam());
    Client nurse(tight, "nurse@localhost/kitchen", GetParam());
    (void)enable(first);
    (void)enable(second);
    first.link.cut();
    second.link.cut();
    EXPECT_EQ(tight.server.kept_sessions(), 1U);
    EXPECT_FALSE(tight.server.has_session(core::jid("romeo@localhost/1")));
    for (int i = 0; i < 3; ++i) (void)nurse.say(message("romeo@localhost/2", "x"));
    EXPECT_EQ(tight.server.kept_sessions(), 0U);
    EXPECT_EQ(tight.server.waiting_messages("romeo"), 3U);
}

INSTANTIATE_TEST_SUITE_P(Chunks, ServerResumption, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::testing::test
