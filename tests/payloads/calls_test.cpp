// SPDX-License-Identifier: MIT
#include "tests/payloads/calls.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(RtpFeedbackInterval);
HEADSTOCK_PAYLOAD_TEST(RtpHeaderExtension);
HEADSTOCK_PAYLOAD_TEST(RtpSourceGroup);
HEADSTOCK_PAYLOAD_TEST(RtpDescription);
HEADSTOCK_PAYLOAD_TEST(RtpInfo);
HEADSTOCK_PAYLOAD_TEST(RtpError);
HEADSTOCK_PAYLOAD_TEST(Fingerprint);
HEADSTOCK_PAYLOAD_TEST(IceTransport);
HEADSTOCK_PAYLOAD_TEST(ContentGroup);
HEADSTOCK_PAYLOAD_TEST(CallMessage);
HEADSTOCK_PAYLOAD_TEST(CallInvite);

TEST(CallPayloads, a_description_has_payload_types_feedback_extensions_and_sources) {
    const auto rtp = as_printed<RtpDescription>(
        "<description xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'><payload-type id='97' name='speex' "
        "clockrate='8000' channels='2'><parameter name='vbr' value='on'/><rtcp-fb "
        "xmlns='urn:xmpp:jingle:apps:rtp:rtcp-fb:0' type='nack' subtype='sli'><parameter name='a'/></rtcp-fb>"
        "</payload-type><payload-type id='18' name='G729'/><rtcp-mux/><encryption required='true'><crypto "
        "crypto-suite='AES_CM_128_HMAC_SHA1_80' key-params='inline:WVNfX19z' session-params='KDR=1 "
        "UNENCRYPTED_SRTCP' tag='1'/></encryption><bandwidth type='AS'>128</bandwidth><rtcp-fb-trr-int "
        "xmlns='urn:xmpp:jingle:apps:rtp:rtcp-fb:0' value='100'/><rtp-hdrext "
        "xmlns='urn:xmpp:jingle:apps:rtp:rtp-hdrext:0' uri='urn:ietf:params:rtp-hdrext:toffset' id='1'/><source "
        "xmlns='urn:xmpp:jingle:apps:rtp:ssma:0' ssrc='1656081975'><parameter name='cname' "
        "value='Yv/wvbCdsDW2Prgd'/></source><ssrc-group xmlns='urn:xmpp:jingle:apps:rtp:ssma:0' "
        "semantics='FID'><source "
        "ssrc='1656081975'/><source ssrc='2656081975'/></ssrc-group></description>");
    EXPECT_EQ(rtp.payload_types.at(0).parameters.at(0).value, "on");
    EXPECT_EQ(rtp.payload_types.at(0).feedback.at(0).parameters.at(0), (RtpParameter{"a", {}}));
    EXPECT_EQ(rtp.payload_types.at(1).channels, 1);
    EXPECT_EQ(rtp.groups.at(0).sources, (std::vector<std::uint32_t>{1656081975, 2656081975}));
    EXPECT_TRUE(rtp.shares_port && rtp.encryption.value().required);
    EXPECT_EQ(wrong<RtpDescription>("<description xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'><payload-type "
                                    "id='256'/></description>"),
              "description/payload-type[1]@id: a number that does not fit: \"256\"");
}

TEST(CallPayloads, what_is_told_of_a_call_is_an_element_of_its_own) {
    EXPECT_EQ(
        as_printed<RtpInfo>("<mute xmlns='urn:xmpp:jingle:apps:rtp:info:1' creator='responder' name='voice'/>").state,
        RtpState::mute);
    EXPECT_EQ(as_printed<RtpError>("<invalid-crypto xmlns='urn:xmpp:jingle:apps:rtp:errors:1'/>").problem,
              RtpProblem::invalid_crypto);
    const auto group = as_printed<ContentGroup>(
        "<group xmlns='urn:xmpp:jingle:apps:grouping:0' semantics='BUNDLE'><content name='voice'/><content "
        "name='webcam'/></group>");
    EXPECT_EQ(group.contents.at(1), "webcam");
}

TEST(CallPayloads, candidates_are_checked) {
    const auto ice = as_printed<IceTransport>(
        "<transport xmlns='urn:xmpp:jingle:transports:ice-udp:1' pwd='asd88fgpdd777uzjYhagZg' ufrag='8hhy'><candidate "
        "component='1' foundation='1' generation='0' id='y3s2b30v3r' ip='192.0.2.3' network='1' port='45664' "
        "priority='1694498815' protocol='udp' rel-addr='10.0.1.1' rel-port='8998' type='srflx'/><fingerprint "
        "xmlns='urn:xmpp:jingle:apps:dtls:0' hash='sha-256' setup='actpass'>02:1A:CC:54</fingerprint></transport>");
    EXPECT_EQ(ice.candidates.at(0).type, IceType::srflx);
    EXPECT_EQ(ice.fingerprint.value().setup, DtlsSetup::actpass);
    EXPECT_EQ(as_printed<IceTransport>("<transport xmlns='urn:xmpp:jingle:transports:ice-udp:1'><remote-candidate "
                                       "component='1' ip='10.0.1.2' port='9001'/></transport>")
                  .remotes.at(0)
                  .port,
              9001);
}

TEST(CallPayloads, a_call_is_proposed_by_message) {
    const auto proposal = as_printed<CallMessage>(
        "<propose xmlns='urn:xmpp:jingle-message:0' id='ca3cf894'><description xmlns='urn:xmpp:jingle:apps:rtp:1' "
        "media='audio'/></propose>");
    EXPECT_EQ(proposal.descriptions.at(0).attribute("media"), "audio");
    const auto end = as_printed<CallMessage>(
        "<finish xmlns='urn:xmpp:jingle-message:0' id='ca3cf894'><reason "
        "xmlns='urn:xmpp:jingle:1'><expired/><text>Session "
        "migrated</text></reason><migrated to='989a46a6'/></finish>");
    EXPECT_EQ(end.step, CallStep::finish);
    EXPECT_EQ(end.migrated, core::jid("989a46a6"));
    const auto invite = as_printed<CallInvite>(
        "<invite xmlns='urn:xmpp:call-invites:0' video='true'><jingle sid='sid2' "
        "jid='mixer@example.com/uuid'/><external "
        "uri='https://example.com/uuid'/><external uri='tel:+12345678'/></invite>");
    EXPECT_EQ(invite.elsewhere.at(1).text, "tel:+12345678");
    EXPECT_EQ(as_printed<CallInvite>("<left xmlns='urn:xmpp:call-invites:0' id='id1'/>").what, CallInvitation::left);
}

}  // namespace
}  // namespace headstock::samples
