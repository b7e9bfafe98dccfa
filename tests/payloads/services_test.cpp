// SPDX-License-Identifier: MIT
#include "tests/payloads/services.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(Addresses);
HEADSTOCK_PAYLOAD_TEST(UniqueRoom);
HEADSTOCK_PAYLOAD_TEST(JsonContainer);
HEADSTOCK_PAYLOAD_TEST(Delegation);
HEADSTOCK_PAYLOAD_TEST(DelegationQuery);
HEADSTOCK_PAYLOAD_TEST(Privileges);
HEADSTOCK_PAYLOAD_TEST(PrivilegedIq);
HEADSTOCK_PAYLOAD_TEST(PreAuthentication);
HEADSTOCK_PAYLOAD_TEST(RegisterWithToken);
HEADSTOCK_PAYLOAD_TEST(HostMeta);

TEST(ServicePayloads, stanzas_have_addresses_and_headers) {
    const auto addresses = as_printed<Addresses>(
        "<addresses xmlns='http://jabber.org/protocol/address'><address type='to' jid='hildjj@jabber.org/Work' "
        "desc='Joe "
        "Hildebrand' delivered='true'/><address type='to' desc='Foo Group'><group "
        "xmlns='some:funny:group:ns'>foo</group></address></addresses>");
    EXPECT_TRUE(addresses.all.at(0).delivered);
    EXPECT_EQ(addresses.all.at(1).others.at(0).text(), "foo");
    EXPECT_EQ(as_printed<UniqueRoom>("<unique xmlns='http://jabber.org/protocol/muc#unique'/>").name, std::nullopt);
    EXPECT_EQ(as_printed<JsonContainer>("<json xmlns='urn:xmpp:json:0'>{\"name\": \"romeo\"}</json>").json,
              "{\"name\": \"romeo\"}");
}

TEST(ServicePayloads, namespaces_are_delegated_and_privileges_given) {
    const auto delegation = as_printed<Delegation>(
        "<delegation xmlns='urn:xmpp:delegation:2'><delegated namespace='urn:xmpp:mam:2'><attribute name='node'/>"
        "</delegated><delegated namespace='http://jabber.org/protocol/pubsub'/></delegation>");
    EXPECT_EQ(delegation.delegated.at(0).attributes.at(0), "node");
    as_printed<Delegation>(
        "<delegation xmlns='urn:xmpp:delegation:2'><forwarded xmlns='urn:xmpp:forward:0'><iq "
        "xmlns='jabber:client' type='get'/></forwarded></delegation>");
    as_printed<DelegationQuery>(
        "<query xmlns='urn:xmpp:delegation:2' to='bettydrummer.example'><delegate "
        "namespace='urn:xmpp:mam:2'/></query>");
    const auto privileges = as_printed<Privileges>(
        "<privilege xmlns='urn:xmpp:privilege:2'><perm access='roster' type='both' push='false'/><perm "
        "access='iq'><namespace ns='http://jabber.org/protocol/pubsub' type='set'/></perm><perm "
        "access='weather'/></privilege>");
    EXPECT_EQ(privileges.permissions.at(1).namespaces.at(0).type, IqAccess::set);
    EXPECT_EQ(privileges.permissions.at(2).access.word(), "weather");
    as_printed<PrivilegedIq>(
        "<privileged_iq xmlns='urn:xmpp:privilege:2'><iq xmlns='jabber:client' id='a'/></privileged_iq>");
}

TEST(ServicePayloads, invitations_carry_tokens) {
    EXPECT_EQ(as_printed<PreAuthentication>("<preauth xmlns='urn:xmpp:pars:0' token='1tMFqYDdKhfe2pwp'/>").token,
              "1tMFqYDdKhfe2pwp");
    as_printed<RegisterWithToken>("<register xmlns='urn:xmpp:ibr-token:0'/>");
}

TEST(ServicePayloads, hosts_have_other_ways_in) {
    const auto host = as_printed<HostMeta>(
        "<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><Link rel='urn:xmpp:alt-connections:xbosh' "
        "href='https://web.example.com:5280/bosh'/><Link rel='urn:xmpp:alt-connections:websocket' "
        "href='wss://web.example.com:443/ws'/></XRD>");
    EXPECT_EQ(host.links.at(1).address.text, "wss://web.example.com:443/ws");
}

}  // namespace
}  // namespace headstock::samples
