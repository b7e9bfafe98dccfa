// SPDX-License-Identifier: MIT
#include "tests/payloads/session.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(Enable);
HEADSTOCK_PAYLOAD_TEST(Enabled);
HEADSTOCK_PAYLOAD_TEST(SmFailed);
HEADSTOCK_PAYLOAD_TEST(Authentication);
HEADSTOCK_PAYLOAD_TEST(Authenticate);
HEADSTOCK_PAYLOAD_TEST(Success);
HEADSTOCK_PAYLOAD_TEST(Bind2);
HEADSTOCK_PAYLOAD_TEST(FastToken);
HEADSTOCK_PAYLOAD_TEST(Services);

TEST(SessionPayloads, stream_management_is_spoken_in_the_version_it_was_heard_in) {
    const auto enabled = as_printed<Enabled>("<enabled xmlns='urn:xmpp:sm:2' id='some-long-sm-id' resume='true'/>");
    EXPECT_EQ(enabled.version, 1);
    EXPECT_EQ(bridge::write(Enable{.resume = true, .max = {}}).xml(), "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    EXPECT_TRUE(as_printed<Enable>("<enable xmlns='urn:xmpp:sm:3' resume='true' max='600'/>").resume);
    const auto failed = as_printed<SmFailed>(
        "<failed xmlns='urn:xmpp:sm:3' h='7'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>Gone</text></failed>");
    EXPECT_EQ(failed.condition, SmFailure::item_not_found);
}

TEST(SessionPayloads, sasl2_carries_what_is_done_on_the_way) {
    const auto offer = as_printed<Authentication>(
        "<authentication "
        "xmlns='urn:xmpp:sasl:2'><mechanism>SCRAM-SHA-1</mechanism><mechanism>SCRAM-SHA-1-PLUS</mechanism>"
        "<inline><sm xmlns='urn:xmpp:sm:3'/><bind xmlns='urn:xmpp:bind:0'/></inline></authentication>");
    EXPECT_EQ(offer.features.value().features.size(), 2U);
    const auto bytes = bridge::parse_element(
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='BLURDYBLOOP'><initial-response>\n    "
        "SSBzaG91bGQgbWFrZSB0aGlzIGEgY29tcGV0aXRpb24=\n  </initial-response><user-agent id='d4565fa7'>"
        "<software>AwesomeXMPP</software></user-agent><bind xmlns='urn:xmpp:bind:example'/></authenticate>");
    const auto authenticate = bridge::read<Authenticate>(bytes.value()).value();
    EXPECT_EQ(authenticate.initial.value().data, "I should make this a competition");
    EXPECT_EQ(authenticate.requests.size(), 1U);
    const auto success = as_printed<Success>(
        "<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>juliet@montague.example</authorization-identifier>"
        "<resumed xmlns='urn:xmpp:sm:3' h='345' previd='124'/></success>");
    EXPECT_EQ(success.outcomes.at(0).attribute("h"), "345");
    as_printed<Bind2>("<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:carbons:2'/></inline></bind>");
    as_printed<FastToken>("<token xmlns='urn:xmpp:fast:0' token='s3cr3tt0k3n' expiry='2020-03-12T14:36:15Z'/>");
}

TEST(SessionPayloads, services_are_listed) {
    const auto services = as_printed<Services>(
        "<services xmlns='urn:xmpp:extdisco:2'><service host='stun.shakespeare.lit' port='9998' transport='udp' "
        "type='stun'/><service host='192.0.2.1' port='8888' transport='udp' type='turn' "
        "restricted='true'/></services>");
    EXPECT_EQ(services.services.at(0).port, 9998);
    EXPECT_EQ(wrong<Services>("<services xmlns='urn:xmpp:extdisco:2'><service host='a' type='stun'/>"
                              "<service host='a' type='stun' port='65536'/></services>"),
              "services/service[2]@port: a number that does not fit: \"65536\"");
    EXPECT_EQ(wrong<Services>("<services xmlns='urn:xmpp:extdisco:2' type='a b'/>"),
              "services@type: not a token: \"a b\"");
}

}  // namespace
}  // namespace headstock::samples
