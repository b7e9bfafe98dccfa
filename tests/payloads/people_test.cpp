// SPDX-License-Identifier: MIT
#include "tests/payloads/people.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(Tune);
HEADSTOCK_PAYLOAD_TEST(Attention);
HEADSTOCK_PAYLOAD_TEST(Hats);
HEADSTOCK_PAYLOAD_TEST(Card4);

TEST(PeoplePayloads, small_ones_are_texts_and_moments) {
    as_printed<Attention>("<attention xmlns='urn:xmpp:attention:0'/>");
    EXPECT_EQ(as_printed<Tune>("<tune xmlns='http://jabber.org/protocol/tune'><artist>Yes</artist><length>686</length>"
                               "<rating>8</rating><source>Yessongs</source><title>Heart of the Sunrise</title><track>3"
                               "</track><uri>http://www.yesworld.com/lyrics/Fragile.html#9</uri></tune>")
                  .seconds,
              686);
}

TEST(PeoplePayloads, hats_have_colours_and_badges) {
    const auto hats = as_printed<Hats>(
        "<hats xmlns='urn:xmpp:hats:0'><hat title='Host' uri='http://schemas.example.com/hats#host' hue='327.255249' "
        "xml:lang='en-us'><badge xmlns='urn:example:badges' level='3'/></hat><hat title='Presenter' "
        "uri='http://schemas.example.com/hats#presenter'/></hats>");
    EXPECT_DOUBLE_EQ(hats.hats.at(0).hue.value(), 327.255249);
    EXPECT_EQ(wrong<Hats>("<hats xmlns='urn:xmpp:hats:0'><hat title='Host' uri='host'/></hats>"),
              "hats/hat[1]@uri: not a URI: \"host\"");
}

TEST(PeoplePayloads, a_card_has_properties_with_parameters_in_groups) {
    const auto card = as_printed<Card4>(
        "<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'><fn><text>Peter Saint-Andre</text></fn><n><surname>Saint-Andre"
        "</surname><given>Peter</given><additional/></n><nickname><text>stpeter</text></nickname><nickname><text>psa</"
        "text>"
        "</nickname><photo><uri>https://stpeter.im/images/stpeter_oscon.jpg</uri></photo><bday><date>1966-08-06</date>"
        "</bday><adr><parameters><pref><integer>1</integer></pref><type><text>work</text><text>voice</text></type>"
        "</parameters><street>1899 Wynkoop Street</street><locality>Denver</locality><code>80202</code><country>USA"
        "</country><ext>Suite 600</ext></adr><tel><parameters><type><text>work</text></type></parameters><uri>"
        "tel:+1-303-308-3282</uri></tel><impp><uri>xmpp:stpeter@jabber.org</uri></impp><group "
        "name='contact'><fn><text>Sam</text></fn></group><key><uri>https://stpeter.im/stpeter.asc</uri></key></vcard>");
    EXPECT_EQ(card.addresses.at(0).parameters.value().kind.value().words.at(1), "voice");
    EXPECT_EQ(card.groups.at(0).names.at(0).texts.at(0), "Sam");
    EXPECT_EQ(card.others.at(0).tag(), "key");
    EXPECT_EQ(
        wrong<Card4>("<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'><bday><date>6th of August</date></bday></vcard>"),
        "vcard/bday/date: not a date: \"6th of August\"");
}

}  // namespace
}  // namespace headstock::samples
