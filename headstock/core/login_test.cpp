// SPDX-License-Identifier: MIT
#include <chrono>
#include <string>
#include <vector>

#include "headstock/auth/error.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/core/bind.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/core/round_trip.hpp"
#include "headstock/core/sasl.hpp"
#include "headstock/core/stream_test.hpp"

namespace headstock::core {
namespace {

HEADSTOCK_PAYLOAD_TEST(BindPayload);

using namespace std::chrono_literals;
using namespace stream_test;

class Logins : public StreamTest {};

TEST_P(Logins, a_login_goes_through_tls_sasl_and_bind_and_each_status_is_told_once) {
    std::vector<Status> told;
    auto telling = stream.on_status([&](Status status) { told.push_back(status); });
    stream.start();
    server.expect_header("capulet.lit").say_header(starttls);
    server.expect("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        .say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    ASSERT_EQ(stream.need(), Need::encryption);
    stream.encrypted({.encrypted = true, .bindings = {}});
    server.expect_header("capulet.lit").say_header(plain).expect(auth).say(success);
    server.expect_header("capulet.lit").say_header(bind);
    server
        .expect(
            "<iq type='set' id='{b}'><bind "
            "xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>balcony</resource></bind></iq>")
        .say(
            "<iq type='result' id='{b}'><bind "
            "xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>juliet@capulet.lit/chamber</jid></bind></iq>");
    EXPECT_EQ(stream.address(), jid("juliet@capulet.lit/chamber"));
    EXPECT_TRUE(stream.send(Presence()));
    EXPECT_EQ(told, (std::vector{Status::connecting, Status::connected, Status::authenticated, Status::bound,
                                 Status::available}));
    EXPECT_FALSE(stream.deadline());
}

TEST_P(Logins, the_header_says_who_we_are_only_inside_tls) {
    stream.start();
    EXPECT_EQ(
        stream.take_output(),
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
        "to='capulet.lit' version='1.0'>");
    server.say_header(starttls).expect("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    server.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    stream.encrypted({.encrypted = true, .bindings = {}});
    EXPECT_NE(stream.take_output().find("from='juliet@capulet.lit'"), std::string::npos);
}

TEST_P(Logins, stripped_starttls_ends_before_credentials) {
    stream.start();
    server.expect_header("capulet.lit").say_header(plain);
    EXPECT_EQ(why(), Errc::tls_not_offered);
    EXPECT_EQ(stream.need(), Need::close);
    server.expect("<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>")
        .expect_close();
    server.expect_nothing();
}

TEST_P(Logins, refused_tls_ends_it) {
    stream.start();
    server.expect_header("capulet.lit")
        .say_header(starttls)
        .expect("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    server.say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    EXPECT_EQ(why(), Errc::tls_refused);
}

TEST(Login, plain_bytes_behind_proceed_end_it_and_are_never_parsed) {
    Conversation server;
    server.stream.start();
    server.expect_header("capulet.lit")
        .say_header(starttls)
        .expect("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    server.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><stream:features/>");
    ASSERT_TRUE(server.stream.end());
    EXPECT_EQ(server.stream.end()->code, Errc::bytes_before_tls);
    server.expect_nothing();
}

TEST_P(Logins, facts_of_the_plain_stream_are_forgotten) {
    stream.start();
    server.expect_header("capulet.lit").say_header(std::string(starttls) + std::string(plain));
    server.expect("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        .say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    stream.encrypted({.encrypted = true, .bindings = {}});
    server.expect_header("capulet.lit").say_header("");
    EXPECT_EQ(why(), Errc::no_login_offered);
}

TEST_P(Logins, wrong_passwords_are_told_as_the_server_says_it) {
    start_encrypted(plain);
    server.expect(auth).say(
        "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/><text>Go away</text></failure>");
    EXPECT_EQ(why(), SaslCondition::not_authorized);
    EXPECT_EQ(stream.end()->text, "Go away");
    server.expect_close();
}

TEST_P(Logins, every_sasl_condition_has_a_word) {
    for (int i = 1; i <= 11; ++i) {
        const auto condition = static_cast<SaslCondition>(i);
        EXPECT_EQ(sasl_condition(word(condition)), condition);
        EXPECT_NE(make_error_code(condition).message(), "unknown error");
    }
    EXPECT_FALSE(sasl_condition("no-such-thing"));
}

TEST_P(Logins, a_missing_mechanism_is_an_error_of_its_own) {
    start_encrypted(
        "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>X-FOREIGN</mechanism></mechanisms>");
    EXPECT_EQ(why(), auth::Errc::no_common_mechanism);
    server.expect_close();
}

TEST_P(Logins, bad_base64_in_a_challenge_ends_it) {
    start_encrypted(plain);
    server.expect(auth).say("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>!!!</challenge>");
    EXPECT_EQ(why(), auth::Errc::malformed_challenge);
}

TEST_P(Logins, a_server_that_does_not_wait_for_our_second_header_is_heard) {
    start_encrypted(plain);
    server.expect(auth).say(std::string(success) +
                            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                            "from='capulet.lit' id='2' version='1.0'><stream:features>" +
                            std::string(bind) + "</stream:features>");
    server.expect_header("capulet.lit");
    server.expect(
        "<iq type='set' id='{b}'><bind "
        "xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>balcony</resource></bind></iq>");
}

TEST_P(Logins, a_bound_address_of_somebody_else_ends_it) {
    until_bind();
    server.say(
        "<iq type='result' id='{b}'><bind "
        "xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>mallory@capulet.lit/x</jid></bind></iq>");
    EXPECT_EQ(why(), Errc::wrong_address);
}

TEST_P(Logins, a_bare_or_missing_or_malformed_bound_address_ends_it) {
    for (const std::string jid : {"<jid>juliet@capulet.lit</jid>", "", "<jid>@</jid>"}) {
        Conversation other(GetParam());
        other.stream.start({.encrypted = true, .bindings = {}});
        other.expect_header("capulet.lit")
            .say_header(plain)
            .expect(auth)
            .say(success)
            .expect_header("capulet.lit")
            .say_header(bind);
        other.expect(
            "<iq type='set' id='{b}'><bind "
            "xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>balcony</resource></bind></iq>");
        other.say("<iq type='result' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>" + jid + "</bind></iq>");
        EXPECT_EQ(other.stream.end()->code, Errc::wrong_address) << jid;
    }
}

TEST_P(Logins, a_refused_resource_is_the_servers_condition) {
    until_bind();
    server.say(
        "<iq type='error' id='{b}'><error type='cancel'><conflict "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_EQ(why(), StanzaCondition::conflict);
}

TEST_P(Logins, the_legacy_session_is_made_only_where_it_is_demanded) {
    server.log_in("<session xmlns='urn:ietf:params:xml:ns:xmpp-session'><optional/></session>");
    server.expect_nothing();
    Conversation old(GetParam());
    old.stream.start({.encrypted = true, .bindings = {}});
    old.expect_header("capulet.lit").say_header(plain).expect(auth).say(success).expect_header("capulet.lit");
    old.say_header(std::string(bind) + "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>");
    old.expect(
        "<iq type='set' id='{b}'><bind "
        "xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>balcony</resource></bind></iq>");
    old.say(
        "<iq type='result' id='{b}'><bind "
        "xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>juliet@capulet.lit/balcony</jid></bind></iq>");
    EXPECT_LT(old.stream.status(), Status::bound);
    old.expect("<iq type='set' id='{s}'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>")
        .say("<iq type='result' id='{s}'/>");
    EXPECT_EQ(old.stream.status(), Status::bound);
}

TEST_P(Logins, stanzas_before_the_login_are_not_delivered) {
    int heard = 0;
    auto hearing = stream.router().on_message([&](const Message&) { ++heard; });
    auto rule = stream.dispatcher().on({"message", ns::client}, [&](bridge::View) { ++heard; });
    start_encrypted(plain);
    server.expect(auth).say("<message from='evil@example.com'><body>hi</body></message>");
    EXPECT_EQ(heard, 0);
    EXPECT_EQ(why(), Errc::unexpected_element);
}

TEST_P(Logins, an_unknown_server_may_say_less_than_one_we_logged_in_to) {
    const std::string long_text(100'000, 'x');
    start_encrypted("<x xmlns='urn:x'>" + long_text + "</x>" + std::string(plain));
    EXPECT_EQ(why(), bridge::ParseErrc::stanza_too_big);
    Conversation other(GetParam());
    other.log_in().say("<message><body>" + long_text + "</body></message>");
    EXPECT_FALSE(other.stream.end());
}

TEST_P(Logins, a_silent_server_is_given_up_on) {
    stream.start();
    server.wait(29s);
    EXPECT_FALSE(stream.end());
    server.wait(1s);
    EXPECT_EQ(why(), Errc::login_timeout);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Logins, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::core
