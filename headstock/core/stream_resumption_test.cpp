// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "headstock/core/presences.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/core/stream_management_test.hpp"

namespace headstock::core {
namespace {

using namespace stream_test;

class Resumptions : public ManagedTest {
protected:
    static constexpr std::string_view not_found =
        "<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>";

    Conversation& expect_resume(int h) {
        return server.expect("<resume xmlns='urn:xmpp:sm:3' previd='some-long-sm-id' h='" + std::to_string(h) + "'/>");
    }
    Conversation& say_resumed(int h) {
        return server.say("<resumed xmlns='urn:xmpp:sm:3' previd='some-long-sm-id' h='" + std::to_string(h) + "'/>");
    }
    /// Two messages are sent, one received; then the connection is lost.
    void lose() {
        log_in();
        EXPECT_TRUE(stream.send(Presence()));
        for (const char* body : {"1", "2"}) EXPECT_TRUE(send(body));
        server.expect("<presence/>").say("<message from='a@b'/>");
        (void)stream.take_output();
        server.forget();
        stream.connection_lost({std::make_error_code(std::errc::connection_reset), {}});
        statuses.clear();
    }
};

TEST_P(Resumptions, a_lost_session_goes_on_and_only_what_did_not_arrive_is_sent_again_in_order) {
    lose();
    EXPECT_TRUE(stream.resumable());
    int resumed = 0;
    auto hearing = stream.on_resumed([&] { resumed += stream.status() == Status::available ? 1 : 0; });
    log_in_again();
    expect_resume(1);
    say_resumed(2).expect(message("2")).expect_nothing();
    EXPECT_EQ(stream.status(), Status::available);
    EXPECT_EQ(statuses, (std::vector{Status::connecting, Status::connected, Status::authenticated, Status::bound,
                                     Status::available}));
    EXPECT_EQ(resumed, 1);
    EXPECT_TRUE(stream.resumed());
    EXPECT_FALSE(stream.resumable());
    EXPECT_EQ(stream.address(), jid("juliet@capulet.lit/balcony"));
    server.say("<message from='a@b'/>").say(ask).expect(ack(2)).say(ack(3));
    EXPECT_EQ(told, (Words{"1 sent", "2 sent", "1 acked", "2 acked"}));
    EXPECT_TRUE(undelivered.empty());
}

TEST_P(Resumptions, what_was_sent_again_is_asked_for) {
    lose();
    log_in_again();
    expect_resume(1);
    say_resumed(1).expect(message("1")).expect(message("2")).wait(2s).expect(ask).say(ack(3));
    EXPECT_FALSE(stream.deadline());
}

TEST_P(Resumptions, it_may_be_lost_and_resumed_again_and_again) {
    lose();
    for (int round = 0; round < 3; ++round) {
        log_in_again();
        expect_resume(1);
        say_resumed(1).expect(message("1")).expect(message("2"));
        stream.connection_lost();
    }
    log_in_again();
    stream.connection_lost();
    log_in_again();
    expect_resume(1);
    stream.connection_lost();
    EXPECT_TRUE(stream.resumable()) << "an attempt that failed is no reason to give up";
    log_in_again();
    expect_resume(1);
    say_resumed(3).expect_nothing();
    EXPECT_EQ(told, (Words{"1 sent", "2 sent", "1 acked", "2 acked"}));
}

TEST_P(Resumptions, questions_survive_the_gap_and_their_time_runs_on) {
    log_in();
    ask_something();
    server.expect("<iq type='get' id='{q}'><ping xmlns='urn:xmpp:ping'/></iq>");
    const std::string id = server.name("q");
    stream.connection_lost();
    EXPECT_TRUE(answers.empty());
    log_in_again();
    expect_resume(0);
    say_resumed(1).say("<iq type='result' id='" + id + "'/>");
    EXPECT_EQ(answers, std::vector<std::error_code>{{}});
    ask_something();
    stream.connection_lost();
    ASSERT_TRUE(stream.deadline());
    EXPECT_EQ(*stream.deadline(), server.clock.now() + 30s);
    server.wait(30s);
    EXPECT_EQ(answers.back(), std::errc::timed_out);
    EXPECT_TRUE(stream.resumable());
}

TEST_P(Resumptions, a_question_asked_in_the_gap_fails_at_once_but_an_answer_owed_is_given_behind_it) {
    std::optional<Reply> owed;
    auto answering = stream.router().respond_later({"ping", "urn:xmpp:ping"}, IqType::get,
                                                   [&](const Iq&, Reply reply) { owed.emplace(std::move(reply)); });
    log_in();
    server.say("<iq type='get' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>");
    ASSERT_TRUE(owed);
    stream.connection_lost();
    ask_something();
    EXPECT_EQ(answers, std::vector{make_error_code(Errc::not_connected)});
    EXPECT_EQ(stream.send(Presence()).error().code, Errc::not_connected);
    owed->done();
    log_in_again();
    expect_resume(1);
    say_resumed(0).expect("<iq type='result' id='1' to='a@b/c'/>").expect_nothing();
}

TEST_P(Resumptions, presences_are_kept_across_the_gap_and_forgotten_with_the_session) {
    const Presences presences(stream);
    log_in();
    server.say("<presence from='romeo@montague.lit/orchard'/>");
    stream.connection_lost();
    EXPECT_TRUE(presences.available(jid("romeo@montague.lit")));
    server.wait(10min);
    EXPECT_FALSE(presences.available(jid("romeo@montague.lit")));
}

TEST_P(Resumptions, where_the_server_has_forgotten_all_is_handed_back_and_a_session_begun) {
    lose();
    ask_something();
    std::vector<std::error_code> ends;
    auto ending = stream.on_session_end([&](const Error& why) { ends.push_back(why.code); });
    log_in_again();
    expect_resume(1).say(not_found);
    bind_anew();
    EXPECT_EQ(stream.status(), Status::bound);
    EXPECT_FALSE(stream.resumed());
    EXPECT_EQ(undelivered, (Words{"", "1", "2"}));
    EXPECT_EQ(told, (Words{"1 sent", "2 sent", "1 failed", "2 failed"}));
    EXPECT_EQ(ends, std::vector{make_error_code(Errc::connection_lost)});
    server.expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>").expect_nothing();
    server.say("<enabled xmlns='urn:xmpp:sm:3' id='another' resume='1'/>");
    EXPECT_TRUE(send("3"));
    server.expect(message("3")).say(ack(1)).say(ask).expect(ack(0));
    EXPECT_EQ(told.back(), "3 acked");
}

TEST_P(Resumptions, a_refusal_that_counts_still_says_what_arrived) {
    lose();
    log_in_again();
    expect_resume(1).say(
        "<failed xmlns='urn:xmpp:sm:3' h='2'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
    bind_anew();
    EXPECT_EQ(told, (Words{"1 sent", "2 sent", "1 acked", "2 failed"}));
    EXPECT_EQ(undelivered, Words{"2"});
}

TEST_P(Resumptions, a_refusal_whose_count_makes_no_sense_says_nothing) {
    lose();
    log_in_again();
    expect_resume(1).say("<failed xmlns='urn:xmpp:sm:3' h='77'/>");
    bind_anew();
    EXPECT_EQ(undelivered.size(), 3U);
    EXPECT_EQ(stream.status(), Status::bound);
}

TEST_P(Resumptions, questions_end_with_why_the_session_was_lost_when_it_is_over) {
    log_in();
    ask_something();
    stream.connection_lost();
    log_in_again();
    expect_resume(0).say(not_found);
    EXPECT_TRUE(answers.empty());
    bind_anew();
    EXPECT_EQ(answers, std::vector{make_error_code(Errc::connection_lost)});
}

TEST_P(Resumptions, a_server_that_does_not_offer_it_any_more_ends_the_session) {
    lose();
    log_in_again("");
    bind_anew();
    EXPECT_EQ(undelivered.size(), 3U);
    EXPECT_FALSE(stream.resumed());
    server.expect_nothing();
}

TEST_P(Resumptions, another_session_or_too_high_a_count_ends_the_stream_and_the_session) {
    for (const auto& [answer, error] : {std::pair("previd='another' h='1'", Errc::malformed_ack),
                                        std::pair("previd='some-long-sm-id' h='9'", Errc::handled_too_high),
                                        std::pair("previd='some-long-sm-id'", Errc::malformed_ack)}) {
        undelivered.clear();
        lose();
        log_in_again();
        expect_resume(1).say("<resumed xmlns='urn:xmpp:sm:3' " + std::string(answer) + "/>");
        EXPECT_EQ(why(), error);
        EXPECT_FALSE(stream.resumable());
        EXPECT_EQ(undelivered.size(), 3U);
        (void)stream.take_output();
        server.forget();
    }
}

TEST_P(Resumptions, the_servers_time_and_ours_bound_the_wait) {
    for (const auto& [max, wait] : {std::pair("max='60'", 60s), std::pair("max='86400'", 600s), std::pair("", 600s),
                                    std::pair("max='x'", 600s)}) {
        undelivered.clear();
        log_in("<enabled xmlns='urn:xmpp:sm:3' id='i' resume='true' " + std::string(max) + "/>");
        EXPECT_TRUE(send("late"));
        stream.connection_lost();
        ASSERT_EQ(stream.deadline(), server.clock.now() + wait) << max;
        server.wait(wait - 1s);
        EXPECT_TRUE(stream.resumable());
        server.wait(1s);
        EXPECT_FALSE(stream.resumable());
        EXPECT_FALSE(stream.deadline());
        EXPECT_EQ(undelivered, Words{"late"});
        (void)stream.take_output();
        server.forget();
    }
}

TEST_P(Resumptions, when_its_time_is_over_during_the_login_a_session_is_begun) {
    lose();
    server.wait(599s);
    (void)stream.take_output();
    server.forget();
    start_encrypted(plain);
    server.expect(auth).wait(2s).say(success).expect_header("capulet.lit");
    server.say_header(std::string(bind) + std::string(sm));
    bind_anew();
    EXPECT_EQ(undelivered.size(), 3U);
    EXPECT_EQ(stream.status(), Status::bound);
}

TEST_P(Resumptions, a_session_that_is_not_named_cannot_be_resumed) {
    for (const std::string& answer :
         {std::string("<enabled xmlns='urn:xmpp:sm:3' id='i'/>"),
          std::string("<enabled xmlns='urn:xmpp:sm:3' resume='true'/>"),
          std::string("<enabled xmlns='urn:xmpp:sm:3' id='i' resume='true' max='0'/>"),
          "<enabled xmlns='urn:xmpp:sm:3' resume='true' id='" + std::string(5'000, 'i') + "'/>"}) {
        undelivered.clear();
        log_in(answer);
        EXPECT_TRUE(send("1"));
        stream.connection_lost();
        EXPECT_FALSE(stream.resumable());
        EXPECT_EQ(undelivered, Words{"1"});
        (void)stream.take_output();
        server.forget();
    }
}

TEST_P(Resumptions, only_what_leaves_the_session_with_the_server_is_resumed) {
    const auto says = [&](const std::string& condition) {
        return "<stream:error><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
    };
    const std::vector<std::pair<std::string, bool>> cases{
        {says("connection-timeout"), true}, {says("system-shutdown"), true}, {says("reset"), true},
        {says("conflict"), false},          {says("not-authorized"), false}, {says("undefined-condition"), false},
        {"</stream:stream>", false},        {"<not></xml>", false}};
    for (const auto& [said, expected] : cases) {
        log_in();
        server.say(said);
        EXPECT_TRUE(stream.end()) << said;
        EXPECT_EQ(stream.resumable(), expected) << said;
        stream.terminate();
        EXPECT_FALSE(stream.resumable());
        (void)stream.take_output();
        server.forget();
    }
}

TEST_P(Resumptions, whoever_ends_it_on_purpose_ends_the_session) {
    lose();
    stream.terminate();
    EXPECT_FALSE(stream.resumable());
    EXPECT_EQ(undelivered.size(), 3U);
    lose();
    log_in_again();
    stream.terminate();
    stream.connection_lost();
    EXPECT_EQ(undelivered.size(), 6U);
    log_in();
    stream.abort({std::make_error_code(std::errc::operation_canceled), {}});
    EXPECT_FALSE(stream.resumable());
}

TEST_P(Resumptions, the_place_to_come_back_to_is_told_while_a_session_waits) {
    log_in("<enabled xmlns='urn:xmpp:sm:3' id='i' resume='true' location='[2001:41D0:1:A49b::1]:9222'/>");
    EXPECT_EQ(stream.resume_location(), "");
    stream.connection_lost();
    EXPECT_EQ(stream.resume_location(), "[2001:41D0:1:A49b::1]:9222");
    stream.terminate();
    EXPECT_EQ(stream.resume_location(), "");
}

TEST_P(Resumptions, another_stream_goes_on_with_what_was_kept) {
    EXPECT_FALSE(stream.state());
    lose();
    const auto state = stream.state();
    ASSERT_TRUE(state);
    const auto read = read_session_state(write_session_state(*state));
    ASSERT_TRUE(read) << read.error().message();
    Conversation other(GetParam());
    ASSERT_TRUE(other.stream.restore(*read));
    EXPECT_TRUE(other.stream.resumable());
    other.stream.start({.encrypted = true, .bindings = {}});
    other.expect_header("capulet.lit").say_header(plain).expect(auth).say(success).expect_header("capulet.lit");
    other.say_header(std::string(bind) + std::string(sm));
    other.expect("<resume xmlns='urn:xmpp:sm:3' previd='some-long-sm-id' h='1'/>");
    other.say("<resumed xmlns='urn:xmpp:sm:3' previd='some-long-sm-id' h='2'/>").expect(message("2"));
    EXPECT_EQ(other.stream.status(), Status::available);
    EXPECT_EQ(other.stream.address(), jid("juliet@capulet.lit/balcony"));
}

TEST_P(Resumptions, what_is_another_accounts_or_too_old_is_not_gone_on_with) {
    log_in();
    const SessionState state = *stream.state();
    Conversation romeo(GetParam(), "romeo@capulet.lit/balcony");
    EXPECT_EQ(romeo.stream.restore(state).error().code, Errc::bad_session_state);
    EXPECT_FALSE(romeo.stream.resumable());
    Conversation late(GetParam());
    late.wait(10min);
    EXPECT_EQ(late.stream.restore(state).error().code, Errc::bad_session_state);
    Conversation unused(GetParam());
    ASSERT_TRUE(unused.stream.restore(state));
    unused.wait(10min);
    EXPECT_FALSE(unused.stream.resumable());
}

TEST_P(Resumptions, a_handler_that_throws_does_not_keep_the_others_from_hearing) {
    log_in();
    const auto throwing = [](Delivery delivery) {
        if (delivery != Delivery::sent) throw std::runtime_error("mine");
    };
    EXPECT_TRUE(stream.send(Presence().view(), throwing));
    EXPECT_TRUE(send("1"));
    (void)stream.take_output();
    EXPECT_THROW(server.say(ack(2)), std::runtime_error);
    EXPECT_EQ(told, (Words{"1 sent", "1 acked"}));
    EXPECT_FALSE(stream.end());
}

INSTANTIATE_TEST_SUITE_P(Chunks, Resumptions, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::core
