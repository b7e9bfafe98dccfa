// SPDX-License-Identifier: MIT
#include "headstock/extensions/carbons.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "headstock/conversation/conversation.hpp"

namespace headstock::carbons {
namespace {

class Carbons : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override {
        server.log_in();
        server.expect("<iq type='set' id='{1}'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
    }
    /// Says a carbon of this message, as `from`.
    void say(std::string_view from, std::string_view tag, std::string_view content, std::string_view more = {}) {
        server.say("<message to='juliet@capulet.lit/balcony'" + std::string(from) + "><" + std::string(tag) +
                   " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" + std::string(more) +
                   std::string(content) + "</forwarded></" + std::string(tag) + "></message>");
    }
    static constexpr std::string_view from_account = " from='juliet@capulet.lit'";
    static constexpr std::string_view inner =
        "<message xmlns='jabber:client' from='romeo@montague.lit/orchard' to='juliet@capulet.lit/chamber' type='chat'>"
        "<body>What man?</body></message>";

    testing::Conversation server{GetParam()};
    Module module{server.stream};
    std::vector<std::string> heard;
    Subscription hearing = module.on_carbon([this](const Carbon& carbon) {
        heard.push_back((carbon.direction == Direction::sent ? "sent " : "received ") + carbon.message.from().text() +
                        ' ' + carbon.message.body() + (carbon.delay ? " late" : ""));
    });
};

TEST_P(Carbons, what_other_devices_receive_and_send_is_told) {
    say(from_account, "received", inner);
    say(from_account, "sent", inner, "<delay xmlns='urn:xmpp:delay' stamp='2002-09-10T23:08:25Z'/>");
    say("", "received", inner);
    EXPECT_EQ(heard, (std::vector<std::string>{"received romeo@montague.lit/orchard What man?",
                                               "sent romeo@montague.lit/orchard What man? late",
                                               "received romeo@montague.lit/orchard What man?"}));
}

TEST_P(Carbons, only_our_bare_address_may_send_them) {
    for (const char* from : {"juliet@capulet.lit/balcony", "juliet@capulet.lit/chamber", "capulet.lit",
                             "romeo@montague.lit", "romeo@montague.lit/orchard", "juliet@capulet.lit.evil"})
        say(" from='" + std::string(from) + "'", "received", inner);
    EXPECT_TRUE(heard.empty());
}

TEST_P(Carbons, what_is_none_or_wrapped_twice_is_passed_over) {
    say(from_account, "received", "");
    say(from_account, "received", "<presence xmlns='jabber:client'/>");
    say(from_account, "received", "<message xmlns='jabber:client' from='@'/>");
    server.say("<message from='juliet@capulet.lit'><received xmlns='urn:xmpp:carbons:2'/></message>");
    server.say("<message from='juliet@capulet.lit'><received xmlns='urn:xmpp:carbons:1'>" + std::string(inner) +
               "</received></message>");
    EXPECT_TRUE(heard.empty());
    say(from_account, "received",
        "<message xmlns='jabber:client' from='juliet@capulet.lit'><received xmlns='urn:xmpp:carbons:2'>"
        "<forwarded xmlns='urn:xmpp:forward:0'>" +
            std::string(inner) + "</forwarded></received></message>");
    EXPECT_EQ(heard, (std::vector<std::string>{"received juliet@capulet.lit "}));
}

TEST_P(Carbons, a_server_that_will_not_is_told_of) {
    Error why;
    const auto refused = module.on_refused([&](const Error& error) { why = error; });
    server.say(
        "<iq type='error' id='{1}'><error type='cancel'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_EQ(why.code, core::StanzaCondition::service_unavailable);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Carbons, ::testing::Values(0, 1, 7));

/// A login by SASL2 in which the server can enable these together with the resource.
void log_in(testing::Conversation& server, std::string_view inline_features, std::string_view expected) {
    server.stream.start({.encrypted = true, .bindings = {}});
    server.expect_header("capulet.lit")
        .say_header(
            "<authentication xmlns='urn:xmpp:sasl:2'><mechanism>PLAIN</mechanism><inline>"
            "<bind xmlns='urn:xmpp:bind:0'><inline>" +
            std::string(inline_features) + "</inline></bind></inline></authentication>");
    server.expect(
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>{r}</initial-response>"
        "<user-agent id='{a}'><software>headstock</software></user-agent><bind xmlns='urn:xmpp:bind:0'>"
        "<tag>headstock</tag>" +
        std::string(expected) + "</bind></authenticate>");
    server.say(
        "<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>juliet@capulet.lit/a</authorization-identifier>"
        "<bound xmlns='urn:xmpp:bind:0'/></success><stream:features/>");
}

TEST(CarbonsWithBind, come_with_the_login_where_the_server_can) {
    core::StreamOptions options;
    options.auth.allow_plain = true;
    testing::Conversation server(1, {core::Jid::parse("juliet@capulet.lit").value(), Secret("r0m30")}, options);
    const Module module(server.stream);
    log_in(server, "<feature var='urn:xmpp:carbons:2'/>", "<enable xmlns='urn:xmpp:carbons:2'/>");
    server.expect_nothing();
    server.stream.connection_lost();
    server.forget();
    log_in(server, "", "");
    server.expect("<iq type='set' id='{1}'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
}

}  // namespace
}  // namespace headstock::carbons
