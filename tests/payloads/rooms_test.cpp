// SPDX-License-Identifier: MIT
#include "tests/payloads/rooms.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(RoomItem);
HEADSTOCK_PAYLOAD_TEST(Invitation);
HEADSTOCK_PAYLOAD_TEST(RoomUser);
HEADSTOCK_PAYLOAD_TEST(RoomAdmin);
HEADSTOCK_PAYLOAD_TEST(Join);
HEADSTOCK_PAYLOAD_TEST(DirectInvitation);
HEADSTOCK_PAYLOAD_TEST(Bookmark);

TEST(RoomPayloads, presence_says_who_did_what_to_whom) {
    const auto user = as_printed<RoomUser>(
        "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'><actor nick='Fluellen'/>"
        "<reason>Avaunt, you cullion!</reason></item><status code='307'/><status code='110'/></x>");
    EXPECT_EQ(user.status, (std::vector<std::uint16_t>{307, 110}));
    EXPECT_EQ(user.item.value().actor.value().nick, "Fluellen");
    EXPECT_EQ(wrong<RoomUser>("<x xmlns='http://jabber.org/protocol/muc#user'><status code='1'/><y xmlns='urn:y'/>"
                              "<status code='70000'/></x>"),
              "x/status[2]@code: a number that does not fit: \"70000\"");
    EXPECT_EQ(wrong<RoomUser>("<x xmlns='http://jabber.org/protocol/muc#user'><item role='king'/></x>"),
              "x/item@role: not one of its words: \"king\"");
}

TEST(RoomPayloads, invitations_are_made_and_declined) {
    const auto invited = as_printed<RoomUser>(
        "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='crone1@shakespeare.lit/desktop'>"
        "<reason>Hey Hecate</reason><continue thread='e0ffe42b28561960c6b12b944a092794b9683a38'/></invite>"
        "<password>cauldronburn</password></x>");
    EXPECT_EQ(invited.invitations.at(0).from, core::jid("crone1@shakespeare.lit/desktop"));
    as_printed<RoomUser>(
        "<x xmlns='http://jabber.org/protocol/muc#user'><decline to='crone1@shakespeare.lit'><reason>Sorry</reason>"
        "</decline></x>");
    as_printed<RoomUser>(
        "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/>"
        "<destroy jid='coven@chat.shakespeare.lit'><reason>Macbeth doth come.</reason></destroy></x>");
    as_printed<DirectInvitation>(
        "<x xmlns='jabber:x:conference' jid='darkcave@macbeth.shakespeare.lit' reason='Hey' continue='true' "
        "thread='e'/>");
}

TEST(RoomPayloads, the_same_item_stands_in_two_namespaces) {
    const auto admin = as_printed<RoomAdmin>(
        "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='pistol' role='none'><reason>Avaunt!</reason>"
        "</item><item affiliation='outcast' jid='earlofcambridge@shakespeare.lit'/></query>");
    EXPECT_EQ(admin.items.at(1).affiliation, Affiliation::outcast);
    as_printed<Join>(
        "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='20' since='1970-01-01T00:00:00Z'/></x>");
}

TEST(RoomPayloads, bookmarks_keep_what_others_put_in) {
    const auto bookmark = as_printed<Bookmark>(
        "<conference xmlns='urn:xmpp:bookmarks:1' name='Council of Oberon' autojoin='true'><nick>Puck</nick>"
        "<extensions><state xmlns='http://myclient.example/bookmark/state' "
        "minimized='true'/></extensions></conference>");
    EXPECT_TRUE(bookmark.autojoin);
    EXPECT_EQ(bookmark.extensions.value().all.at(0).attribute("minimized"), "true");
    EXPECT_EQ(as_printed<Bookmark>("<conference xmlns='urn:xmpp:bookmarks:1'/>"), Bookmark{});
}

}  // namespace
}  // namespace headstock::samples
