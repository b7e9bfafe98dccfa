// SPDX-License-Identifier: MIT
#include "headstock/core/stream_management_test.hpp"

#include "headstock/core/stream_error.hpp"

namespace headstock::core {
namespace {

using namespace stream_test;

class StreamManagements : public ManagedTest {};

TEST_P(StreamManagements, it_is_enabled_behind_the_login_without_waiting_for_the_answer) {
    server.log_in(sm);
    EXPECT_EQ(stream.status(), Status::bound);
    EXPECT_TRUE(send("hi"));
    server.expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>").expect(message("hi"));
    server.say(enabled).expect_nothing().say(ack(1));
    EXPECT_EQ(told, (Words{"hi sent", "hi acked"}));
    EXPECT_FALSE(stream.resumed());
}

TEST_P(StreamManagements, it_is_not_asked_for_where_it_is_not_offered_or_not_wanted) {
    server.log_in().expect_nothing();
    StreamOptions options;
    options.auth.allow_plain = true;
    options.stream_management = false;
    Conversation without(GetParam(), Account(jid("juliet@capulet.lit/balcony"), Secret("r0m30myr0m30")), options);
    without.log_in(sm).expect_nothing();
    options.stream_management = true;
    options.resume = false;
    Conversation passing(GetParam(), Account(jid("juliet@capulet.lit/balcony"), Secret("r0m30myr0m30")), options);
    passing.log_in(sm).expect("<enable xmlns='urn:xmpp:sm:3'/>").say(enabled);
    EXPECT_FALSE(passing.stream.state()) << "a server may not press it on us";
}

TEST_P(StreamManagements, a_refusal_leaves_a_stream_without_it) {
    log_in("<failed xmlns='urn:xmpp:sm:3'><unexpected-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
    EXPECT_TRUE(send("hi"));
    server.expect(message("hi")).wait(1h).expect_nothing();
    server.say(ask).expect_nothing();
    EXPECT_EQ(told, Words{"hi sent"});
    stream.connection_lost();
    EXPECT_FALSE(stream.resumable());
    EXPECT_TRUE(undelivered.empty());
}

TEST_P(StreamManagements, requests_are_answered_with_what_was_received) {
    log_in();
    server.say(ask).expect(ack(0));
    server.say("<message from='a@b'><body>1</body></message><presence from='a@b/c'/>").say(ask).expect(ack(2));
    server.say("<iq type='result' id='x' from='a@b'/><other xmlns='urn:other'/>" + std::string(ask)).expect(ack(3));
}

TEST_P(StreamManagements, what_came_before_it_was_enabled_does_not_count) {
    server.log_in(sm).say("<message from='a@b'><body>early</body></message>").say(enabled);
    server.expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>").say(ask).expect(ack(0));
}

TEST_P(StreamManagements, a_flood_of_requests_is_answered_once_for_each_time_that_output_is_fetched) {
    log_in();
    for (int i = 0; i < 1'000; ++i) server.say("<message from='a@b'/>").say(ask);
    server.expect(ack(1'000)).expect_nothing();
    server.say(ask).say(ask).expect(ack(1'000)).expect_nothing();
    server.say(ask);
    EXPECT_TRUE(send("between"));
    server.say(ask).expect(ack(1'000)).expect(message("between")).expect(ack(1'000)).expect_nothing();
}

TEST_P(StreamManagements, every_ten_stanzas_an_acknowledgement_is_asked_for) {
    log_in();
    for (int i = 1; i <= 20; ++i) {
        EXPECT_TRUE(send(std::to_string(i)));
        server.expect(message(std::to_string(i)));
        if (i % 10 == 0) server.expect(ask);
        server.expect_nothing();
    }
    server.say(ack(20)).wait(1h).expect_nothing();
    EXPECT_EQ(told.back(), "20 acked");
    EXPECT_EQ(told.size(), 40U);
}

TEST_P(StreamManagements, two_seconds_behind_the_last_stanza_an_acknowledgement_is_asked_for) {
    log_in();
    EXPECT_FALSE(stream.deadline());
    EXPECT_TRUE(send("1"));
    server.wait(1s);
    EXPECT_TRUE(send("2"));
    EXPECT_EQ(stream.deadline(), server.clock.now() + 2s);
    server.expect(message("1")).expect(message("2")).wait(1999ms).expect_nothing().wait(1ms).expect(ask);
    server.say(ack(2));
    EXPECT_FALSE(stream.deadline()) << "nothing is awaited any more";
}

TEST_P(StreamManagements, a_request_that_is_not_answered_means_that_the_connection_is_dead) {
    log_in();
    EXPECT_TRUE(send("1"));
    server.wait(2s).expect(message("1")).expect(ask).wait(29s);
    EXPECT_FALSE(stream.end());
    server.wait(1s);
    EXPECT_EQ(why(), Errc::connection_lost);
    EXPECT_FALSE(stream.end()->text.empty());
    EXPECT_EQ(stream.need(), Need::close);
    EXPECT_TRUE(stream.resumable());
}

TEST_P(StreamManagements, an_acknowledgement_of_a_part_leaves_the_rest_to_be_asked_for) {
    log_in();
    for (const char* body : {"1", "2", "3"}) EXPECT_TRUE(send(body));
    server.wait(2s).expect(message("1")).expect(message("2")).expect(message("3")).expect(ask);
    EXPECT_TRUE(send("4"));
    server.say(ack(2)).expect(message("4")).wait(2s).expect(ask).say(ack(4));
    EXPECT_EQ(told, (Words{"1 sent", "2 sent", "3 sent", "1 acked", "2 acked", "4 sent", "3 acked", "4 acked"}));
    EXPECT_FALSE(stream.deadline());
}

TEST_P(StreamManagements, too_high_a_count_ends_the_stream_and_hands_back_what_waited) {
    for (const char* h : {"3", "4294967295"}) {
        Conversation other(GetParam());
        Words back;
        auto returning = other.stream.on_undelivered([&](bridge::View stanza) { back.emplace_back(stanza.tag()); });
        other.log_in(sm).expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>").say(enabled);
        EXPECT_TRUE(other.stream.send(chat(jid("romeo@montague.lit"), "hi")));
        EXPECT_TRUE(other.stream.send(Presence()));
        other.expect(message("hi")).expect("<presence/>");
        other.say("<a xmlns='urn:xmpp:sm:3' h='" + std::string(h) + "'/>");
        other
            .expect(
                "<stream:error><undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                "<handled-count-too-high xmlns='urn:xmpp:sm:3' h='" +
                std::string(h) + "' send-count='2'/></stream:error>")
            .expect_close();
        EXPECT_EQ(other.stream.end()->code, Errc::handled_too_high);
        EXPECT_FALSE(other.stream.resumable());
        EXPECT_EQ(back, (Words{"message", "presence"}));
    }
}

TEST_P(StreamManagements, a_count_that_goes_back_ends_the_stream) {
    log_in();
    for (const char* body : {"1", "2"}) EXPECT_TRUE(send(body));
    server.say(ack(2)).say(ack(1));
    EXPECT_EQ(why(), Errc::handled_too_high);
}

TEST_P(StreamManagements, a_count_that_is_none_ends_the_stream_and_drops_nothing) {
    for (const char* attribute : {"", " h=''", " h='-1'", " h='4294967296'", " h='x'"}) {
        Conversation other(GetParam());
        int back = 0;
        auto returning = other.stream.on_undelivered([&](bridge::View) { ++back; });
        other.log_in(sm).expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>").say(enabled);
        EXPECT_TRUE(other.stream.send(Presence()));
        other.expect("<presence/>").say("<a xmlns='urn:xmpp:sm:3'" + std::string(attribute) + "/>");
        other.expect("<stream:error><bad-format xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
        EXPECT_EQ(other.stream.end()->code, Errc::malformed_ack) << attribute;
        EXPECT_EQ(back, 1);
    }
}

TEST_P(StreamManagements, what_nobody_asked_for_is_passed_over) {
    server.log_in();
    for (const std::string& odd : {std::string(enabled), std::string(ask), ack(7), std::string(sm),
                                   std::string("<failed xmlns='urn:xmpp:sm:3'/>"),
                                   std::string("<resumed xmlns='urn:xmpp:sm:3' previd='x' h='3'/>")})
        server.say(odd).expect_nothing();
    EXPECT_FALSE(stream.end());
    Conversation other(GetParam());
    other.log_in(sm).expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>").say(enabled).say(enabled);
    other.say("<resumed xmlns='urn:xmpp:sm:3' previd='some-long-sm-id' h='0'/>").say(ask).expect(ack(0));
}

TEST_P(StreamManagements, too_much_that_waits_is_refused_at_once) {
    StreamOptions options;
    options.auth.allow_plain = true;
    options.max_unacked = 3;
    Conversation few(GetParam(), Account(jid("juliet@capulet.lit/balcony"), Secret("r0m30myr0m30")), options);
    few.log_in(sm).say(enabled);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(few.stream.send(Presence()));
    EXPECT_EQ(few.stream.send(Presence()).error().code, Errc::queue_full);
    EXPECT_EQ(few.stream.send(Presence()).error().code, Errc::queue_full);
    few.say(ack(1));
    EXPECT_TRUE(few.stream.send(Presence()));
    options = {};
    options.auth.allow_plain = true;
    options.max_unacked_size = 1'000;
    Conversation small(GetParam(), Account(jid("juliet@capulet.lit/balcony"), Secret("r0m30myr0m30")), options);
    small.log_in(sm).say(enabled);
    EXPECT_TRUE(small.stream.send(chat(jid("romeo@montague.lit"), std::string(1'000, 'x'))));
    EXPECT_EQ(small.stream.send(Presence()).error().code, Errc::queue_full);
}

TEST_P(StreamManagements, without_it_a_delivery_ends_with_being_sent) {
    server.log_in();
    EXPECT_TRUE(send("1"));
    EXPECT_TRUE(send("2"));
    EXPECT_TRUE(told.empty());
    stream.consume(10);
    EXPECT_TRUE(told.empty());
    stream.consume(stream.output().find("<message", 1));
    EXPECT_EQ(told, Words{"1 sent"});
    stream.connection_lost();
    EXPECT_EQ(told, (Words{"1 sent", "2 failed"}));
    EXPECT_FALSE(send("3"));
    EXPECT_EQ(told.size(), 2U);
}

TEST_P(StreamManagements, a_report_may_send_and_end_the_stream) {
    log_in();
    const auto again = [&](Delivery delivery) {
        if (delivery == Delivery::acked) return stream.terminate();
        EXPECT_TRUE(send("2"));
    };
    EXPECT_TRUE(stream.send(chat(jid("romeo@montague.lit"), "1").view(), again));
    server.expect(message("1")).expect(message("2")).say(ack(1));
    server.expect(ask).expect(ack(0)).expect_close().say(ack(2)).say("</stream:stream>");
    EXPECT_EQ(why(), Errc::closed);
    EXPECT_EQ(told, (Words{"2 sent", "2 acked"}));
    EXPECT_TRUE(undelivered.empty());
}

TEST_P(StreamManagements, a_goodbye_says_what_was_received_and_leaves_nothing_to_resume) {
    log_in();
    server.say("<message from='a@b'/>");
    EXPECT_TRUE(send("last"));
    stream.terminate();
    server.expect(message("last")).expect(ask).expect(ack(1)).expect_close();
    EXPECT_FALSE(stream.resumable());
    server.say("</stream:stream>");
    EXPECT_EQ(why(), Errc::closed);
    EXPECT_FALSE(stream.resumable());
    EXPECT_EQ(undelivered, Words{"last"}) << "nobody said that it arrived";
    EXPECT_EQ(told, (Words{"last sent", "last failed"}));
}

INSTANTIATE_TEST_SUITE_P(Chunks, StreamManagements, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::core
