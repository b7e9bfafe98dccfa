// SPDX-License-Identifier: MIT
#include "tests/payloads/pubsub.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(AvatarMetadata);
HEADSTOCK_PAYLOAD_TEST(AvatarData);
HEADSTOCK_PAYLOAD_TEST(UserMood);
HEADSTOCK_PAYLOAD_TEST(UserActivity);
HEADSTOCK_PAYLOAD_TEST(Geolocation);
HEADSTOCK_PAYLOAD_TEST(Bundle);
HEADSTOCK_PAYLOAD_TEST(Encrypted);

TEST(PubsubPayloads, avatars_are_told_in_hexadecimal_and_sent_in_base64) {
    const auto metadata = as_printed<AvatarMetadata>(
        "<metadata xmlns='urn:xmpp:avatar:metadata'><info bytes='12345' id='111f4b3c50d7b0df729d299bc6f8e9ef9066971f' "
        "height='64' type='image/png' width='64'/><pointer><x xmlns='http://example.com/virtualworlds'/></pointer>"
        "</metadata>");
    EXPECT_EQ(metadata.infos.at(0).id.data.size(), 20U);
    EXPECT_EQ(as_printed<AvatarMetadata>("<metadata xmlns='urn:xmpp:avatar:metadata'/>"), AvatarMetadata{});
    const auto folded = bridge::parse_element("<data xmlns='urn:xmpp:avatar:data'>\n qANQ\n R1DB\n</data>");
    EXPECT_EQ(bridge::read<AvatarData>(folded.value()).value().image.data.size(), 6U);
    EXPECT_EQ(wrong<AvatarMetadata>("<metadata xmlns='urn:xmpp:avatar:metadata'><info bytes='1' id='xy' type='a/b'/>"
                                    "</metadata>")
                  .substr(0, 21),
              "metadata/info[1]@id: ");
}

TEST(PubsubPayloads, moods_and_activities_are_told_by_elements) {
    EXPECT_EQ(
        as_printed<UserMood>("<mood xmlns='http://jabber.org/protocol/mood'><annoyed/><text>curse my nurse!</text>"
                             "</mood>")
            .feeling.value()
            .mood,
        Mood::annoyed);
    EXPECT_EQ(as_printed<UserMood>("<mood xmlns='http://jabber.org/protocol/mood'/>"), UserMood{});
    const auto activity = as_printed<UserActivity>(
        "<activity xmlns='http://jabber.org/protocol/activity'><relaxing><partying/></relaxing>"
        "<text xml:lang='en'>My nurse&apos;s birthday!</text></activity>");
    EXPECT_EQ(activity.doing.value().specific.value().what, DoingJust::partying);
    EXPECT_EQ(activity.texts.text("en"), "My nurse's birthday!");
    EXPECT_EQ(as_printed<Geolocation>("<geoloc xmlns='http://jabber.org/protocol/geoloc' xml:lang='en'>"
                                      "<accuracy>20</accuracy><country>Italy</country><lat>45.44</lat>"
                                      "<locality>Venice</locality><lon>12.33</lon><tzo>+01:00</tzo></geoloc>")
                  .latitude,
              45.44);
}

TEST(PubsubPayloads, omemo_nests_keys_by_address) {
    as_printed<Bundle>(
        "<bundle xmlns='urn:xmpp:omemo:2'><spk id='1'>c3Br</spk><spks>c3Brcw==</spks><ik>aWs=</ik>"
        "<prekeys><pk id='1'>MQ==</pk><pk id='2'>Mg==</pk></prekeys></bundle>");
    const auto encrypted = as_printed<Encrypted>(
        "<encrypted xmlns='urn:xmpp:omemo:2'><header sid='27183'><keys jid='juliet@capulet.lit'>"
        "<key rid='31415'>a2V5</key></keys><keys jid='romeo@montague.lit'><key rid='1337'>a2V5</key>"
        "<key rid='12321' kex='true'>a2V5</key></keys></header><payload>cGF5bG9hZA==</payload></encrypted>");
    EXPECT_TRUE(encrypted.header.keys.at(1).keys.at(1).exchange);
    EXPECT_EQ(wrong<Encrypted>("<encrypted xmlns='urn:xmpp:omemo:2'><header sid='1'><keys jid='a@b'/><keys jid='c@d'>"
                               "<key rid='1'/><key rid='4294967296'/></keys></header></encrypted>"),
              "encrypted/header/keys[2]/key[2]@rid: a number that does not fit: \"4294967296\"");
}

}  // namespace
}  // namespace headstock::samples
