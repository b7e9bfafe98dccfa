// SPDX-License-Identifier: MIT
#include "headstock/testing/server/routing.hpp"

#include <gtest/gtest.h>

#include "headstock/testing/server/world.hpp"

namespace headstock::testing::test {
namespace {

class Routing : public ::testing::Test {
protected:
    void expect(std::string_view xml, std::string_view heard) { EXPECT_EQ(compare(xml, heard, world.names), ""); }
    void expect_error(std::string_view condition, std::string_view type, std::string_view heard) {
        const auto all = bridge::parse_element(as_one(heard));
        ASSERT_TRUE(all && all->children().size() == 1) << heard;
        const auto error = all->children().front().child({"error", "jabber:client"});
        ASSERT_TRUE(error) << heard;
        EXPECT_EQ(error->attribute("type"), type) << heard;
        EXPECT_TRUE(error->has_child({condition, "urn:ietf:params:xml:ns:xmpp-stanzas"})) << heard;
        EXPECT_EQ(all->children().front().attribute("type"), "error");
    }
    World world;
    User juliet{world.server, "juliet@localhost/balcony"};
    User romeo{world.server, "romeo@localhost/orchard"};
};

TEST_F(Routing, brings_a_message_to_a_full_address_and_says_who_sent_it) {
    EXPECT_EQ(romeo.say("<message to='juliet@localhost/balcony' type='chat' id='1'><body>Hi</body></message>"), "");
    expect(
        "<message from='romeo@localhost/orchard' to='juliet@localhost/balcony' type='chat' "
        "id='1'><body>Hi</body></message>",
        juliet.heard());
}

TEST_F(Routing, lets_nobody_be_somebody_else) {
    EXPECT_EQ(romeo.say("<message from='romeo@localhost' to='juliet@localhost/balcony'><body>Hi</body></message>"), "");
    expect("<message from='romeo@localhost/orchard' to='juliet@localhost/balcony'><body>Hi</body></message>",
           juliet.heard());
    EXPECT_NE(romeo.say("<message from='nurse@localhost' to='juliet@localhost/balcony'/>").find("<invalid-from"),
              std::string::npos);
    EXPECT_EQ(juliet.heard(), "");
    EXPECT_TRUE(romeo.link.connection().finished());
}

TEST_F(Routing, prefers_the_highest_priority_that_is_not_negative) {
    User chamber(world.server, "juliet@localhost/chamber");
    User hall(world.server, "juliet@localhost/hall");
    juliet.appear("<priority>5</priority>");
    chamber.appear("<priority>5</priority>");
    hall.appear("<priority>1</priority>");
    for (User* each : {&juliet, &chamber, &hall}) (void)each->heard();
    (void)romeo.say("<message to='juliet@localhost'><body>Hi</body></message>");
    EXPECT_NE(juliet.heard(), "");
    EXPECT_NE(chamber.heard(), "");
    EXPECT_EQ(hall.heard(), "");
    (void)romeo.say("<message to='juliet@localhost' type='headline'><body>News</body></message>");
    EXPECT_NE(hall.heard(), "") << "a headline is for all of them";
}

TEST_F(Routing, keeps_a_message_where_all_priorities_are_negative) {
    juliet.appear("<priority>-1</priority>");
    (void)romeo.say("<message to='juliet@localhost' type='chat'><body>Hi</body></message>");
    EXPECT_EQ(juliet.heard(), "");
    EXPECT_EQ(world.server.waiting_messages("juliet"), 1U);
    EXPECT_NE(juliet.say("<presence/>").find("<body>Hi</body>"), std::string::npos);
    EXPECT_EQ(world.server.waiting_messages("juliet"), 0U);
}

TEST_F(Routing, keeps_a_message_for_one_who_is_offline_and_says_since_when) {
    EXPECT_EQ(romeo.say("<message to='nurse@localhost' type='chat' id='1'><body>Hi</body></message>"), "");
    world.clock.advance(std::chrono::hours(1));
    User nurse(world.server, "nurse@localhost/kitchen");
    EXPECT_EQ(nurse.heard(), "") << "only when she is there to read it";
    expect(
        "<presence from='nurse@localhost/kitchen' to='nurse@localhost'/>"
        "<message from='romeo@localhost/orchard' to='nurse@localhost' type='chat' id='1'><body>Hi</body>"
        "<delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z' from='localhost'/></message>",
        nurse.say("<presence/>"));
    expect("<presence from='nurse@localhost/kitchen' to='nurse@localhost'/>", nurse.say("<presence/>"));
}

TEST_F(Routing, keeps_only_what_is_of_use_later) {
    for (const char* useless : {"<message to='nurse@localhost' type='headline'><body>News</body></message>",
                                "<message to='nurse@localhost' type='error'/>",
                                "<message to='nurse@localhost' type='chat'><composing "
                                "xmlns='http://jabber.org/protocol/chatstates'/></message>"})
        EXPECT_EQ(romeo.say(useless), "") << useless;
    expect_error("service-unavailable", "cancel",
                 romeo.say("<message to='nurse@localhost' type='groupchat'><body>Hi</body></message>"));
    EXPECT_EQ(world.server.waiting_messages("nurse"), 0U);
}

TEST_F(Routing, keeps_only_so_many_messages) {
    for (int i = 0; i < 100; ++i) EXPECT_EQ(romeo.say("<message to='nurse@localhost'><body>Hi</body></message>"), "");
    expect_error("service-unavailable", "cancel", romeo.say("<message to='nurse@localhost'><body>Hi</body></message>"));
    EXPECT_EQ(world.server.waiting_messages("nurse"), 100U);
}

TEST_F(Routing, keeps_only_so_many_bytes) {
    const std::string big = "<message to='nurse@localhost'><body>" + std::string(600'000, 'x') + "</body></message>";
    EXPECT_EQ(romeo.say(big), "");
    expect_error("service-unavailable", "cancel", romeo.say(big));
    EXPECT_EQ(world.server.waiting_messages("nurse"), 1U);
}

TEST_F(Routing, finds_another_way_for_a_chat_whose_resource_is_gone) {
    juliet.appear();
    EXPECT_EQ(romeo.say("<message to='juliet@localhost/gone' type='chat'><body>Hi</body></message>"), "");
    EXPECT_NE(juliet.heard().find("<body>Hi</body>"), std::string::npos);
    expect_error("service-unavailable", "cancel",
                 romeo.say("<message to='juliet@localhost/gone'><body>Hi</body></message>"));
    EXPECT_EQ(romeo.say("<message to='juliet@localhost/gone' type='headline'><body>Hi</body></message>"), "");
}

TEST_F(Routing, refuses_stanzas_for_those_who_do_not_exist_unless_they_are_errors) {
    expect(
        "<message type='error' id='7' from='tybalt@localhost' to='romeo@localhost/orchard'><error type='cancel' "
        "code='503'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>",
        romeo.say("<message id='7' to='tybalt@localhost'><body>Hi</body></message>"));
    expect_error("service-unavailable", "cancel",
                 romeo.say("<iq id='8' type='get' to='tybalt@localhost'><a xmlns='b'/></iq>"));
    EXPECT_EQ(
        romeo.say(
            "<message id='9' type='error' to='tybalt@localhost'/><iq id='9' type='result' to='tybalt@localhost/x'/>"
            "<iq id='9' type='error' to='tybalt@localhost'/><presence to='tybalt@localhost'/>"),
        "");
}

TEST_F(Routing, knows_no_other_servers) {
    expect_error("remote-server-not-found", "cancel",
                 romeo.say("<message to='a@remote.example'><body>Hi</body></message>"));
    expect_error("remote-server-not-found", "cancel",
                 romeo.say("<iq id='1' type='get' to='remote.example'><a xmlns='b'/></iq>"));
    expect_error("remote-server-not-found", "cancel", romeo.say("<presence to='a@remote.example' type='subscribe'/>"));
    EXPECT_EQ(romeo.say("<presence to='a@remote.example' type='unavailable'/>"), "");
}

TEST_F(Routing, answers_for_itself) {
    expect("<iq type='result' id='1' from='localhost' to='romeo@localhost/orchard'/>",
           romeo.say("<iq type='get' id='1' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>"));
    expect(
        "<iq type='result' id='2' from='localhost' to='romeo@localhost/orchard'><query xmlns='jabber:iq:version'>"
        "<name>headstock</name><version>{version}</version></query></iq>",
        romeo.say("<iq type='get' id='2' to='localhost'><query xmlns='jabber:iq:version'/></iq>"));
    world.clock.advance(std::chrono::seconds(90));
    expect(
        "<iq type='result' id='3' from='localhost' to='romeo@localhost/orchard'><query xmlns='jabber:iq:last' "
        "seconds='90'/></iq>",
        romeo.say("<iq type='get' id='3' to='localhost'><query xmlns='jabber:iq:last'/></iq>"));
    expect(
        "<iq type='result' id='4' from='localhost' to='romeo@localhost/orchard'><time "
        "xmlns='urn:xmpp:time'><tzo>Z</tzo>"
        "<utc>2026-01-01T00:01:30Z</utc></time></iq>",
        romeo.say("<iq type='get' id='4' to='localhost'><time xmlns='urn:xmpp:time'/></iq>"));
    expect(
        "<iq type='result' id='5' from='localhost' to='romeo@localhost/orchard'>"
        "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>",
        romeo.say("<iq type='get' id='5' to='localhost'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>"));
    const std::string info =
        romeo.say("<iq type='get' id='6' to='localhost'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
    for (const char* part : {"category='server'", "type='im'", "var='urn:xmpp:ping'", "var='jabber:iq:version'"})
        EXPECT_NE(info.find(part), std::string::npos) << part;
    expect_error("item-not-found", "cancel",
                 romeo.say("<iq type='get' id='7' to='localhost'><query xmlns='http://jabber.org/protocol/disco#info' "
                           "node='x'/></iq>"));
    expect_error("service-unavailable", "cancel",
                 romeo.say("<iq type='get' id='8' to='localhost'><a xmlns='b'/></iq>"));
}

TEST_F(Routing, answers_for_accounts_what_they_may_be_asked) {
    expect("<iq type='result' id='1' from='romeo@localhost' to='romeo@localhost/orchard'/>",
           romeo.say("<iq type='set' id='1'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>"));
    expect("<iq type='result' id='2' from='romeo@localhost' to='romeo@localhost/orchard'/>",
           romeo.say("<iq type='get' id='2'><ping xmlns='urn:xmpp:ping'/></iq>"));
    const char* about_juliet =
        "<iq type='get' id='3' to='juliet@localhost'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>";
    expect_error("service-unavailable", "cancel", romeo.say(about_juliet));
    world.server.befriend("romeo", "juliet");
    EXPECT_NE(romeo.say(about_juliet).find("category='account'"), std::string::npos);
    expect_error("forbidden", "auth",
                 romeo.say("<iq type='get' id='4' to='juliet@localhost'><query xmlns='jabber:iq:roster'/></iq>"));
    expect_error("not-allowed", "cancel",
                 romeo.say("<iq type='set' id='5'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"));
}

TEST_F(Routing, brings_questions_and_answers_from_session_to_session) {
    (void)romeo.say("<iq type='get' id='1' to='juliet@localhost/balcony'><a xmlns='b'/></iq>");
    expect("<iq type='get' id='1' from='romeo@localhost/orchard' to='juliet@localhost/balcony'><a xmlns='b'/></iq>",
           juliet.heard());
    (void)juliet.say("<iq type='result' id='1' to='romeo@localhost/orchard'/>");
    expect("<iq type='result' id='1' from='juliet@localhost/balcony' to='romeo@localhost/orchard'/>", romeo.heard());
    expect_error("service-unavailable", "cancel",
                 romeo.say("<iq type='get' id='2' to='juliet@localhost/gone'><a xmlns='b'/></iq>"));
}

TEST_F(Routing, refuses_stanzas_that_make_no_sense) {
    expect_error("bad-request", "modify", romeo.say("<iq type='get' id='1'/>"));
    expect_error("bad-request", "modify", romeo.say("<iq type='ask' id='1'><a xmlns='b'/></iq>"));
    expect_error("bad-request", "modify", romeo.say("<presence type='elsewhere'/>"));
    expect_error("jid-malformed", "modify", romeo.say("<message to='@localhost'/>"));
    EXPECT_EQ(romeo.say("<message type='error' to='@localhost'/>"), "");
    EXPECT_NE(romeo.say("<message xmlns='jabber:server'/>").find("<invalid-namespace"), std::string::npos);
    EXPECT_NE(juliet.say("<wish xmlns='urn:example:wishes'/>").find("<unsupported-stanza-type"), std::string::npos);
}

TEST_F(Routing, drops_a_client_that_does_not_read) {
    ServerOptions options = in_plain();
    options.max_output = 10'000;
    World small(options);
    small.server.befriend("juliet", "romeo");
    User reader(small.server, "romeo@localhost/orchard");
    User idle(small.server, "juliet@localhost/balcony");
    reader.appear();
    idle.appear();
    (void)reader.heard();
    int told = 0;
    idle.link.connection().on_output([&] { ++told; });
    const std::string message =
        "<message to='juliet@localhost/balcony'><body>" + std::string(1'000, 'x') + "</body></message>";
    std::string answers;
    for (int i = 0; i < 11; ++i) answers += reader.say(message);
    EXPECT_TRUE(idle.link.connection().finished());
    EXPECT_GT(told, 9);
    EXPECT_TRUE(
        idle.heard().ends_with("<stream:error><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                               "</stream:error></stream:stream>"));
    EXPECT_NE(answers.find("type='unavailable'"), std::string::npos) << "her friends hear that she is gone";
    EXPECT_FALSE(small.server.has_session(core::jid("juliet@localhost")));
}

}  // namespace
}  // namespace headstock::testing::test
