// SPDX-License-Identifier: MIT
#include "tests/payloads/streams.hpp"

#include "tests/payloads/as_printed.hpp"
#include "tests/payloads/tunnels.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(Handshake);
HEADSTOCK_PAYLOAD_TEST(SmQuestion);
HEADSTOCK_PAYLOAD_TEST(SmAnswer);
HEADSTOCK_PAYLOAD_TEST(SmResume);
HEADSTOCK_PAYLOAD_TEST(SmTooHigh);
HEADSTOCK_PAYLOAD_TEST(ClientStateNotice);
HEADSTOCK_PAYLOAD_TEST(Bound);
HEADSTOCK_PAYLOAD_TEST(SaslData);
HEADSTOCK_PAYLOAD_TEST(SaslFailure);
HEADSTOCK_PAYLOAD_TEST(SaslAbort);
HEADSTOCK_PAYLOAD_TEST(SaslContinue);
HEADSTOCK_PAYLOAD_TEST(SaslNext);
HEADSTOCK_PAYLOAD_TEST(SaslTaskData);
HEADSTOCK_PAYLOAD_TEST(ChannelBindings);
HEADSTOCK_PAYLOAD_TEST(StreamLimits);
HEADSTOCK_PAYLOAD_TEST(SaslUpgrade);
HEADSTOCK_PAYLOAD_TEST(ScramSalt);
HEADSTOCK_PAYLOAD_TEST(ScramHash);
HEADSTOCK_PAYLOAD_TEST(Fast);
HEADSTOCK_PAYLOAD_TEST(FastRequest);
HEADSTOCK_PAYLOAD_TEST(BoshBody);
HEADSTOCK_PAYLOAD_TEST(CompressionFeature);
HEADSTOCK_PAYLOAD_TEST(Compress);
HEADSTOCK_PAYLOAD_TEST(Compressed);
HEADSTOCK_PAYLOAD_TEST(CompressionFailure);

TEST(StreamPayloads, stanzas_are_counted_in_either_version) {
    EXPECT_EQ(as_printed<SmAnswer>("<a xmlns='urn:xmpp:sm:3' h='4294967295'/>").handled, 4294967295U);
    EXPECT_EQ(as_printed<SmQuestion>("<r xmlns='urn:xmpp:sm:2'/>").version, 1);
    EXPECT_EQ(as_printed<SmQuestion>("<sm xmlns='urn:xmpp:sm:3'/>").what, SmPlain::sm);
    EXPECT_EQ(as_printed<SmResume>("<resumed xmlns='urn:xmpp:sm:2' h='5' previd='some-long-sm-id'/>").what,
              SmResumption::resumed);
    EXPECT_EQ(as_printed<SmTooHigh>("<handled-count-too-high xmlns='urn:xmpp:sm:3' h='10' send-count='8'/>").sent, 8U);
    EXPECT_EQ(wrong<SmAnswer>("<a xmlns='urn:xmpp:sm:3' h='4294967296'/>"),
              "a@h: a number that does not fit: \"4294967296\"");
}

TEST(StreamPayloads, small_ones_are_elements_and_numbers) {
    EXPECT_EQ(as_printed<ClientStateNotice>("<inactive xmlns='urn:xmpp:csi:0'/>").state, ClientState::inactive);
    EXPECT_EQ(
        as_printed<Handshake>("<handshake xmlns='jabber:component:accept'>aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e"
                              "</handshake>")
            .digest.value()
            .data.size(),
        20U);
    EXPECT_EQ(as_printed<Handshake>("<handshake xmlns='jabber:component:accept'/>").digest, std::nullopt);
    EXPECT_EQ(as_printed<StreamLimits>("<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>262144</max-bytes>"
                                       "<idle-seconds>1800</idle-seconds></limits>")
                  .idle_seconds,
              1800U);
    EXPECT_EQ(as_printed<ChannelBindings>("<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding "
                                          "type='tls-server-end-point'/><channel-binding type='tls-exporter'/>"
                                          "</sasl-channel-binding>")
                  .types.at(1),
              "tls-exporter");
}

TEST(StreamPayloads, sasl2_goes_on_in_steps) {
    EXPECT_EQ(as_printed<SaslData>("<challenge xmlns='urn:xmpp:sasl:2'>Zm9v</challenge>").step, SaslStep::challenge);
    const auto failure = as_printed<SaslFailure>(
        "<failure xmlns='urn:xmpp:sasl:2'><aborted xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/><text>This is a terrible "
        "example.</text><optional-application-specific xmlns='urn:something:else'/></failure>");
    EXPECT_EQ(failure.problem, SaslProblem::aborted);
    as_printed<SaslAbort>("<abort xmlns='urn:xmpp:sasl:2'><text>I changed my mind</text></abort>");
    const auto more = as_printed<SaslContinue>(
        "<continue "
        "xmlns='urn:xmpp:sasl:2'><additional-data>Zm9v</additional-data><tasks><task>HOTP-EXAMPLE</task><task>"
        "TOTP-EXAMPLE</task></tasks><text>This account requires 2FA</text></continue>");
    EXPECT_EQ(more.tasks.names.at(1), "TOTP-EXAMPLE");
    as_printed<SaslNext>("<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-SHA-256'/>");
    as_printed<SaslUpgrade>("<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>");
    as_printed<SaslTaskData>(
        "<task-data xmlns='urn:xmpp:sasl:2'><salt xmlns='urn:xmpp:scram-upgrade:0' "
        "iterations='4096'>QV9TWENSWFE2c2VrOGJmX1o=</salt></task-data>");
    EXPECT_EQ(as_printed<ScramSalt>("<salt xmlns='urn:xmpp:scram-upgrade:0' iterations='4096'>Zm9v</salt>").iterations,
              4096U);
    as_printed<ScramHash>("<hash xmlns='urn:xmpp:scram-upgrade:0'>Zm9v</hash>");
    as_printed<Bound>("<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3' id='124'/></bound>");
}

TEST(StreamPayloads, tokens_are_offered_asked_for_and_used) {
    const auto offer =
        as_printed<Fast>("<fast xmlns='urn:xmpp:fast:0' tls-0rtt='true'><mechanism>HT-SHA-256-NONE</mechanism></fast>");
    EXPECT_EQ(offer.early, true);
    EXPECT_EQ(as_printed<Fast>("<fast xmlns='urn:xmpp:fast:0' count='123' invalidate='true'/>").count, 123U);
    as_printed<FastRequest>("<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-ENDP'/>");
}

TEST(TunnelPayloads, a_body_has_attributes_of_its_own_and_of_xmpp) {
    const auto body = as_printed<BoshBody>(
        "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' content='text/xml; "
        "charset=utf-8' "
        "from='user@example.com' hold='1' rid='9007199254740991' to='example.com' ver='1.6' wait='60' xml:lang='en' "
        "xmpp:version='1.0'/>");
    EXPECT_EQ(body.version, "1.0");
    EXPECT_EQ(body.number, 9007199254740991U);
    EXPECT_EQ(as_printed<BoshBody>("<body xmlns='http://jabber.org/protocol/httpbind' condition='remote-stream-error' "
                                   "type='terminate'><message xmlns='jabber:client'/></body>")
                  .condition,
              BoshCondition::remote_stream_error);
}

TEST(TunnelPayloads, compression_is_offered_chosen_and_refused) {
    as_printed<CompressionFeature>(
        "<compression "
        "xmlns='http://jabber.org/features/compress'><method>zlib</method><method>lzw</method></compression>");
    as_printed<Compress>("<compress xmlns='http://jabber.org/protocol/compress'><method>zlib</method></compress>");
    as_printed<Compressed>("<compressed xmlns='http://jabber.org/protocol/compress'/>");
    EXPECT_EQ(
        as_printed<CompressionFailure>("<failure xmlns='http://jabber.org/protocol/compress'><setup-failed/></failure>")
            .problem,
        CompressionProblem::setup_failed);
}

}  // namespace
}  // namespace headstock::samples
