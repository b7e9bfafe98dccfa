// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/payloads/files.hpp"

#include "headstock/core/lexical.hpp"

/// What is encrypted, and whom one trusts.
namespace headstock::samples {

inline constexpr std::string_view axolotl_ns = "eu.siacs.conversations.axolotl";

inline constexpr std::string_view openpgp_ns = "urn:xmpp:openpgp:0";

inline constexpr std::string_view trust_ns = "urn:xmpp:tm:1";

/// XEP-0384, OMEMO Encryption, as it was first.
struct OldDevices {
    std::vector<std::uint32_t> ids;

    static constexpr auto xml =
        bridge::element("list", axolotl_ns, bridge::attribute_of("device", "id", &OldDevices::ids));
    friend bool operator==(const OldDevices&, const OldDevices&) = default;
};

struct OldSignedKey {
    std::uint32_t id = 0;
    bridge::WrappedBytes key;

    static constexpr auto xml =
        bridge::element("signedPreKeyPublic", axolotl_ns, bridge::attribute("signedPreKeyId", &OldSignedKey::id),
                        bridge::text(&OldSignedKey::key));
    friend bool operator==(const OldSignedKey&, const OldSignedKey&) = default;
};

struct OldPreKey {
    std::uint32_t id = 0;
    bridge::WrappedBytes key;

    static constexpr auto xml = bridge::element(
        "preKeyPublic", axolotl_ns, bridge::attribute("preKeyId", &OldPreKey::id), bridge::text(&OldPreKey::key));
    friend bool operator==(const OldPreKey&, const OldPreKey&) = default;
};

struct OldPreKeys {
    std::vector<OldPreKey> keys;

    static constexpr auto xml = bridge::element("prekeys", axolotl_ns, bridge::child(&OldPreKeys::keys));
    friend bool operator==(const OldPreKeys&, const OldPreKeys&) = default;
};

struct OldBundle {
    OldSignedKey signed_key;
    bridge::WrappedBytes signature;
    bridge::WrappedBytes identity;
    OldPreKeys keys;

    static constexpr auto xml =
        bridge::element("bundle", axolotl_ns, bridge::child(&OldBundle::signed_key),
                        bridge::text("signedPreKeySignature", &OldBundle::signature),
                        bridge::text("identityKey", &OldBundle::identity), bridge::child(&OldBundle::keys));
    friend bool operator==(const OldBundle&, const OldBundle&) = default;
};

struct OldMessageKey {
    std::uint32_t recipient = 0;
    bool exchange = false;
    bridge::WrappedBytes key;

    static constexpr auto xml = bridge::element("key", axolotl_ns, bridge::attribute("rid", &OldMessageKey::recipient),
                                                bridge::attribute("prekey", &OldMessageKey::exchange).otherwise(false),
                                                bridge::text(&OldMessageKey::key));
    friend bool operator==(const OldMessageKey&, const OldMessageKey&) = default;
};

struct OldHeader {
    std::uint32_t sender = 0;
    std::vector<OldMessageKey> keys;
    bridge::WrappedBytes vector;

    static constexpr auto xml =
        bridge::element("header", axolotl_ns, bridge::attribute("sid", &OldHeader::sender),
                        bridge::child(&OldHeader::keys), bridge::text("iv", &OldHeader::vector));
    friend bool operator==(const OldHeader&, const OldHeader&) = default;
};

struct OldEncrypted {
    OldHeader header;
    std::optional<bridge::WrappedBytes> payload;

    static constexpr auto xml = bridge::element("encrypted", axolotl_ns, bridge::child(&OldEncrypted::header),
                                                bridge::text("payload", &OldEncrypted::payload));
    friend bool operator==(const OldEncrypted&, const OldEncrypted&) = default;
};

/// XEP-0380, Explicit Message Encryption.
struct EncryptionHint {
    std::string means;
    std::optional<std::string> name;

    static constexpr auto xml =
        bridge::element("encryption", "urn:xmpp:eme:0", bridge::attribute("namespace", &EncryptionHint::means),
                        bridge::attribute("name", &EncryptionHint::name));
    friend bool operator==(const EncryptionHint&, const EncryptionHint&) = default;
};

/// XEP-0420, Stanza Content Encryption.
struct EnvelopeContent {
    std::vector<bridge::Element> elements;

    static constexpr auto xml = bridge::element("content", "urn:xmpp:sce:1", bridge::rest(&EnvelopeContent::elements));
    friend bool operator==(const EnvelopeContent&, const EnvelopeContent&) = default;
};

struct Envelope {
    EnvelopeContent content;
    std::optional<std::string> padding;
    std::optional<Timestamp> time;
    std::optional<core::Jid> to;
    std::optional<core::Jid> from;

    static constexpr auto xml = bridge::element(
        "envelope", "urn:xmpp:sce:1", bridge::child(&Envelope::content), bridge::text("rpad", &Envelope::padding),
        bridge::attribute_of("time", "stamp", &Envelope::time), bridge::attribute_of("to", "jid", &Envelope::to),
        bridge::attribute_of("from", "jid", &Envelope::from));
    friend bool operator==(const Envelope&, const Envelope&) = default;
};

/// XEP-0434, Trust Messages (TM).
struct KeyOwner {
    core::Jid jid;
    std::vector<bridge::WrappedBytes> trusted;
    std::vector<bridge::WrappedBytes> distrusted;

    static constexpr auto xml =
        bridge::element("key-owner", trust_ns, bridge::attribute("jid", &KeyOwner::jid),
                        bridge::text("trust", &KeyOwner::trusted), bridge::text("distrust", &KeyOwner::distrusted));
    friend bool operator==(const KeyOwner&, const KeyOwner&) = default;
};

struct TrustMessage {
    std::string usage;
    std::string encryption;
    std::vector<KeyOwner> owners;

    static constexpr auto xml = bridge::element(
        "trust-message", trust_ns, bridge::attribute("usage", &TrustMessage::usage),
        bridge::attribute("encryption", &TrustMessage::encryption), bridge::child(&TrustMessage::owners));
    friend bool operator==(const TrustMessage&, const TrustMessage&) = default;
};

/// XEP-0373, OpenPGP for XMPP.
struct OpenPgp {
    bridge::WrappedBytes message;

    static constexpr auto xml = bridge::element("openpgp", openpgp_ns, bridge::text(&OpenPgp::message));
    friend bool operator==(const OpenPgp&, const OpenPgp&) = default;
};

enum class PgpContent { signcrypt, sign, crypt };
constexpr auto xml_words(PgpContent) {
    using enum PgpContent;
    return bridge::words<PgpContent>({{signcrypt, "signcrypt"}, {sign, "sign"}, {crypt, "crypt"}});
}

struct PgpPayload {
    std::vector<bridge::Element> elements;

    static constexpr auto xml = bridge::element("payload", openpgp_ns, bridge::rest(&PgpPayload::elements));
    friend bool operator==(const PgpPayload&, const PgpPayload&) = default;
};

struct PgpSigned {
    PgpContent what{};
    std::vector<core::Jid> to;
    Timestamp time;
    std::optional<std::string> padding;
    PgpPayload payload;

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&PgpSigned::what), openpgp_ns, bridge::attribute_of("to", "jid", &PgpSigned::to),
                        bridge::attribute_of("time", "stamp", &PgpSigned::time),
                        bridge::text("rpad", &PgpSigned::padding), bridge::child(&PgpSigned::payload));
    friend bool operator==(const PgpSigned&, const PgpSigned&) = default;
};

struct PgpKey {
    std::optional<Timestamp> date;
    bridge::WrappedBytes data;

    static constexpr auto xml = bridge::element("pubkey", openpgp_ns, bridge::attribute("date", &PgpKey::date),
                                                bridge::text("data", &PgpKey::data));
    friend bool operator==(const PgpKey&, const PgpKey&) = default;
};

struct PgpKeyMetadata {
    std::string fingerprint;
    Timestamp date;

    static constexpr auto xml = bridge::element("pubkey-metadata", openpgp_ns,
                                                bridge::attribute("v4-fingerprint", &PgpKeyMetadata::fingerprint),
                                                bridge::attribute("date", &PgpKeyMetadata::date));
    friend bool operator==(const PgpKeyMetadata&, const PgpKeyMetadata&) = default;
};

struct PgpKeys {
    std::vector<PgpKeyMetadata> keys;

    static constexpr auto xml = bridge::element("public-keys-list", openpgp_ns, bridge::child(&PgpKeys::keys));
    friend bool operator==(const PgpKeys&, const PgpKeys&) = default;
};

struct PgpSecretKey {
    bridge::WrappedBytes data;

    static constexpr auto xml = bridge::element("secretkey", openpgp_ns, bridge::text(&PgpSecretKey::data));
    friend bool operator==(const PgpSecretKey&, const PgpSecretKey&) = default;
};

/// XEP-0390, Entity Capabilities 2.0.
struct Capabilities2 {
    std::vector<Hash> hashes;

    static constexpr auto xml = bridge::element("c", "urn:xmpp:caps", bridge::child(&Capabilities2::hashes));
    friend bool operator==(const Capabilities2&, const Capabilities2&) = default;
};

}  // namespace headstock::samples
