// SPDX-License-Identifier: MIT
#include "headstock/testing/server/roster_store.hpp"

#include <gtest/gtest.h>

#include "headstock/testing/server/world.hpp"

namespace headstock::testing::test {
namespace {

class RosterStore : public ::testing::Test {
protected:
    void expect(std::string_view xml, std::string_view heard) { EXPECT_EQ(compare(xml, heard, world.names), ""); }
    std::string set(std::string_view item) {
        return romeo.say("<iq type='set' id='s'><query xmlns='jabber:iq:roster'>" + std::string(item) +
                         "</query></iq>");
    }
    std::string get(std::string_view version = {}) {
        return romeo.say("<iq type='get' id='g'><query xmlns='jabber:iq:roster'" + std::string(version) + "/></iq>");
    }
    World world;
    User romeo{world.server, "romeo@localhost/orchard"};
};

constexpr std::string_view nothing = "<iq type='result' id='s' from='romeo@localhost' to='romeo@localhost/orchard'/>";

TEST_F(RosterStore, keeps_what_it_is_given_and_tells_all_who_asked) {
    User hall(world.server, "romeo@localhost/hall");
    User deaf(world.server, "romeo@localhost/deaf");
    (void)hall.say("<iq type='get' id='g'><query xmlns='jabber:iq:roster'/></iq>");
    expect(
        "<iq type='result' id='g' from='romeo@localhost' to='romeo@localhost/orchard'><query "
        "xmlns='jabber:iq:roster'/></iq>",
        get());
    const std::string item = "<item jid='juliet@localhost' name='Juliet'><group>Love</group></item>";
    expect(
        "<iq type='set' id='{1}' from='romeo@localhost' to='romeo@localhost/orchard'>"
        "<query xmlns='jabber:iq:roster' ver='1'>" +
            item + "</query></iq>" + std::string(nothing),
        set("<item jid='juliet@localhost' name='Juliet' subscription='both' "
            "ask='subscribe'><group>Love</group></item>"));
    expect(
        "<iq type='set' id='{2}' from='romeo@localhost' to='romeo@localhost/hall'>"
        "<query xmlns='jabber:iq:roster' ver='1'>" +
            item + "</query></iq>",
        hall.heard());
    EXPECT_EQ(deaf.heard(), "");
    expect(
        "<iq type='result' id='g' from='romeo@localhost' to='romeo@localhost/orchard'><query xmlns='jabber:iq:roster' "
        "ver='1'>" +
            item + "</query></iq>",
        get(" ver=''"));
}

TEST_F(RosterStore, says_nothing_to_who_knows_it_already) {
    (void)set("<item jid='juliet@localhost'/>");
    expect("<iq type='result' id='g' from='romeo@localhost' to='romeo@localhost/orchard'/>", get(" ver='1'"));
    EXPECT_NE(get(" ver='0'").find("juliet"), std::string::npos);
}

TEST_F(RosterStore, takes_a_contact_away_with_all_that_was_between_the_two) {
    world.server.befriend("romeo", "juliet");
    User juliet(world.server, "juliet@localhost/balcony");
    (void)juliet.say("<iq type='get' id='g'><query xmlns='jabber:iq:roster'/></iq>");
    juliet.appear();
    romeo.appear();
    (void)juliet.heard();
    (void)get();
    expect(
        "<iq type='set' id='{1}' from='romeo@localhost' to='romeo@localhost/orchard'><query xmlns='jabber:iq:roster' "
        "ver='2'>"
        "<item jid='juliet@localhost' subscription='remove'/></query></iq>"
        "<presence type='unavailable' from='juliet@localhost/balcony' to='romeo@localhost'/>" +
            std::string(nothing),
        set("<item jid='juliet@localhost' subscription='remove'/>"));
    expect(
        "<presence type='unsubscribe' from='romeo@localhost' to='juliet@localhost'/>"
        "<iq type='set' id='{2}' from='juliet@localhost' to='juliet@localhost/balcony'><query xmlns='jabber:iq:roster' "
        "ver='2'>"
        "<item jid='romeo@localhost' subscription='to'/></query></iq>"
        "<presence type='unsubscribed' from='romeo@localhost' to='juliet@localhost'/>"
        "<iq type='set' id='{3}' from='juliet@localhost' to='juliet@localhost/balcony'><query xmlns='jabber:iq:roster' "
        "ver='3'>"
        "<item jid='romeo@localhost'/></query></iq>"
        "<presence type='unavailable' from='romeo@localhost/orchard' to='juliet@localhost'/>",
        juliet.heard());
    EXPECT_NE(set("<item jid='juliet@localhost' subscription='remove'/>").find("<item-not-found"), std::string::npos);
}

TEST_F(RosterStore, refuses_orders_that_make_no_sense) {
    EXPECT_NE(set("").find("<bad-request"), std::string::npos);
    EXPECT_NE(set("<item jid='a@localhost'/><item jid='b@localhost'/>").find("<bad-request"), std::string::npos);
    EXPECT_NE(set("<item jid='@'/>").find("<bad-request"), std::string::npos);
    EXPECT_NE(set("<item jid='a@localhost'><group>x</group><group>x</group></item>").find("<bad-request"),
              std::string::npos);
    EXPECT_NE(set("<item jid='a@localhost'><group/></item>").find("<not-acceptable"), std::string::npos);
    EXPECT_NE(set("<item jid='a@localhost' name='" + std::string(1'024, 'x') + "'/>").find("<not-acceptable"),
              std::string::npos);
    EXPECT_EQ(get().find("<item"), std::string::npos) << "nothing of it was kept";
}

TEST_F(RosterStore, has_room_for_so_many_contacts_only) {
    ServerOptions options = in_plain();
    options.max_roster = 2;
    World small(options);
    User nurse(small.server, "nurse@localhost/a");
    const auto add = [&](std::string_view jid) {
        return nurse.say("<iq type='set' id='s'><query xmlns='jabber:iq:roster'><item jid='" + std::string(jid) +
                         "'/></query></iq>");
    };
    EXPECT_EQ(add("a@localhost").find("error"), std::string::npos);
    EXPECT_EQ(add("b@localhost").find("error"), std::string::npos);
    EXPECT_NE(add("c@localhost").find("<resource-constraint"), std::string::npos);
    EXPECT_EQ(add("b@localhost").find("error"), std::string::npos) << "it may still be changed";
    EXPECT_NE(nurse.say("<presence to='romeo@localhost' type='subscribe'/>").find("<resource-constraint"),
              std::string::npos);
}

}  // namespace
}  // namespace headstock::testing::test
