// SPDX-License-Identifier: MIT
#include "tests/payloads/secrets.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(OldDevices);
HEADSTOCK_PAYLOAD_TEST(OldBundle);
HEADSTOCK_PAYLOAD_TEST(OldEncrypted);
HEADSTOCK_PAYLOAD_TEST(EncryptionHint);
HEADSTOCK_PAYLOAD_TEST(Envelope);
HEADSTOCK_PAYLOAD_TEST(TrustMessage);
HEADSTOCK_PAYLOAD_TEST(OpenPgp);
HEADSTOCK_PAYLOAD_TEST(PgpSigned);
HEADSTOCK_PAYLOAD_TEST(PgpKey);
HEADSTOCK_PAYLOAD_TEST(PgpKeys);
HEADSTOCK_PAYLOAD_TEST(PgpSecretKey);
HEADSTOCK_PAYLOAD_TEST(Capabilities2);

TEST(SecretPayloads, omemo_was_spoken_in_another_way_at_first) {
    EXPECT_EQ(as_printed<OldDevices>("<list xmlns='eu.siacs.conversations.axolotl'><device id='12345'/><device "
                                     "id='4223'/></list>")
                  .ids.at(1),
              4223U);
    const auto bundle = as_printed<OldBundle>(
        "<bundle xmlns='eu.siacs.conversations.axolotl'><signedPreKeyPublic "
        "signedPreKeyId='1'>Zm9v</signedPreKeyPublic>"
        "<signedPreKeySignature>YmFy</signedPreKeySignature><identityKey>YmF6</identityKey><prekeys><preKeyPublic "
        "preKeyId='1'>cXV4</preKeyPublic><preKeyPublic preKeyId='2'/></prekeys></bundle>");
    EXPECT_EQ(bundle.signed_key.key.data, "foo");
    const auto encrypted = as_printed<OldEncrypted>(
        "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='27183'><key rid='31415'>Zm9v</key><key "
        "rid='12321' "
        "prekey='true'>YmFy</key><iv>YmF6</iv></header><payload>cXV4</payload></encrypted>");
    EXPECT_TRUE(encrypted.header.keys.at(1).exchange);
}

TEST(SecretPayloads, envelopes_hold_what_is_encrypted) {
    EXPECT_EQ(as_printed<EncryptionHint>("<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:otr:0'/>").means,
              "urn:xmpp:otr:0");
    const auto envelope = as_printed<Envelope>(
        "<envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>Hello "
        "World!</body></content><rpad>C1DHN9HK"
        "</rpad><time stamp='2004-01-25T05:05:00Z'/><to jid='missioncontrol@houston.nasa.gov'/><from "
        "jid='opportunity@mars.planet'/></envelope>");
    EXPECT_EQ(envelope.content.elements.at(0).text(), "Hello World!");
    EXPECT_EQ(envelope.from, core::jid("opportunity@mars.planet"));
    const auto trust = as_printed<TrustMessage>(
        "<trust-message xmlns='urn:xmpp:tm:1' usage='urn:xmpp:atm:1' encryption='urn:xmpp:omemo:2'><key-owner "
        "jid='alice@example.org'><trust>aFABnX7Q/rbTgjBySYzrT2FsYCVYb49mbca5yB734KQ=</trust><distrust>YmFy</distrust>"
        "</key-owner></trust-message>");
    EXPECT_EQ(trust.owners.at(0).trusted.at(0).data.size(), 32U);
}

TEST(SecretPayloads, openpgp_signs_and_encrypts_elements) {
    as_printed<OpenPgp>("<openpgp xmlns='urn:xmpp:openpgp:0'>Zm9v</openpgp>");
    const auto content = as_printed<PgpSigned>(
        "<signcrypt xmlns='urn:xmpp:openpgp:0'><to jid='juliet@example.org'/><time "
        "stamp='2014-07-10T15:06:00Z'/><rpad>f0rm1l4n4</rpad><payload><body xmlns='jabber:client'>This is a secret "
        "message.</body></payload></signcrypt>");
    EXPECT_EQ(content.what, PgpContent::signcrypt);
    EXPECT_EQ(content.to.size(), 1U);
    as_printed<PgpKey>("<pubkey xmlns='urn:xmpp:openpgp:0'><data>Zm9v</data></pubkey>");
    as_printed<PgpKeys>(
        "<public-keys-list xmlns='urn:xmpp:openpgp:0'><pubkey-metadata "
        "v4-fingerprint='1357B01865B2503C18453D208CAC2A9678548E35' date='2018-03-01T15:26:12Z'/></public-keys-list>");
    as_printed<PgpSecretKey>("<secretkey xmlns='urn:xmpp:openpgp:0'>Zm9v</secretkey>");
    EXPECT_EQ(wrong<PgpSigned>("<sign xmlns='urn:xmpp:openpgp:0'><time stamp='soon'/><payload/></sign>"),
              "sign/time@stamp: not a time: \"soon\"");
}

TEST(SecretPayloads, capabilities_may_have_several_hashes) {
    EXPECT_EQ(as_printed<Capabilities2>("<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' "
                                        "algo='sha-256'>kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8=</hash><hash "
                                        "xmlns='urn:xmpp:hashes:2' algo='sha3-256'>Zm9v</hash></c>")
                  .hashes.size(),
              2U);
}

}  // namespace
}  // namespace headstock::samples
