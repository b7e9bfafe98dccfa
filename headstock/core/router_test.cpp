// SPDX-License-Identifier: MIT
#include "headstock/core/router.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>

#include "headstock/conversation/conversation.hpp"

namespace headstock::core {
namespace {

using namespace std::chrono_literals;

struct Tea {
    std::string kind;
    static constexpr auto xml = bridge::element("tea", "urn:tea", bridge::text("kind", &Tea::kind));
};

class Routing : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    void ask(const Jid& to) {
        router.ask<Tea>(get<Tea>(to), [this](Result<Tea> heard) {
            ++answers;
            answer = std::move(heard);
        });
    }
    testing::Conversation server{GetParam()};
    Router& router = server.stream.router();
    std::optional<Result<Tea>> answer;
    int answers = 0;
};

TEST_P(Routing, an_answer_reaches_who_asked) {
    ask(jid("cook@capulet.lit/kitchen"));
    server.expect("<iq type='get' id='{1}' to='cook@capulet.lit/kitchen'><tea xmlns='urn:tea'/></iq>");
    server.say(
        "<iq type='result' id='{1}' from='cook@capulet.lit/kitchen'><tea "
        "xmlns='urn:tea'><kind>Assam</kind></tea></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((*answer)->kind, "Assam");
    EXPECT_GE(server.name("1").size(), 22U);
}

TEST_P(Routing, an_answer_from_somebody_else_does_not_count) {
    ask(jid("cook@capulet.lit/kitchen"));
    server.expect("<iq type='get' id='{1}' to='cook@capulet.lit/kitchen'><tea xmlns='urn:tea'/></iq>");
    for (const char* from : {"from='mallory@capulet.lit/kitchen'", "from='cook@capulet.lit'",
                             "from='cook@capulet.lit/other'", "from='capulet.lit'", "", "from='juliet@capulet.lit'"})
        server.say("<iq type='result' id='{1}' " + std::string(from) +
                   "><tea xmlns='urn:tea'><kind>poison</kind></tea></iq>");
    EXPECT_EQ(answers, 0);
    server.expect_nothing();
}

TEST_P(Routing, our_server_answers_for_our_account_under_each_of_its_names) {
    for (const char* from :
         {"", "from='juliet@capulet.lit'", "from='juliet@capulet.lit/balcony'", "from='capulet.lit'"}) {
        testing::Conversation other(GetParam());
        other.log_in();
        int heard = 0;
        other.stream.ask<Done>(get<Done>(Jid(), bridge::Element("x", "urn:x")),
                               [&](Result<Done> done) { heard += done ? 1 : 0; });
        other.expect("<iq type='get' id='{1}'><x xmlns='urn:x'/></iq>");
        other.say("<iq type='result' id='{1}' from='romeo@capulet.lit'/>");
        EXPECT_EQ(heard, 0);
        other.say("<iq type='result' id='{1}' " + std::string(from) + "/>");
        EXPECT_EQ(heard, 1) << from;
    }
}

TEST_P(Routing, another_kind_of_stanza_with_the_id_is_no_answer) {
    ask(jid("cook@capulet.lit"));
    server.expect("<iq type='get' id='{1}' to='cook@capulet.lit'><tea xmlns='urn:tea'/></iq>");
    server.say(
        "<message id='{1}' type='result' from='cook@capulet.lit'><tea xmlns='urn:tea'><kind>x</kind></tea></message>");
    server.say("<presence id='{1}' from='cook@capulet.lit'/>");
    EXPECT_EQ(answers, 0);
}

TEST_P(Routing, a_second_answer_is_ignored) {
    ask(jid("cook@capulet.lit"));
    server.expect("<iq type='get' id='{1}' to='cook@capulet.lit'><tea xmlns='urn:tea'/></iq>");
    for (int i = 0; i < 2; ++i)
        server.say("<iq type='result' id='{1}' from='cook@capulet.lit'><tea xmlns='urn:tea'><kind>x</kind></tea></iq>");
    EXPECT_EQ(answers, 1);
}

TEST_P(Routing, an_error_comes_with_its_condition_and_words) {
    ask(jid("cook@capulet.lit"));
    server.expect("<iq type='get' id='{1}' to='cook@capulet.lit'><tea xmlns='urn:tea'/></iq>");
    server.say(
        "<iq type='error' id='{1}' from='cook@capulet.lit'><error type='auth'>"
        "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Not for you</text></error></iq>");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().code, StanzaCondition::forbidden);
    EXPECT_EQ(answer->error().text, "Not for you");
}

/// Tea's own conditions: 1 is <too-hot/>, next to not-acceptable.
class TeaTrouble final : public ApplicationCategory {
public:
    static const TeaTrouble& instance() {
        static const TeaTrouble trouble;
        return trouble;
    }
    static Error read(const StanzaFailure& failure) {
        for (const bridge::Element& own : failure.application)
            if (own.is({"too-hot", "urn:tea"})) return {{1, instance()}, failure.text};
        return failure.error();
    }
    [[nodiscard]] const char* name() const noexcept override { return "tea"; }
    [[nodiscard]] std::string message(int) const override { return "too hot"; }
    [[nodiscard]] std::error_condition default_error_condition(int) const noexcept override {
        return {static_cast<int>(StanzaCondition::not_acceptable), stanza_category()};
    }
    [[nodiscard]] StanzaFailure failure(const Error& error) const override {
        StanzaFailure failure(StanzaCondition::not_acceptable, error.text);
        failure.application.emplace_back("too-hot", "urn:tea");
        return failure;
    }
};

TEST_P(Routing, an_error_with_an_applications_condition_is_told_as_the_question_wants) {
    for (const bool telling : {false, true}) {
        Request<Tea> request = get<Tea>(jid("cook@capulet.lit"));
        if (telling) request = std::move(request).telling(&TeaTrouble::read);
        router.ask<Tea>(std::move(request), [this](Result<Tea> heard) { answer = std::move(heard); });
        server.forget().expect("<iq type='get' id='{1}' to='cook@capulet.lit'><tea xmlns='urn:tea'/></iq>");
        server.say(
            "<iq type='error' id='{1}' from='cook@capulet.lit'><error type='modify'>"
            "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><too-hot xmlns='urn:tea'/></error></iq>");
        ASSERT_TRUE(answer && !*answer);
        EXPECT_EQ(answer->error().code, StanzaCondition::not_acceptable);
        EXPECT_NE(answer->error().code, StanzaCondition::bad_request);
        EXPECT_EQ(answer->error().message(),
                  telling ? "too hot" : "the request does not meet the recipient's criteria: too-hot");
    }
}

TEST_P(Routing, an_applications_condition_goes_back_next_to_its_stanza_condition) {
    auto answering = router.respond<Tea>(
        IqType::get, [](const Iq&) -> Result<Tea> { return fail({1, TeaTrouble::instance()}, "wait"); });
    server.say("<iq type='get' id='7' from='a@b'><tea xmlns='urn:tea'/></iq>");
    server.expect(
        "<iq type='error' id='7' to='a@b'><error type='modify' code='406'>"
        "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>wait</text><too-hot xmlns='urn:tea'/></error></iq>");
}

TEST_P(Routing, a_malformed_answer_fails_that_one_question) {
    ask(jid("cook@capulet.lit"));
    server.expect("<iq type='get' id='{1}' to='cook@capulet.lit'><tea xmlns='urn:tea'/></iq>");
    server.say("<iq type='result' id='{1}' from='cook@capulet.lit'><tea xmlns='urn:tea'/></iq>");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().code, bridge::PayloadErrc::missing);
    EXPECT_FALSE(server.stream.end());
}

TEST_P(Routing, no_answer_is_a_timeout) {
    ask(jid("cook@capulet.lit"));
    ASSERT_TRUE(router.deadline());
    server.wait(29s);
    EXPECT_EQ(answers, 0);
    server.wait(1s);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().code, std::errc::timed_out);
    EXPECT_FALSE(router.deadline());
}

TEST_P(Routing, a_question_given_up_on_is_not_answered) {
    const RequestId request = router.ask<Tea>(get<Tea>(jid("a@b")), [&](Result<Tea>) { ++answers; });
    router.forget(request);
    router.forget(request);
    server.expect("<iq type='get' id='{1}' to='a@b'><tea xmlns='urn:tea'/></iq>");
    server.say("<iq type='result' id='{1}' from='a@b'><tea xmlns='urn:tea'><kind>x</kind></tea></iq>").wait(1h);
    EXPECT_EQ(answers, 0);
}

TEST_P(Routing, a_question_asked_in_an_answer_is_asked) {
    router.ask<Done>(get<Done>(jid("a@b"), bridge::Element("x", "urn:x")), [&](Result<Done>) { ask(jid("c@d")); });
    server.expect("<iq type='get' id='{1}' to='a@b'><x xmlns='urn:x'/></iq>")
        .say("<iq type='result' id='{1}' from='a@b'/>");
    server.expect("<iq type='get' id='{2}' to='c@d'><tea xmlns='urn:tea'/></iq>");
    EXPECT_NE(server.name("1"), server.name("2"));
}

TEST_P(Routing, open_questions_are_bounded) {
    for (std::size_t i = 0; i <= Router::max_pending; ++i) {
        ask(jid("a@b"));
        (void)server.stream.take_output();
    }
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().code, std::errc::resource_unavailable_try_again);
    EXPECT_EQ(answers, 1);
}

TEST_P(Routing, unknown_requests_get_service_unavailable_once) {
    server.say("<iq type='get' id='7' from='romeo@montague.lit/orchard'><tea xmlns='urn:tea'/></iq>");
    server.expect(
        "<iq type='error' id='7' to='romeo@montague.lit/orchard'><error type='cancel' code='503'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    server.expect_nothing();
}

TEST_P(Routing, a_request_is_answered_with_what_its_handler_gives) {
    auto answering = router.respond<Tea>(IqType::get, [](const Iq&) { return Tea{"Ceylon"}; });
    server.say("<iq type='get' id='7' from='romeo@montague.lit/orchard'><tea xmlns='urn:tea'/></iq>");
    server.expect(
        "<iq type='result' id='7' to='romeo@montague.lit/orchard'><tea xmlns='urn:tea'><kind>Ceylon</kind></tea></iq>");
    server.say("<iq type='set' id='8' from='romeo@montague.lit/orchard'><tea xmlns='urn:tea'/></iq>");
    server.expect(
        "<iq type='error' id='8' to='romeo@montague.lit/orchard'><error type='cancel' code='503'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

TEST_P(Routing, a_handlers_error_goes_back_as_the_condition_it_is) {
    auto answering = router.respond<Tea>(
        IqType::get, [](const Iq&) -> Result<Tea> { return fail(StanzaCondition::not_allowed, "after five only"); });
    server.say("<iq type='get' id='7' from='a@b'><tea xmlns='urn:tea'/></iq>");
    server.expect(
        "<iq type='error' id='7' to='a@b'><error type='cancel' code='405'>"
        "<not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>after five only</text></error></iq>");
}

TEST_P(Routing, a_handler_that_throws_still_answers_and_tells_nothing_of_ours) {
    auto reported = server.stream.dispatcher().on_handler_error([](std::exception_ptr) {});
    auto answering = router.respond<Tea>(IqType::get, [](const Iq&) -> Tea { throw std::runtime_error("secret"); });
    server.say("<iq type='get' id='7' from='a@b'><tea xmlns='urn:tea'/></iq>");
    server.expect(
        "<iq type='error' id='7' to='a@b'><error type='cancel' code='500'>"
        "<internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    server.expect_nothing();
}

TEST_P(Routing, a_reply_may_come_later) {
    std::unique_ptr<Reply> kept;
    auto answering = router.respond_later({"tea", "urn:tea"}, IqType::get, [&](const Iq&, Reply reply) {
        kept = std::make_unique<Reply>(std::move(reply));
    });
    server.say("<iq type='get' id='7' from='a@b'><tea xmlns='urn:tea'/></iq>").expect_nothing();
    kept->done(Tea{"Earl Grey"});
    server.expect("<iq type='result' id='7' to='a@b'><tea xmlns='urn:tea'><kind>Earl Grey</kind></tea></iq>");
    kept->done();
    kept.reset();
    server.expect_nothing();
}

TEST_P(Routing, a_reply_that_is_dropped_says_service_unavailable) {
    auto answering = router.respond_later({"tea", "urn:tea"}, IqType::get, [](const Iq&, const Reply&) {});
    server.say("<iq type='get' id='7' from='a@b'><tea xmlns='urn:tea'/></iq>");
    server.expect(
        "<iq type='error' id='7' to='a@b'><error type='cancel' code='503'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

TEST(Reply, outlives_its_stream) {
    std::unique_ptr<Reply> kept;
    {
        testing::Conversation server;
        server.log_in();
        server.stream.router()
            .respond_later({"tea", "urn:tea"}, IqType::get,
                           [&](const Iq&, Reply reply) { kept = std::make_unique<Reply>(std::move(reply)); })
            .detach();
        server.say("<iq type='get' id='7' from='a@b'><tea xmlns='urn:tea'/></iq>");
    }
    ASSERT_TRUE(kept);
    kept->done();
}

TEST_P(Routing, the_latest_responder_answers_and_when_it_goes_the_one_before) {
    auto first = router.respond<Tea>(IqType::get, [](const Iq&) { return Tea{"first"}; });
    {
        auto second = router.respond<Tea>(IqType::get, [](const Iq&) { return Tea{"second"}; });
        server.say("<iq type='get' id='7' from='a@b'><tea xmlns='urn:tea'/></iq>");
        server.expect("<iq type='result' id='7' to='a@b'><tea xmlns='urn:tea'><kind>second</kind></tea></iq>");
    }
    server.say("<iq type='get' id='8' from='a@b'><tea xmlns='urn:tea'/></iq>");
    server.expect("<iq type='result' id='8' to='a@b'><tea xmlns='urn:tea'><kind>first</kind></tea></iq>");
}

TEST_P(Routing, iqs_that_make_no_sense_are_refused_and_errors_never_answered) {
    server.say("<iq type='get' id='7' from='a@b'/>");
    server.expect(
        "<iq type='error' id='7' to='a@b'><error type='modify' code='400'><bad-request "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>a get or set must have exactly one "
        "payload</text></error></iq>");
    for (const char* quiet :
         {"<iq type='result' id='9' from='a@b'/>", "<iq type='error' id='9' from='a@b'/>",
          "<iq type='get' id='9' from='@'><x xmlns='urn:x'/></iq>", "<message type='error' from='a@b'/>"})
        server.say(quiet).expect_nothing();
    EXPECT_EQ(router.dropped(), 2U);
}

TEST_P(Routing, stanzas_from_what_is_no_address_are_dropped_and_counted) {
    int heard = 0;
    auto messages = router.on_message([&](const Message&) { ++heard; });
    auto presences = router.on_presence([&](const Presence&) { ++heard; });
    server.say("<message from='@b'><body>x</body></message><presence from='a@b/'/><presence type='bogus' from='a@b'/>");
    EXPECT_EQ(heard, 0);
    EXPECT_EQ(router.dropped(), 3U);
    server.expect_nothing();
}

TEST_P(Routing, a_message_within_a_message_is_not_one) {
    int heard = 0;
    auto messages = router.on_message([&](const Message&) { ++heard; });
    server.say(
        "<message from='a@b'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
        "from='c@d'><body>x</body>"
        "</message></forwarded></message>");
    EXPECT_EQ(heard, 1);
}

TEST_P(Routing, a_message_that_is_kept_stays_whole) {
    std::optional<Message> kept;
    auto messages = router.on_message([&](const Message& message) { kept = message; });
    server.say(
        "<message from='romeo@montague.lit/x' id='m1' type='chat' xml:lang='it'><body>ciao &lt;3</body></message>");
    server.say("<presence from='somebody@else.lit/and'><status>overwrites the buffer</status></presence>");
    messages.cancel();
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->body(), "ciao <3");
    EXPECT_EQ(kept->from(), jid("romeo@montague.lit/x"));
    EXPECT_EQ(kept->language(), "it");
}

TEST_P(Routing, payloads_of_messages_and_answers_reach_who_wants_them) {
    std::string heard;
    auto messages = router.on_message<Tea>([&](const Message&, const Tea& tea) { heard += tea.kind + " "; });
    auto results = router.on_answer<Tea>([&](const Tea& tea) { heard += "answer:" + tea.kind; });
    server.say(
        "<message from='a@b'><tea xmlns='urn:tea'><kind>green</kind></tea></message><message from='a@b'/>"
        "<message from='a@b'><tea xmlns='urn:tea'/></message>");
    ask(jid("a@b"));
    server.expect("<iq type='get' id='{1}' to='a@b'><tea xmlns='urn:tea'/></iq>");
    server.say("<iq type='result' id='{1}' from='evil@b'><tea xmlns='urn:tea'><kind>bad</kind></tea></iq>");
    server.say("<iq type='result' id='{1}' from='a@b'><tea xmlns='urn:tea'><kind>black</kind></tea></iq>");
    EXPECT_EQ(heard, "green answer:black");
}

INSTANTIATE_TEST_SUITE_P(Chunks, Routing, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::core
