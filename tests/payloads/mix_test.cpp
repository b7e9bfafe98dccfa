// SPDX-License-Identifier: MIT
#include "tests/payloads/mix.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(MixParticipant);
HEADSTOCK_PAYLOAD_TEST(MixSender);
HEADSTOCK_PAYLOAD_TEST(MixUpdate);
HEADSTOCK_PAYLOAD_TEST(MixNick);
HEADSTOCK_PAYLOAD_TEST(MixChannel);
HEADSTOCK_PAYLOAD_TEST(ClientJoin);
HEADSTOCK_PAYLOAD_TEST(ClientLeave);
HEADSTOCK_PAYLOAD_TEST(MixPresence);
HEADSTOCK_PAYLOAD_TEST(RosterAnnotate);
HEADSTOCK_PAYLOAD_TEST(RosterChannel);
HEADSTOCK_PAYLOAD_TEST(MixInvite);
HEADSTOCK_PAYLOAD_TEST(MixInviteAnswer);
HEADSTOCK_PAYLOAD_TEST(MixRegister);
HEADSTOCK_PAYLOAD_TEST(MixRetract);
HEADSTOCK_PAYLOAD_TEST(MixRetracted);

TEST(MixPayloads, a_channel_is_joined_in_the_version_it_speaks) {
    const auto join = as_printed<MixJoin>(
        "<join xmlns='urn:xmpp:mix:core:0' id='123456'><subscribe node='urn:xmpp:mix:nodes:messages'/><subscribe "
        "node='urn:xmpp:mix:nodes:presence'/><nick>third witch</nick></join>");
    EXPECT_EQ(join.version, 1);
    EXPECT_EQ(join.nodes.at(1), "urn:xmpp:mix:nodes:presence");
    as_printed<MixParticipant>(
        "<participant xmlns='urn:xmpp:mix:core:1'><nick>thirdwitch</nick><jid>hag66@shakespeare.example"
        "</jid></participant>");
    as_printed<MixSender>(
        "<mix xmlns='urn:xmpp:mix:core:1'><nick>thirdwitch</nick><jid>hag66@shakespeare.example</jid></mix>");
    const auto update = as_printed<MixUpdate>(
        "<update-subscription xmlns='urn:xmpp:mix:core:1' jid='hag66@shakespeare.example'><subscribe "
        "node='urn:xmpp:mix:nodes:messages'/><unsubscribe node='urn:xmpp:mix:nodes:presence'/></update-subscription>");
    EXPECT_EQ(update.unwanted.size(), 1U);
    as_printed<MixNick>("<setnick xmlns='urn:xmpp:mix:core:1'><nick>thirdwitch</nick></setnick>");
    EXPECT_EQ(as_printed<MixChannel>("<destroy xmlns='urn:xmpp:mix:core:1' channel='coven'/>").change,
              MixChange::destroy);
}

TEST(MixPayloads, the_own_server_passes_it_on) {
    const auto join = as_printed<ClientJoin>(
        "<client-join xmlns='urn:xmpp:mix:pam:2' channel='coven@mix.shakespeare.example'><join "
        "xmlns='urn:xmpp:mix:core:1'><subscribe node='urn:xmpp:mix:nodes:messages'/></join></client-join>");
    EXPECT_EQ(join.join.nodes.size(), 1U);
    as_printed<ClientLeave>(
        "<client-leave xmlns='urn:xmpp:mix:pam:2'><leave xmlns='urn:xmpp:mix:core:1'/></client-leave>");
    as_printed<MixPresence>(
        "<mix xmlns='urn:xmpp:mix:presence:0'><jid>hecate@shakespeare.example/UUID-x4r/2491</jid><nick>"
        "thirdwitch</nick></mix>");
    as_printed<RosterAnnotate>("<annotate xmlns='urn:xmpp:mix:roster:0'/>");
    EXPECT_EQ(as_printed<RosterChannel>("<channel xmlns='urn:xmpp:mix:roster:0' participant-id='123456'/>").participant,
              "123456");
}

TEST(MixPayloads, guests_are_invited_and_messages_taken_back) {
    const auto invite = as_printed<MixInvite>(
        "<invite xmlns='urn:xmpp:mix:misc:0'><invitation><inviter>hag66@shakespeare.example</inviter><invitee>"
        "cat@shakespeare.example</invitee><channel>coven@mix.shakespeare.example</channel><token>ABCDEF</token>"
        "</invitation></invite>");
    EXPECT_EQ(invite.invitation.value().token, "ABCDEF");
    EXPECT_EQ(
        wrong<MixInviteAnswer>("<invitation-ack xmlns='urn:xmpp:mix:misc:0'><value>Never</value></invitation-ack>"),
        "invitation-ack/value: not one of its words: \"Never\"");
    as_printed<MixRegister>("<register xmlns='urn:xmpp:mix:misc:0'><nick>thirdwitch</nick></register>");
    as_printed<MixRetract>("<retract xmlns='urn:xmpp:mix:misc:0' id='77E07BB0'/>");
    as_printed<MixRetracted>(
        "<retracted xmlns='urn:xmpp:mix:misc:0' by='hag66@shakespeare.example' "
        "time='2010-07-10T23:08:25Z'/>");
}

}  // namespace
}  // namespace headstock::samples
