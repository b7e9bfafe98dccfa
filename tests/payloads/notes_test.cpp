// SPDX-License-Identifier: MIT
#include "tests/payloads/notes.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(CarbonSwitch);
HEADSTOCK_PAYLOAD_TEST(Markable);
HEADSTOCK_PAYLOAD_TEST(ProcessingHint);
HEADSTOCK_PAYLOAD_TEST(OriginId);
HEADSTOCK_PAYLOAD_TEST(Unstyled);
HEADSTOCK_PAYLOAD_TEST(OccupantId);
HEADSTOCK_PAYLOAD_TEST(Moderated);
HEADSTOCK_PAYLOAD_TEST(Retracted);
HEADSTOCK_PAYLOAD_TEST(Moderate);
HEADSTOCK_PAYLOAD_TEST(ApplyTo);
HEADSTOCK_PAYLOAD_TEST(DisplayedUpTo);
HEADSTOCK_PAYLOAD_TEST(RoomOwner);
HEADSTOCK_PAYLOAD_TEST(StoredBookmarks);
HEADSTOCK_PAYLOAD_TEST(RegisterFeature);
HEADSTOCK_PAYLOAD_TEST(JingleError);
HEADSTOCK_PAYLOAD_TEST(Credentials);
HEADSTOCK_PAYLOAD_TEST(DisablePush);
HEADSTOCK_PAYLOAD_TEST(PushNotification);

TEST(NotePayloads, small_ones_are_elements) {
    as_printed<Markable>("<markable xmlns='urn:xmpp:chat-markers:0'/>");
    as_printed<Unstyled>("<unstyled xmlns='urn:xmpp:styling:0'/>");
    as_printed<RegisterFeature>("<register xmlns='http://jabber.org/features/iq-register'/>");
    EXPECT_EQ(as_printed<ProcessingHint>("<no-copy xmlns='urn:xmpp:hints'/>").hint, Hint::no_copy);
    EXPECT_EQ(as_printed<CarbonSwitch>("<private xmlns='urn:xmpp:carbons:2'/>").wish, CarbonWish::private_);
    EXPECT_EQ(as_printed<JingleError>("<tie-break xmlns='urn:xmpp:jingle:errors:1'/>").problem,
              JingleProblem::tie_break);
}

TEST(NotePayloads, identities_are_attributes) {
    EXPECT_EQ(as_printed<OriginId>("<origin-id xmlns='urn:xmpp:sid:0' id='de305d54'/>").id, "de305d54");
    EXPECT_EQ(as_printed<OccupantId>("<occupant-id xmlns='urn:xmpp:occupant-id:0' id='dd72603d'/>").id, "dd72603d");
    EXPECT_EQ(as_printed<DisplayedUpTo>("<displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' "
                                        "by='example@conference.shakespeare.lit' id='ca21deaf'/></displayed>")
                  .last.id,
              "ca21deaf");
    as_printed<DisablePush>(
        "<disable xmlns='urn:xmpp:push:0' jid='push-5.client.example' node='yxs32uqsflafdk3iuqo'/>");
    as_printed<PushNotification>("<notification xmlns='urn:xmpp:push:0'><x xmlns='jabber:x:data'/></notification>");
    EXPECT_EQ(as_printed<Credentials>("<credentials xmlns='urn:xmpp:extdisco:2'><service host='turn.shakespeare.lit' "
                                      "type='turn' password='jj929jkj5sadjfj93v3n'/></credentials>")
                  .services.size(),
              1U);
}

TEST(NotePayloads, a_message_is_taken_back_by_its_author) {
    EXPECT_EQ(as_printed<Retract>("<retract xmlns='urn:xmpp:message-retract:1' id='wrong-recipient-1'/>").id,
              "wrong-recipient-1");
    EXPECT_EQ(wrong<Retracted>("<retracted xmlns='urn:xmpp:message-retract:1' stamp='yesterday'/>"),
              "retracted@stamp: not a time: \"yesterday\"");
}

TEST(NotePayloads, a_message_is_taken_back_by_a_moderator_in_either_version) {
    const auto moderate = as_printed<Moderate>(
        "<moderate xmlns='urn:xmpp:message-moderate:1' id='stanza-id-1'><retract "
        "xmlns='urn:xmpp:message-retract:1'/><reason>"
        "This message contains inappropriate content</reason></moderate>");
    EXPECT_EQ(moderate.retract.value().version, 0);
    const auto retract = as_printed<Retract>(
        "<retract xmlns='urn:xmpp:message-retract:1' id='stanza-id-1'><moderated xmlns='urn:xmpp:message-moderate:1' "
        "by='room@muc.example.com/macbeth'><occupant-id xmlns='urn:xmpp:occupant-id:0' id='dd72603d'/></moderated>"
        "<reason>This message contains inappropriate content</reason></retract>");
    EXPECT_EQ(retract.moderated.value().occupant.value().id, "dd72603d");
    const auto old = as_printed<ApplyTo>(
        "<apply-to xmlns='urn:xmpp:fasten:0' id='stanza-id-1'><moderate xmlns='urn:xmpp:message-moderate:0'><retract "
        "xmlns='urn:xmpp:message-retract:0'/></moderate></apply-to>");
    EXPECT_EQ(bridge::read<Moderate>(old.fastened.at(0)).value().retract.value().version, 1);
    EXPECT_EQ(as_printed<Moderated>(
                  "<moderated xmlns='urn:xmpp:message-moderate:0' by='room@muc.example.com/macbeth'><retract "
                  "xmlns='urn:xmpp:message-retract:0'/><reason>Spam</reason></moderated>")
                  .retracted.value()
                  .ns(),
              "urn:xmpp:message-retract:0");
}

TEST(NotePayloads, rooms_are_owned_and_stored) {
    EXPECT_EQ(
        as_printed<RoomOwner>("<query xmlns='http://jabber.org/protocol/muc#owner'><destroy "
                              "jid='coven@chat.shakespeare.lit'><reason>Macbeth doth come.</reason></destroy></query>")
            .destroys.value()
            .reason,
        "Macbeth doth come.");
    const auto stored = as_printed<StoredBookmarks>(
        "<storage xmlns='storage:bookmarks'><conference jid='council@conference.underhill.org' name='Council of "
        "Oberon' "
        "autojoin='true'><nick>Puck</nick></conference><url name='Complete Works of Shakespeare' "
        "url='http://the-tech.mit.edu/Shakespeare/'/></storage>");
    EXPECT_EQ(stored.uris.at(0).uri.text, "http://the-tech.mit.edu/Shakespeare/");
}

}  // namespace
}  // namespace headstock::samples
