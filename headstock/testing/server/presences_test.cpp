// SPDX-License-Identifier: MIT
#include "headstock/testing/server/presences.hpp"

#include <gtest/gtest.h>

#include "headstock/testing/server/world.hpp"

namespace headstock::testing::test {
namespace {

class ServerPresences : public ::testing::Test {
protected:
    void expect(std::string_view xml, std::string_view heard) { EXPECT_EQ(compare(xml, heard, world.names), ""); }
    void befriend() { world.server.befriend("juliet", "romeo"); }
    World world;
    User juliet{world.server, "juliet@localhost/balcony"};
    User romeo{world.server, "romeo@localhost/orchard"};
};

TEST_F(ServerPresences, tell_subscribers_and_oneself) {
    befriend();
    expect("<presence from='juliet@localhost/balcony' to='juliet@localhost'><show>away</show></presence>",
           juliet.say("<presence><show>away</show></presence>"));
    EXPECT_EQ(romeo.heard(), "") << "he is not there yet";
    expect(
        "<presence from='romeo@localhost/orchard' to='romeo@localhost'/>"
        "<presence from='juliet@localhost/balcony' to='romeo@localhost/orchard'><show>away</show></presence>",
        romeo.say("<presence/>"));
    expect("<presence from='romeo@localhost/orchard' to='juliet@localhost'/>", juliet.heard());
    expect("<presence from='romeo@localhost/orchard' to='romeo@localhost'><status>Ah</status></presence>",
           romeo.say("<presence><status>Ah</status></presence>"));
    expect("<presence from='romeo@localhost/orchard' to='juliet@localhost'><status>Ah</status></presence>",
           juliet.heard());
}

TEST_F(ServerPresences, are_nobody_elses_business) {
    juliet.appear();
    romeo.appear();
    EXPECT_EQ(juliet.heard(), "");
    expect("<presence type='unsubscribed' from='juliet@localhost' to='romeo@localhost/orchard'/>",
           romeo.say("<presence type='probe' to='juliet@localhost'/>"));
    expect("<presence type='unsubscribed' from='tybalt@localhost' to='romeo@localhost/orchard'/>",
           romeo.say("<presence type='probe' to='tybalt@localhost'/>"));
}

TEST_F(ServerPresences, go_between_the_resources_of_an_account) {
    juliet.appear("<priority>1</priority>");
    User chamber(world.server, "juliet@localhost/chamber");
    expect(
        "<presence from='juliet@localhost/chamber' to='juliet@localhost'/>"
        "<presence from='juliet@localhost/balcony' to='juliet@localhost/chamber'><priority>1</priority></presence>",
        chamber.say("<presence/>"));
    expect("<presence from='juliet@localhost/chamber' to='juliet@localhost'/>", juliet.heard());
    chamber.link.cut();
    expect("<presence type='unavailable' from='juliet@localhost/chamber' to='juliet@localhost'/>", juliet.heard());
}

TEST_F(ServerPresences, end_when_the_client_says_so_closes_or_is_lost) {
    befriend();
    juliet.appear();
    romeo.appear();
    (void)juliet.heard();
    (void)romeo.say("<presence type='unavailable'><status>Bed</status></presence>");
    expect(
        "<presence type='unavailable' from='romeo@localhost/orchard' "
        "to='juliet@localhost'><status>Bed</status></presence>",
        juliet.heard());
    romeo.appear();
    (void)juliet.heard();
    EXPECT_EQ(romeo.say("</stream:stream>"), "</stream:stream>");
    expect("<presence type='unavailable' from='romeo@localhost/orchard' to='juliet@localhost'/>", juliet.heard());
    romeo.link.cut();
    EXPECT_EQ(juliet.heard(), "") << "it is said once";
    EXPECT_EQ(world.server.sessions(), 1U);
}

TEST_F(ServerPresences, can_be_told_to_one_alone_who_hears_of_its_end) {
    juliet.appear();
    romeo.appear();
    EXPECT_EQ(romeo.say("<presence to='juliet@localhost/balcony'><status>Hi</status></presence>"), "");
    expect("<presence from='romeo@localhost/orchard' to='juliet@localhost/balcony'><status>Hi</status></presence>",
           juliet.heard());
    romeo.link.cut();
    expect("<presence type='unavailable' from='romeo@localhost/orchard' to='juliet@localhost/balcony'/>",
           juliet.heard());
}

TEST_F(ServerPresences, are_told_to_so_many_strangers_only) {
    romeo.appear();
    for (int i = 0; i < 100; ++i) EXPECT_EQ(romeo.say("<presence to='a" + std::to_string(i) + "@localhost'/>"), "");
    EXPECT_NE(romeo.say("<presence to='b@localhost'/>").find("<resource-constraint"), std::string::npos);
    EXPECT_EQ(romeo.say("<presence to='a0@localhost' type='unavailable'/>"), "");
    EXPECT_EQ(romeo.say("<presence to='b@localhost'/>"), "");
}

TEST_F(ServerPresences, are_told_to_a_subscriber_who_asks) {
    befriend();
    romeo.appear();
    expect("<presence type='unavailable' from='juliet@localhost' to='romeo@localhost/orchard'/>",
           romeo.say("<presence type='probe' to='juliet@localhost'/>"));
    juliet.appear("<show>dnd</show>");
    (void)romeo.heard();
    expect("<presence from='juliet@localhost/balcony' to='romeo@localhost/orchard'><show>dnd</show></presence>",
           romeo.say("<presence type='probe' to='juliet@localhost'/>"));
}

TEST_F(ServerPresences, are_asked_for_granted_and_shown) {
    juliet.appear();
    romeo.appear();
    (void)romeo.say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>");
    (void)juliet.say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>");
    expect(
        "<iq type='set' id='{1}' from='romeo@localhost' to='romeo@localhost/orchard'><query xmlns='jabber:iq:roster' "
        "ver='1'>"
        "<item jid='juliet@localhost' ask='subscribe'/></query></iq>",
        romeo.say("<presence to='juliet@localhost/x' type='subscribe' id='s'/>"));
    expect("<presence type='subscribe' id='s' from='romeo@localhost' to='juliet@localhost'/>", juliet.heard());
    expect(
        "<iq type='set' id='{2}' from='juliet@localhost' to='juliet@localhost/balcony'><query xmlns='jabber:iq:roster' "
        "ver='1'>"
        "<item jid='romeo@localhost' subscription='from'/></query></iq>",
        juliet.say("<presence to='romeo@localhost' type='subscribed'/>"));
    expect(
        "<presence type='subscribed' from='juliet@localhost' to='romeo@localhost'/>"
        "<iq type='set' id='{3}' from='romeo@localhost' to='romeo@localhost/orchard'><query xmlns='jabber:iq:roster' "
        "ver='2'>"
        "<item jid='juliet@localhost' subscription='to'/></query></iq>"
        "<presence from='juliet@localhost/balcony' to='romeo@localhost'/>",
        romeo.heard());
}

TEST_F(ServerPresences, are_withdrawn) {
    befriend();
    juliet.appear();
    romeo.appear();
    (void)juliet.heard();
    (void)romeo.heard();
    EXPECT_EQ(juliet.say("<presence to='romeo@localhost' type='unsubscribed'/>"), "");
    expect("<presence type='unavailable' from='juliet@localhost/balcony' to='romeo@localhost'/>", romeo.heard());
    (void)juliet.say("<presence><show>away</show></presence>");
    EXPECT_EQ(romeo.heard(), "");
    EXPECT_EQ(juliet.say("<presence to='romeo@localhost' type='unsubscribe'/>"),
              "<presence type='unavailable' from='romeo@localhost/orchard' to='juliet@localhost'/>");
}

TEST_F(ServerPresences, of_one_who_was_never_let_in_are_not_given_away_by_a_refusal) {
    juliet.appear();
    romeo.appear();
    (void)romeo.say("<presence to='juliet@localhost' type='subscribe'/>");
    (void)juliet.say("<presence to='romeo@localhost' type='unsubscribed'/>");
    EXPECT_EQ(romeo.heard(), "");
}

TEST_F(ServerPresences, are_asked_for_again_until_there_is_an_answer) {
    (void)romeo.say("<presence to='juliet@localhost' type='subscribe'><status>Please</status></presence>");
    EXPECT_EQ(juliet.heard(), "");
    const std::string request =
        "<presence type='subscribe' from='romeo@localhost' to='juliet@localhost'><status>Please</status></presence>";
    expect("<presence from='juliet@localhost/balcony' to='juliet@localhost'/>" + request, juliet.say("<presence/>"));
    (void)juliet.say("<presence type='unavailable'/>");
    expect("<presence from='juliet@localhost/balcony' to='juliet@localhost'/>" + request, juliet.say("<presence/>"));
    (void)juliet.say("<presence to='romeo@localhost' type='unsubscribed'/><presence type='unavailable'/>");
    expect("<presence from='juliet@localhost/balcony' to='juliet@localhost'/>", juliet.say("<presence/>"));
}

TEST_F(ServerPresences, are_granted_beforehand) {
    (void)juliet.say("<presence to='romeo@localhost' type='subscribed'/>");
    (void)romeo.say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>");
    const std::string heard = romeo.say("<presence to='juliet@localhost' type='subscribe'/>");
    EXPECT_NE(heard.find("type='subscribed'"), std::string::npos) << heard;
    EXPECT_NE(heard.find("subscription='to'"), std::string::npos) << heard;
    expect("<presence from='juliet@localhost/balcony' to='juliet@localhost'/>", juliet.say("<presence/>"));
}

TEST_F(ServerPresences, cannot_be_asked_of_oneself_or_of_the_server) {
    EXPECT_NE(romeo.say("<presence to='romeo@localhost' type='subscribe'/>").find("<not-allowed"), std::string::npos);
    EXPECT_NE(romeo.say("<presence to='localhost' type='subscribe'/>").find("<not-allowed"), std::string::npos);
    EXPECT_NE(romeo.say("<presence type='subscribe'/>").find("<not-allowed"), std::string::npos);
}

TEST_F(ServerPresences, wait_for_an_answer_in_limited_number) {
    ServerOptions options = in_plain();
    options.max_requests = 1;
    World small(options);
    User first(small.server, "romeo@localhost/a");
    User second(small.server, "nurse@localhost/a");
    (void)first.say("<presence to='juliet@localhost' type='subscribe'><status>" + std::string(5'000, 'x') +
                    "</status></presence>");
    (void)second.say("<presence to='juliet@localhost' type='subscribe'/>");
    User asked(small.server, "juliet@localhost/a");
    expect(
        "<presence from='juliet@localhost/a' to='juliet@localhost'/>"
        "<presence type='subscribe' from='romeo@localhost' to='juliet@localhost'/>",
        asked.say("<presence/>"));
}

}  // namespace
}  // namespace headstock::testing::test
