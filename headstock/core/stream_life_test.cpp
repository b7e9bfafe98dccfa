// SPDX-License-Identifier: MIT
#include <chrono>
#include <string>

#include "headstock/core/stream_test.hpp"

namespace headstock::core {
namespace {

using namespace std::chrono_literals;
using namespace stream_test;

constexpr std::string_view ping = "<iq type='get' id='{p}'><ping xmlns='urn:xmpp:ping'/></iq>";

class Lives : public ::testing::TestWithParam<std::size_t> {
protected:
    static StreamOptions attentive() {
        StreamOptions options;
        options.auth.allow_plain = true;
        options.idle_limit = 60s;
        return options;
    }
    testing::Conversation server{
        GetParam(), Account(Jid::parse("juliet@capulet.lit/balcony").value(), Secret("r0m30myr0m30")), attentive()};
};

TEST_P(Lives, a_server_that_is_silent_is_asked_and_any_answer_will_do) {
    server.log_in().wait(59s).expect_nothing();
    server.wait(1s).expect(ping);
    server.say(
        "<iq type='error' id='{p}'><error type='cancel'>"
        "<feature-not-implemented xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    server.forget().wait(59s).expect_nothing().wait(1s).expect(ping);
    EXPECT_FALSE(server.stream.end());
}

TEST_P(Lives, whatever_it_says_is_a_sign_of_life) {
    server.log_in().wait(59s).say(" ").wait(59s).expect_nothing().wait(1s).expect(ping);
}

TEST_P(Lives, one_that_does_not_answer_is_gone) {
    server.log_in().wait(60s).expect(ping).wait(30s);
    ASSERT_TRUE(server.stream.end());
    EXPECT_EQ(server.stream.end()->code, Errc::connection_lost);
    EXPECT_EQ(server.stream.end()->text, "the server does not answer any more");
}

TEST_P(Lives, with_stream_management_an_acknowledgement_is_asked_for) {
    server.log_in("<sm xmlns='urn:xmpp:sm:3'/>").expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    server.say("<enabled xmlns='urn:xmpp:sm:3' id='1' resume='true'/>");
    server.wait(60s).expect("<r xmlns='urn:xmpp:sm:3'/>").say("<a xmlns='urn:xmpp:sm:3' h='0'/>");
    server.wait(60s).expect("<r xmlns='urn:xmpp:sm:3'/>").wait(30s);
    ASSERT_TRUE(server.stream.end());
    EXPECT_EQ(server.stream.end()->code, Errc::connection_lost);
    EXPECT_TRUE(server.stream.resumable());
}

TEST_P(Lives, it_may_be_left_alone) {
    StreamOptions options = attentive();
    options.idle_limit = {};
    testing::Conversation other(GetParam(), Account(Jid::parse("juliet@capulet.lit/x").value(), Secret("r0m30myr0m30")),
                                options);
    other.log_in();
    EXPECT_FALSE(other.stream.deadline());
}

TEST_P(Lives, a_components_connection_is_kept_open_by_blanks) {
    StreamOptions options = attentive();
    options.encryption = Encryption::off;
    testing::Conversation other(GetParam(), Account::component(jid("plays.lit"), Secret("pencil")), options);
    other.stream.start();
    other.say("<stream:stream xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:component:accept' id='1'>");
    other.say("<handshake/>");
    (void)other.stream.take_output();
    other.clock.advance(60s);
    other.stream.expire();
    EXPECT_EQ(other.stream.take_output(), " ");
}

TEST_P(Lives, presences_carry_what_is_added_to_them) {
    server.log_in();
    const auto add = [](std::string_view ns) {
        return [ns](bridge::View) { return std::optional(bridge::Element("c", ns)); };
    };
    Subscription first = server.stream.with_presence(add("urn:a"));
    const Subscription again = server.stream.with_presence(add("urn:a"));
    const Subscription none = server.stream.with_presence([](bridge::View) { return std::nullopt; });
    EXPECT_TRUE(server.stream.send(Presence()));
    server.expect("<presence><c xmlns='urn:a'/></presence>");
    EXPECT_EQ(server.stream.status(), Status::available);
    const Subscription second = server.stream.with_presence(add("urn:b"));
    EXPECT_TRUE(
        server.stream.send(Presence(Show::away).to(jid("a@b/c")).add(bridge::Element("c", "urn:a").text("own"))));
    server.expect("<presence to='a@b/c'><show>away</show><c xmlns='urn:a'>own</c><c xmlns='urn:b'/></presence>");
    EXPECT_TRUE(server.stream.send(Presence(PresenceType::unavailable)));
    server.expect("<presence type='unavailable'/>");
    EXPECT_TRUE(server.stream.send(Message().to(jid("a@b"))));
    server.expect("<message to='a@b'/>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, Lives, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::core
