// SPDX-License-Identifier: MIT
#include "headstock/client/bosh.hpp"

#include <algorithm>

#include "headstock/client/bosh_support.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/stream.hpp"
#include "headstock/network/errc.hpp"

namespace headstock::client {
namespace {

using namespace test;

TEST_F(Boshes, the_first_request_asks_for_a_session) {
    const Bosh::Request first = request();
    EXPECT_EQ(first.body,
              "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' "
              "to='example.com' ver='1.6' hold='1' wait='60' content='text/xml; charset=utf-8' "
              "xml:lang='de' xmpp:version='1.0' rid='" +
                  std::to_string(rid(first)) + "'/>");
    EXPECT_FALSE(bosh.next());
    EXPECT_FALSE(bosh.established());
    EXPECT_TRUE(answer(first, created));
    EXPECT_TRUE(bosh.established());
    EXPECT_EQ(bosh.take_input(), heard_header);
}

TEST_F(Boshes, a_header_says_what_the_answer_says) {
    EXPECT_TRUE(answer(request(),
                       "<?xml version='1.0'?><body sid='s' from='im.example.com' authid='7' xmpp:version='1.1'"
                       " xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'/>\n"));
    EXPECT_EQ(
        bosh.take_input(),
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
        "from='im.example.com' version='1.1' id='7'>");
}

TEST_F(Boshes, one_question_for_news_is_always_open) {
    establish();
    const Bosh::Request empty = request();
    EXPECT_EQ(empty.body, "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' rid='" +
                              std::to_string(rid(empty)) + "' sid='SomeSID'/>");
    EXPECT_FALSE(bosh.next());
    EXPECT_FALSE(bosh.deadline());
    EXPECT_TRUE(answer(empty, body("", "<message xmlns='jabber:client' from='a@b'><body>1 &lt; 2</body></message>")));
    EXPECT_EQ(bosh.take_input(), "<message from='a@b'><body>1 &lt; 2</body></message>");
    const Bosh::Request next = request();
    EXPECT_EQ(rid(next), rid(empty) + 1);
    EXPECT_EQ(content(next), "");
}

TEST_F(Boshes, what_is_said_goes_at_once_beside_it) {
    establish();
    const Bosh::Request empty = request();
    EXPECT_TRUE(bosh.send("<presence/>"));
    EXPECT_TRUE(bosh.send("<message to='a@b'><bo"));
    EXPECT_FALSE(bosh.flushed());
    const Bosh::Request said = request();
    EXPECT_EQ(content(said), "<presence xmlns='jabber:client'/>");
    EXPECT_TRUE(bosh.flushed());
    EXPECT_TRUE(bosh.send("dy>x</body></message><presence/>"));
    EXPECT_FALSE(bosh.next()) << "two are open";
    EXPECT_FALSE(bosh.flushed());
    EXPECT_TRUE(answer(empty, body("")));
    EXPECT_EQ(content(request()),
              "<message xmlns='jabber:client' to='a@b'><body>x</body></message><presence xmlns='jabber:client'/>");
}

TEST_F(Boshes, no_more_is_open_than_the_server_allows) {
    establish(body("sid='s' requests='1' from='example.com'"));
    const Bosh::Request empty = request();
    EXPECT_TRUE(bosh.send("<presence/>"));
    EXPECT_FALSE(bosh.next());
    EXPECT_TRUE(answer(empty, body("")));
    EXPECT_EQ(content(request()), "<presence xmlns='jabber:client'/>");
}

TEST_F(Boshes, a_server_that_allows_many_gets_two) {
    establish(body("sid='s' requests='1000' from='example.com'"));
    for (int i = 0; i < 5; ++i) {
        EXPECT_TRUE(bosh.send("<presence/>"));
        EXPECT_EQ(bosh.next().has_value(), i < 2);
    }
}

TEST_F(Boshes, answers_are_taken_in_the_order_of_the_requests) {
    establish();
    const Bosh::Request first = request();
    EXPECT_TRUE(bosh.send("<presence/>"));
    const Bosh::Request second = request();
    EXPECT_TRUE(answer(second, body("", "<message id='2'/>")));
    EXPECT_EQ(bosh.take_input(), "");
    EXPECT_TRUE(answer(first, body("", "<message id='1'/>")));
    EXPECT_EQ(bosh.take_input(), "<message id='1'/><message id='2'/>");
}

TEST_F(Boshes, stanzas_without_a_namespace_are_stanzas) {
    establish();
    EXPECT_TRUE(answer(request(),
                       "<body xmlns='http://jabber.org/protocol/httpbind'><message from='a@b'><body>x</body>"
                       "<x xmlns='y'/></message></body>"));
    EXPECT_EQ(bosh.take_input(), "<message from='a@b'><body>x</body><x xmlns='y'/></message>");
}

TEST_F(Boshes, encryption_and_compression_are_not_offered_to_the_stream) {
    establish();
    EXPECT_TRUE(answer(request(), body("",
                                       "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
                                       "<compression xmlns='http://jabber.org/features/compress'/>"
                                       "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>")));
    EXPECT_EQ(bosh.take_input(), "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
}

TEST_F(Boshes, requests_are_kept_apart_so_that_they_come_in_order) {
    Bosh one({.to = "example.com"}, clock, random);
    EXPECT_TRUE(one.answered(one.next()->id, 200, created));
    EXPECT_FALSE(one.next()) << "the stream may have something to say";
    EXPECT_EQ(one.deadline(), clock.now() + 20ms);
    clock.advance(20ms);
    const auto empty = one.next();
    ASSERT_TRUE(empty);
    EXPECT_TRUE(one.send(std::string(header) + "<presence/>"));
    EXPECT_FALSE(one.next());
    EXPECT_EQ(one.deadline(), clock.now() + 20ms);
    clock.advance(20ms);
    EXPECT_EQ(content(*one.next()), "<presence xmlns='jabber:client'/>");
}

TEST_F(Boshes, what_is_said_waits_for_nothing_where_no_request_is_open) {
    Bosh one({.to = "example.com"}, clock, random);
    EXPECT_TRUE(one.answered(one.next()->id, 200, created));
    EXPECT_TRUE(one.send(std::string(header) + "<presence/>"));
    EXPECT_EQ(content(*one.next()), "<presence xmlns='jabber:client'/>");
    EXPECT_FALSE(one.next()) << "its answer is the news";
    EXPECT_FALSE(one.deadline());
}

TEST_F(Boshes, a_new_header_restarts_the_stream) {
    establish();
    const Bosh::Request empty = request();
    EXPECT_TRUE(bosh.send("<presence/>" + std::string(header) + "<iq/>"));
    const Bosh::Request before = request();
    EXPECT_EQ(content(before), "<presence xmlns='jabber:client'/>");
    EXPECT_TRUE(answer(empty, body("")));
    const Bosh::Request restart = request();
    EXPECT_TRUE(restart.body.contains("to='example.com' xmpp:restart='true' xml:lang='de'")) << restart.body;
    EXPECT_EQ(content(restart), "");
    EXPECT_TRUE(answer(before, body("")));
    EXPECT_EQ(content(request()), "<iq xmlns='jabber:client'/>");
    EXPECT_TRUE(answer(restart, body("", "<stream:features/>")));
    EXPECT_EQ(bosh.take_input(), std::string(heard_header) + "<stream:features/>");
}

TEST_F(Boshes, after_a_login_nothing_is_asked_for_before_the_stream_has_restarted) {
    establish();
    const Bosh::Request held = request();
    EXPECT_TRUE(bosh.send("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
    const Bosh::Request last = request();
    EXPECT_TRUE(answer(held, body("", "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")));
    EXPECT_TRUE(answer(last, body("")));
    (void)bosh.take_input();
    EXPECT_FALSE(bosh.next());
    EXPECT_FALSE(bosh.deadline());
    EXPECT_TRUE(bosh.send(header));
    EXPECT_TRUE(request().body.contains("xmpp:restart='true'"));
}

TEST_F(Boshes, the_restarted_streams_first_words_may_come_with_the_answer_before) {
    establish();
    const Bosh::Request before = request();
    EXPECT_TRUE(bosh.send(header));
    const Bosh::Request restart = request();
    EXPECT_TRUE(answer(before, body("", "<stream:features/>")));
    EXPECT_EQ(bosh.take_input(), std::string(heard_header) + "<stream:features/>");
    EXPECT_TRUE(answer(restart, body("", "<message/>")));
    EXPECT_EQ(bosh.take_input(), "<message/>");
}

TEST_F(Boshes, an_error_in_the_place_of_a_restart_stands_in_a_stream) {
    establish();
    EXPECT_TRUE(bosh.send(header));
    EXPECT_TRUE(answer(request(), terminate("policy-violation")));
    EXPECT_TRUE(bosh.take_input().starts_with(std::string(heard_header) + "<stream:error>"));
}

TEST_F(Boshes, the_end_is_said_with_the_last_words_even_where_all_requests_are_open) {
    establish();
    (void)request();
    EXPECT_TRUE(bosh.send("<presence/>"));
    (void)request();
    EXPECT_TRUE(bosh.send("<presence type='unavailable'/></stream:stream>"));
    const Bosh::Request last = request();
    EXPECT_EQ(attribute(last, "type"), "terminate");
    EXPECT_EQ(content(last), "<presence xmlns='jabber:client' type='unavailable'/>");
    EXPECT_FALSE(bosh.flushed());
    EXPECT_FALSE(bosh.next());
}

TEST_F(Boshes, an_answered_end_is_the_end_of_the_stream) {
    for (const char* last : {"", "type='terminate'"}) {
        Bosh one(at_once(), clock, random);
        EXPECT_TRUE(one.answered(one.next()->id, 200, created));
        EXPECT_TRUE(one.send(std::string(header) + "</stream:stream>"));
        EXPECT_TRUE(one.answered(one.next()->id, 200, body(last)));
        EXPECT_TRUE(one.over() && one.flushed());
        EXPECT_EQ(one.take_input(), std::string(heard_header) + "</stream:stream>");
        EXPECT_TRUE(one.send("<presence/>"));
        EXPECT_FALSE(one.next());
        EXPECT_FALSE(one.deadline());
    }
}

TEST_F(Boshes, our_own_stream_errors_are_kept_to_ourselves) {
    establish();
    EXPECT_TRUE(
        bosh.send("<stream:error><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
                  "</stream:stream>"));
    const Bosh::Request last = request();
    EXPECT_EQ(attribute(last, "type"), "terminate");
    EXPECT_EQ(content(last), "");
}

TEST_F(Boshes, questions_without_news_keep_to_the_pace_that_the_server_wants) {
    establish();
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(answer(request(), body("")));
        EXPECT_FALSE(bosh.next());
        EXPECT_EQ(bosh.deadline(), clock.now() + 5s);
        clock.advance(4999ms);
        EXPECT_FALSE(bosh.next());
        clock.advance(1ms);
    }
    const Bosh::Request held = request();
    clock.advance(60s);
    EXPECT_TRUE(answer(held, body("")));
    const Bosh::Request news = request();
    EXPECT_TRUE(answer(news, body("", "<message/>")));
    (void)request();
}

TEST_F(Boshes, a_server_that_answers_at_once_makes_nobody_run) {
    establish(body("sid='s' from='example.com'"));
    EXPECT_TRUE(answer(request(), body("")));
    EXPECT_EQ(bosh.deadline(), clock.now() + 1s);
    EXPECT_TRUE(bosh.send("<presence/>"));
    EXPECT_EQ(content(request()), "<presence xmlns='jabber:client'/>") << "what is said does not wait";
}

TEST_F(Boshes, an_endless_pace_is_cut) {
    establish(body("sid='s' polling='4294967295' from='example.com'"));
    EXPECT_TRUE(answer(request(), body("")));
    EXPECT_EQ(bosh.deadline(), clock.now() + 1h);
}

TEST_F(Boshes, a_request_that_fails_is_made_again_unchanged) {
    establish();
    EXPECT_TRUE(bosh.send("<presence/>"));
    const Bosh::Request first = request();
    const Error why{network::Errc::fetch_failed, "reset"};
    EXPECT_TRUE(bosh.failed(first.id, why));
    Bosh::Request again = request();
    EXPECT_EQ(again.body, first.body);
    EXPECT_NE(again.id, first.id);
    EXPECT_TRUE(bosh.failed(again.id, why));
    EXPECT_FALSE(bosh.next());
    EXPECT_EQ(bosh.deadline(), clock.now() + 1s);
    clock.advance(1s);
    again = request();
    EXPECT_TRUE(bosh.answered(again.id, 502, "<html/>"));
    EXPECT_EQ(bosh.deadline(), clock.now() + 2s);
    clock.advance(2s);
    const auto given_up = bosh.failed(request().id, why);
    ASSERT_FALSE(given_up);
    EXPECT_EQ(given_up.error(), why);
    EXPECT_TRUE(bosh.over());
}

TEST_F(Boshes, an_answer_to_a_request_that_was_made_again_is_passed_over) {
    establish();
    const Bosh::Request first = request();
    EXPECT_TRUE(bosh.failed(first.id, {}));
    EXPECT_TRUE(bosh.answered(0, 200, body("", "<message/>")));
    const Bosh::Request again = request();
    EXPECT_TRUE(answer(first, body("", "<message id='1'/>")));
    EXPECT_TRUE(bosh.failed(first.id, {}));
    EXPECT_TRUE(bosh.answered(0, 200, body("", "<message/>")));
    EXPECT_EQ(bosh.take_input(), "");
    EXPECT_TRUE(answer(again, body("", "<message id='2'/>")));
    EXPECT_TRUE(answer(again, body("", "<message id='3'/>")));
    EXPECT_EQ(bosh.take_input(), "<message id='2'/>");
}

TEST_F(Boshes, a_recoverable_error_repeats_all_up_to_there) {
    establish();
    const Bosh::Request first = request();
    EXPECT_TRUE(bosh.send("<presence/>"));
    const Bosh::Request second = request();
    EXPECT_TRUE(answer(second, body("type='error'")));
    const Bosh::Request first_again = request();
    const Bosh::Request second_again = request();
    EXPECT_EQ(first_again.body, first.body);
    EXPECT_EQ(second_again.body, second.body);
    EXPECT_TRUE(answer(first, body("type='error'"))) << "of the attempt before";
    EXPECT_TRUE(answer(second_again, body("")));
    EXPECT_TRUE(answer(first_again, body("", "<message/>")));
    EXPECT_EQ(bosh.take_input(), "<message/>");
}

TEST_F(Boshes, endless_recoverable_errors_end) {
    establish();
    Result<void> answered;
    int attempts = 0;
    for (; answered && attempts < 100; ++attempts) {
        answered = answer(request(), body("type='error'"));
        clock.advance(1min);
    }
    EXPECT_EQ(attempts, 4);
    EXPECT_EQ(answered.error().code, core::Errc::connection_lost);
}

/// Gives the same byte always.
class Constant final : public Random {
public:
    explicit Constant(std::byte byte) : byte_(byte) {}
    void fill(std::span<std::byte> bytes) override { std::ranges::fill(bytes, byte_); }

private:
    std::byte byte_;
};

TEST_F(Boshes, numbers_are_random_and_can_never_be_too_large) {
    std::uint64_t last = 0;
    for (int i = 0; i < 100; ++i) {
        Bosh one(at_once(), clock, random);
        const std::uint64_t first = rid(*one.next());
        EXPECT_NE(first, last);
        last = first;
    }
    Constant low(std::byte{0});
    Bosh lowest(at_once(), clock, low);
    EXPECT_EQ(rid(*lowest.next()), 1U);
    Constant high(std::byte{0x7f});
    Bosh highest(at_once(), clock, high);
    const std::uint64_t first = rid(*highest.next());
    EXPECT_GT(first, max_first_rid / 2);
    EXPECT_LE(first, max_first_rid);
    EXPECT_LT(max_first_rid, (std::uint64_t{1} << 53U) - 1'000'000'000'000);
}

/// A server that speaks in bodies, up to the login: the stream between never knows.
TEST_F(Boshes, a_stream_logs_in) {
    core::StreamOptions options;
    options.auth.allow_plain = true;
    core::Stream stream(core::Account(*core::Jid::parse("juliet@example.com"), Secret("r0m30")), options, clock,
                        random);
    Bosh session(at_once(), clock, random);
    EXPECT_TRUE(session.answered(session.next()->id, 200, created));
    auth::Channel channel;
    channel.encrypted = true;
    stream.start(channel);
    const auto turn = [&](std::string_view said) {
        EXPECT_TRUE(session.send(stream.take_output()));
        const auto made = session.next();
        EXPECT_TRUE(made);
        EXPECT_TRUE(session.answered(made->id, 200, body("", said)));
        EXPECT_TRUE(stream.receive(session.take_input()));
        return made->body;
    };
    turn(
        "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
        "</mechanisms></stream:features>");
    EXPECT_TRUE(turn("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>").contains("<auth "));
    EXPECT_TRUE(turn("<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>")
                    .contains("xmpp:restart='true'"));
    const auto bind = bridge::parse_element(turn(""));
    ASSERT_TRUE(bind && bind->has_child({"iq", "jabber:client"}));
    const std::string id(*bind->child({"iq", "jabber:client"})->attribute("id"));
    turn("<iq type='result' id='" + id +
         "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>juliet@example.com/x</jid></bind></iq>");
    EXPECT_EQ(stream.status(), core::Status::bound);
    stream.terminate();
    EXPECT_TRUE(session.send(stream.take_output()));
    const auto last = session.next();
    EXPECT_TRUE(last->body.contains("type='terminate'"));
    EXPECT_TRUE(session.answered(last->id, 200, body("type='terminate'")));
    EXPECT_FALSE(stream.receive(session.take_input()));
    EXPECT_EQ(stream.end()->code, core::Errc::closed);
}

}  // namespace
}  // namespace headstock::client
