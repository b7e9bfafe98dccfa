// SPDX-License-Identifier: MIT
#include "headstock/core/stream.hpp"

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "headstock/bridge/parser.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/core/stream_test.hpp"

namespace headstock::core {
namespace {

using namespace std::chrono_literals;
using namespace stream_test;

class Streams : public StreamTest {};

TEST_P(Streams, a_stream_error_of_the_server_ends_it_with_its_condition) {
    server.log_in();
    server.say(
        "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Replaced</text></stream:error></stream:stream>");
    EXPECT_EQ(why(), StreamCondition::conflict);
    EXPECT_EQ(stream.end()->text, "Replaced");
    EXPECT_EQ(stream.status(), Status::disconnected);
}

TEST_P(Streams, malformed_xml_is_answered_with_the_right_condition) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"<message></presence>", "not-well-formed"}, {"<!-- hi -->", "restricted-xml"},
        {"<a:b/>", "bad-namespace-prefix"},          {"<message>\xff</message>", "not-well-formed"},
        {"<!DOCTYPE a>", "restricted-xml"},          {"<message>&foo;</message>", "restricted-xml"}};
    for (const auto& [bad, condition] : cases) {
        Conversation other(GetParam());
        other.log_in().say(bad);
        ASSERT_TRUE(other.stream.end()) << bad;
        EXPECT_EQ(other.stream.end()->code.category(), bridge::parse_category()) << bad;
        other.expect("<stream:error><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>")
            .expect_close();
    }
}

TEST_P(Streams, too_much_of_anything_is_a_policy_violation) {
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    for (const std::string& bad :
         {deep, "<message><body>" + std::string(2U << 20U, 'x'), "<" + std::string(300, 'n') + "/>"}) {
        Conversation other(GetParam() == 1 ? 1000 : GetParam());
        other.log_in().say(bad);
        ASSERT_TRUE(other.stream.end());
        other.expect("<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>")
            .expect_close();
    }
}

TEST_P(Streams, what_is_no_stream_header_ends_it) {
    for (const std::string bad : {"<html><body/>", "<stream:stream xmlns:stream='urn:wrong' version='1.0'>",
                                  "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>"}) {
        Conversation other(GetParam());
        other.stream.start();
        other.say(bad);
        EXPECT_TRUE(other.stream.end()) << bad;
    }
}

TEST_P(Streams, a_goodbye_is_unavailable_presence_and_the_closing_tag_and_waits_for_theirs) {
    server.log_in();
    (void)stream.send(Presence());
    server.expect("<presence/>");
    stream.terminate();
    server.expect("<presence type='unavailable'/>").expect_close();
    EXPECT_FALSE(stream.end());
    EXPECT_EQ(stream.send(Message()).error().code, Errc::not_connected);
    server.say("</stream:stream>");
    EXPECT_EQ(why(), Errc::closed);
    server.expect_nothing();
}

TEST_P(Streams, a_goodbye_that_is_not_answered_ends_at_its_limit) {
    server.log_in();
    stream.terminate();
    ASSERT_TRUE(stream.deadline());
    server.wait(1s);
    EXPECT_FALSE(stream.end());
    server.wait(1s);
    EXPECT_EQ(why(), Errc::closed);
}

TEST_P(Streams, a_close_of_the_servers_is_answered) {
    server.log_in().say("</stream:stream>");
    EXPECT_EQ(why(), Errc::closed);
    server.expect_close();
    EXPECT_EQ(stream.need(), Need::close);
}

TEST_P(Streams, a_lost_connection_is_told_and_open_questions_with_it) {
    server.log_in();
    std::optional<Error> asked;
    stream.ask<Done>(get<Done>(Jid(), bridge::Element("ping", "urn:xmpp:ping")),
                     [&](Result<Done> answer) { asked = answer.error(); });
    stream.connection_lost();
    EXPECT_EQ(why(), Errc::connection_lost);
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->code, Errc::connection_lost);
    EXPECT_EQ(stream.receive("x").error().code, Errc::connection_lost);
}

TEST_P(Streams, it_may_be_started_again_and_who_listens_goes_on_listening) {
    int bound = 0;
    int messages = 0;
    auto telling = stream.on_status([&](Status status) { bound += status == Status::bound ? 1 : 0; });
    auto hearing = stream.router().on_message([&](const Message&) { ++messages; });
    server.log_in();
    stream.connection_lost();
    (void)stream.take_output();
    server.forget();
    server.log_in().say("<message from='romeo@montague.lit/x'><body>again</body></message>");
    EXPECT_EQ(bound, 2);
    EXPECT_EQ(messages, 1);
}

TEST_P(Streams, what_waits_to_be_sent_is_bounded) {
    server.log_in();
    const Message big = chat(jid("romeo@montague.lit"), std::string(1U << 20U, 'x'));
    Result<void> sent;
    int count = 0;
    while ((sent = stream.send(big)) && count < 100) ++count;
    EXPECT_EQ(sent.error().code, Errc::queue_full);
    EXPECT_LE(count, 5);
    (void)stream.take_output();
    EXPECT_TRUE(stream.send(big));
}

TEST_P(Streams, what_xml_cannot_say_is_refused_and_nothing_of_it_is_sent) {
    server.log_in();
    EXPECT_FALSE(stream.send(chat(jid("romeo@montague.lit"), std::string("a\0b", 3))));
    EXPECT_FALSE(stream.send(chat(jid("romeo@montague.lit"), "\xff")));
    server.expect_nothing();
}

TEST_P(Streams, a_trace_shows_both_ways_and_no_secret) {
    std::string wire;
    auto tracing = stream.on_trace([&](Direction direction, std::string_view text) {
        wire.append(direction == Direction::sent ? ">" : "<").append(text).append("\n");
    });
    server.log_in();
    EXPECT_NE(wire.find(">"), std::string::npos);
    EXPECT_NE(wire.find("<stream"), std::string::npos);
    EXPECT_NE(wire.find("[secret]"), std::string::npos);
    EXPECT_EQ(wire.find("AGp1bGlld"), std::string::npos);
    EXPECT_EQ(wire.find("r0m30"), std::string::npos);
}

TEST_P(Streams, a_rule_sees_stream_level_elements_and_headers) {
    std::string seen;
    auto features = stream.dispatcher().on({"features", ns::streams}, [&](bridge::View) { seen += "features "; });
    auto header = stream.dispatcher().on_start([&](bridge::View element, bridge::Depth depth) {
        if (depth.level == 0) seen += std::string(element.attribute("id").value_or("")) + " ";
        return bridge::Flow::go;
    });
    start_encrypted(plain);
    EXPECT_EQ(seen, "c2s features ");
}

TEST_P(Streams, a_handler_that_throws_does_not_take_the_stream_with_it) {
    server.log_in();
    int heard = 0;
    int reported = 0;
    auto throwing = stream.router().on_message([](const Message&) { throw std::runtime_error("mine"); });
    auto hearing = stream.router().on_message([&](const Message&) { ++heard; });
    auto reporting = stream.dispatcher().on_handler_error([&](std::exception_ptr) { ++reported; });
    server.say(
        "<message from='romeo@montague.lit'><body>1</body></message><message "
        "from='romeo@montague.lit'><body>2</body></message>");
    EXPECT_EQ(heard, 2);
    EXPECT_EQ(reported, 2);
    EXPECT_FALSE(stream.end());
}

TEST_P(Streams, white_space_between_stanzas_is_nothing) {
    server.log_in().say(" \n\t ").expect_nothing();
    EXPECT_FALSE(stream.end());
}

INSTANTIATE_TEST_SUITE_P(Chunks, Streams, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::core
