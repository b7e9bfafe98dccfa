// SPDX-License-Identifier: MIT
#include "headstock/core/stream.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "headstock/auth/error.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/conversation/conversation.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/core/sasl.hpp"
#include "headstock/core/stream_error.hpp"

namespace headstock::core {
namespace {

using namespace std::chrono_literals;
using testing::Conversation;

constexpr std::string_view starttls = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>";
constexpr std::string_view plain = "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>";
constexpr std::string_view bind = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>";
constexpr std::string_view auth =
    "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGp1bGlldAByMG0zMG15cjBtMzA=</auth>";
constexpr std::string_view success = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";

class Streams : public ::testing::TestWithParam<std::size_t> {
protected:
    Conversation server{GetParam()};
    Stream& stream = server.stream;

    /// Up to the features of the first stream inside TLS.
    void start_encrypted(std::string_view features) {
        stream.start({.encrypted = true, .bindings = {}});
        server.expect_header("capulet.lit").say_header(features);
    }
    void until_bind() {
        start_encrypted(plain);
        server.expect(auth).say(success).expect_header("capulet.lit").say_header(bind);
        server.expect("<iq type='set' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                      "<resource>balcony</resource></bind></iq>");
    }
    [[nodiscard]] std::error_code why() const { return stream.end() ? stream.end()->code : std::error_code(); }
};

TEST_P(Streams, a_login_goes_through_tls_sasl_and_bind_and_each_status_is_told_once) {
    std::vector<Status> told;
    auto telling = stream.on_status([&](Status status) { told.push_back(status); });
    stream.start();
    server.expect_header("capulet.lit").say_header(starttls);
    server.expect("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>").say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    ASSERT_EQ(stream.need(), Need::encryption);
    stream.encrypted({.encrypted = true, .bindings = {}});
    server.expect_header("capulet.lit").say_header(plain).expect(auth).say(success);
    server.expect_header("capulet.lit").say_header(bind);
    server.expect("<iq type='set' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>balcony</resource></bind></iq>")
        .say("<iq type='result' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>juliet@capulet.lit/chamber</jid></bind></iq>");
    EXPECT_EQ(stream.address(), jid("juliet@capulet.lit/chamber"));
    EXPECT_TRUE(stream.send(Presence()));
    EXPECT_EQ(told, (std::vector{Status::connecting, Status::connected, Status::authenticated, Status::bound, Status::available}));
    EXPECT_FALSE(stream.deadline());
}

TEST_P(Streams, the_header_says_who_we_are_only_inside_tls) {
    stream.start();
    EXPECT_EQ(stream.take_output(),
              "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
              "to='capulet.lit' version='1.0'>");
    server.say_header(starttls).expect("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    server.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    stream.encrypted({.encrypted = true, .bindings = {}});
    EXPECT_NE(stream.take_output().find("from='juliet@capulet.lit'"), std::string::npos);
}

TEST_P(Streams, stripped_starttls_ends_before_credentials) {
    stream.start();
    server.expect_header("capulet.lit").say_header(plain);
    EXPECT_EQ(why(), Errc::tls_not_offered);
    EXPECT_EQ(stream.need(), Need::close);
    server.expect("<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>").expect_close();
    server.expect_nothing();
}

TEST_P(Streams, refused_tls_ends_it) {
    stream.start();
    server.expect_header("capulet.lit").say_header(starttls).expect("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    server.say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    EXPECT_EQ(why(), Errc::tls_refused);
}

TEST(Stream, plain_bytes_behind_proceed_end_it_and_are_never_parsed) {
    Conversation server;
    server.stream.start();
    server.expect_header("capulet.lit").say_header(starttls).expect("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    server.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><stream:features/>");
    ASSERT_TRUE(server.stream.end());
    EXPECT_EQ(server.stream.end()->code, Errc::bytes_before_tls);
    server.expect_nothing();
}

TEST_P(Streams, facts_of_the_plain_stream_are_forgotten) {
    stream.start();
    server.expect_header("capulet.lit").say_header(std::string(starttls) + std::string(plain));
    server.expect("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>").say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    stream.encrypted({.encrypted = true, .bindings = {}});
    server.expect_header("capulet.lit").say_header("");
    EXPECT_EQ(why(), Errc::no_login_offered);
}

TEST_P(Streams, wrong_passwords_are_told_as_the_server_says_it) {
    start_encrypted(plain);
    server.expect(auth).say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/><text>Go away</text></failure>");
    EXPECT_EQ(why(), SaslCondition::not_authorized);
    EXPECT_EQ(stream.end()->text, "Go away");
    server.expect_close();
}

TEST_P(Streams, every_sasl_condition_has_a_word) {
    for (int i = 1; i <= 11; ++i) {
        const auto condition = static_cast<SaslCondition>(i);
        EXPECT_EQ(sasl_condition(word(condition)), condition);
        EXPECT_NE(make_error_code(condition).message(), "unknown error");
    }
    EXPECT_FALSE(sasl_condition("no-such-thing"));
}

TEST_P(Streams, a_missing_mechanism_is_an_error_of_its_own) {
    start_encrypted("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>X-FOREIGN</mechanism></mechanisms>");
    EXPECT_EQ(why(), auth::Errc::no_common_mechanism);
    server.expect_close();
}

TEST_P(Streams, bad_base64_in_a_challenge_ends_it) {
    start_encrypted(plain);
    server.expect(auth).say("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>!!!</challenge>");
    EXPECT_TRUE(stream.end());
}

TEST_P(Streams, a_bound_address_of_somebody_else_ends_it) {
    until_bind();
    server.say("<iq type='result' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>mallory@capulet.lit/x</jid></bind></iq>");
    EXPECT_EQ(why(), Errc::wrong_address);
}

TEST_P(Streams, a_bare_or_missing_or_malformed_bound_address_ends_it) {
    for (const std::string jid : {"<jid>juliet@capulet.lit</jid>", "", "<jid>@</jid>"}) {
        Conversation other(GetParam());
        other.stream.start({.encrypted = true, .bindings = {}});
        other.expect_header("capulet.lit").say_header(plain).expect(auth).say(success).expect_header("capulet.lit").say_header(bind);
        other.expect("<iq type='set' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>balcony</resource></bind></iq>");
        other.say("<iq type='result' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>" + jid + "</bind></iq>");
        EXPECT_TRUE(other.stream.end()) << jid;
    }
}

TEST_P(Streams, a_refused_resource_is_the_servers_condition) {
    until_bind();
    server.say("<iq type='error' id='{b}'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_EQ(why(), StanzaCondition::conflict);
}

TEST_P(Streams, the_legacy_session_is_made_only_where_it_is_demanded) {
    server.log_in("<session xmlns='urn:ietf:params:xml:ns:xmpp-session'><optional/></session>");
    server.expect_nothing();
    Conversation old(GetParam());
    old.stream.start({.encrypted = true, .bindings = {}});
    old.expect_header("capulet.lit").say_header(plain).expect(auth).say(success).expect_header("capulet.lit");
    old.say_header(std::string(bind) + "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>");
    old.expect("<iq type='set' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>balcony</resource></bind></iq>");
    old.say("<iq type='result' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>juliet@capulet.lit/balcony</jid></bind></iq>");
    EXPECT_LT(old.stream.status(), Status::bound);
    old.expect("<iq type='set' id='{s}'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>").say("<iq type='result' id='{s}'/>");
    EXPECT_EQ(old.stream.status(), Status::bound);
}

TEST_P(Streams, stanzas_before_the_login_are_not_delivered) {
    int heard = 0;
    auto hearing = stream.router().on_message([&](const Message&) { ++heard; });
    auto rule = stream.dispatcher().on({"message", ns::client}, [&](bridge::View) { ++heard; });
    start_encrypted(plain);
    server.expect(auth).say("<message from='evil@example.com'><body>hi</body></message>");
    EXPECT_EQ(heard, 0);
    EXPECT_EQ(why(), Errc::unexpected_element);
}

TEST_P(Streams, a_stream_error_of_the_server_ends_it_with_its_condition) {
    server.log_in();
    server.say("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
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
        other.expect("<stream:error><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>").expect_close();
    }
}

TEST_P(Streams, too_much_of_anything_is_a_policy_violation) {
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    for (const std::string& bad : {deep, "<message><body>" + std::string(2U << 20U, 'x'), "<" + std::string(300, 'n') + "/>"}) {
        Conversation other(GetParam() == 1 ? 1000 : GetParam());
        other.log_in().say(bad);
        ASSERT_TRUE(other.stream.end());
        other.expect("<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>").expect_close();
    }
}

TEST_P(Streams, an_unknown_server_may_say_less_than_one_we_logged_in_to) {
    const std::string long_text(100'000, 'x');
    start_encrypted("<x xmlns='urn:x'>" + long_text + "</x>" + std::string(plain));
    EXPECT_EQ(why(), bridge::ParseErrc::stanza_too_big);
    Conversation other(GetParam());
    other.log_in().say("<message><body>" + long_text + "</body></message>");
    EXPECT_FALSE(other.stream.end());
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
    stream.ask<Done>(get<Done>(Jid(), bridge::Element("ping", "urn:xmpp:ping")), [&](Result<Done> answer) { asked = answer.error(); });
    stream.connection_lost();
    EXPECT_EQ(why(), Errc::connection_lost);
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->code, Errc::connection_lost);
    EXPECT_EQ(stream.receive("x").error().code, Errc::connection_lost);
}

TEST_P(Streams, a_silent_server_is_given_up_on) {
    stream.start();
    server.wait(29s);
    EXPECT_FALSE(stream.end());
    server.wait(1s);
    EXPECT_EQ(why(), Errc::login_timeout);
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
    server.say("<message from='romeo@montague.lit'><body>1</body></message><message from='romeo@montague.lit'><body>2</body></message>");
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
