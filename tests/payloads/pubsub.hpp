// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/lexical.hpp"

/// What nodes tell, and what is told through them.
namespace headstock::samples {

inline constexpr std::string_view omemo_ns = "urn:xmpp:omemo:2";

/// XEP-0084, User Avatar.
struct AvatarInfo {
    std::uint32_t bytes = 0;
    bridge::HexBytes id;
    std::optional<std::uint16_t> height;
    std::string type;
    std::optional<bridge::Uri> url;
    std::optional<std::uint16_t> width;

    static constexpr auto xml =
        bridge::element("info", "urn:xmpp:avatar:metadata", bridge::attribute("bytes", &AvatarInfo::bytes),
                        bridge::attribute("height", &AvatarInfo::height), bridge::attribute("id", &AvatarInfo::id),
                        bridge::attribute("type", &AvatarInfo::type), bridge::attribute("url", &AvatarInfo::url),
                        bridge::attribute("width", &AvatarInfo::width));
    friend bool operator==(const AvatarInfo&, const AvatarInfo&) = default;
};

struct AvatarMetadata {
    std::vector<AvatarInfo> infos;
    std::vector<bridge::Element> pointers;

    static constexpr auto xml =
        bridge::element("metadata", "urn:xmpp:avatar:metadata", bridge::child(&AvatarMetadata::infos),
                        bridge::child(bridge::Name{"pointer", "urn:xmpp:avatar:metadata"}, &AvatarMetadata::pointers));
    friend bool operator==(const AvatarMetadata&, const AvatarMetadata&) = default;
};

struct AvatarData {
    bridge::WrappedBytes image;

    static constexpr auto xml = bridge::element("data", "urn:xmpp:avatar:data", bridge::text(&AvatarData::image));
    friend bool operator==(const AvatarData&, const AvatarData&) = default;
};

/// XEP-0107, User Mood.
enum class Mood { afraid, annoyed, happy };
constexpr auto xml_words(Mood) {
    using enum Mood;
    return bridge::words<Mood>({{afraid, "afraid"}, {annoyed, "annoyed"}, {happy, "happy"}});
}

/// May hold something finer, of another namespace.
struct Feeling {
    Mood mood{};
    std::vector<bridge::Element> finer;

    static constexpr auto xml = bridge::element(bridge::tag_of(&Feeling::mood), "http://jabber.org/protocol/mood",
                                                bridge::rest(&Feeling::finer));
    friend bool operator==(const Feeling&, const Feeling&) = default;
};

struct UserMood {
    std::optional<Feeling> feeling;
    bridge::LanguageTexts texts;

    static constexpr auto xml =
        bridge::element("mood", "http://jabber.org/protocol/mood", bridge::child(&UserMood::feeling),
                        bridge::texts("text", &UserMood::texts));
    friend bool operator==(const UserMood&, const UserMood&) = default;
};

/// XEP-0108, User Activity.
enum class Doing { relaxing, working };
constexpr auto xml_words(Doing) {
    return bridge::words<Doing>({{Doing::relaxing, "relaxing"}, {Doing::working, "working"}});
}

enum class DoingJust { partying, reading, coding };
constexpr auto xml_words(DoingJust) {
    using enum DoingJust;
    return bridge::words<DoingJust>({{partying, "partying"}, {reading, "reading"}, {coding, "coding"}});
}

struct Specifically {
    DoingJust what{};
    std::vector<bridge::Element> finer;

    static constexpr auto xml = bridge::element(
        bridge::tag_of(&Specifically::what), "http://jabber.org/protocol/activity", bridge::rest(&Specifically::finer));
    friend bool operator==(const Specifically&, const Specifically&) = default;
};

struct Doings {
    Doing general{};
    std::optional<Specifically> specific;
    std::vector<bridge::Element> finer;

    static constexpr auto xml = bridge::element(bridge::tag_of(&Doings::general), "http://jabber.org/protocol/activity",
                                                bridge::child(&Doings::specific), bridge::rest(&Doings::finer));
    friend bool operator==(const Doings&, const Doings&) = default;
};

struct UserActivity {
    std::optional<Doings> doing;
    bridge::LanguageTexts texts;

    static constexpr auto xml =
        bridge::element("activity", "http://jabber.org/protocol/activity", bridge::child(&UserActivity::doing),
                        bridge::texts("text", &UserActivity::texts));
    friend bool operator==(const UserActivity&, const UserActivity&) = default;
};

/// XEP-0080, User Location.
struct Geolocation {
    std::optional<bridge::LanguageTag> language;
    std::optional<double> accuracy;
    std::optional<std::string> country;
    std::optional<double> latitude;
    std::optional<std::string> locality;
    std::optional<double> longitude;
    std::optional<Timestamp> timestamp;
    std::optional<bridge::Zone> zone;

    static constexpr auto xml = bridge::element(
        "geoloc", "http://jabber.org/protocol/geoloc", bridge::attribute(bridge::xml_lang, &Geolocation::language),
        bridge::text("accuracy", &Geolocation::accuracy), bridge::text("country", &Geolocation::country),
        bridge::text("lat", &Geolocation::latitude), bridge::text("locality", &Geolocation::locality),
        bridge::text("lon", &Geolocation::longitude), bridge::text("timestamp", &Geolocation::timestamp),
        bridge::text("tzo", &Geolocation::zone));
    friend bool operator==(const Geolocation&, const Geolocation&) = default;
};

/// XEP-0384, OMEMO Encryption.
struct PreKey {
    std::uint32_t id = 0;
    bridge::WrappedBytes key;

    static constexpr auto xml =
        bridge::element("pk", omemo_ns, bridge::attribute("id", &PreKey::id), bridge::text(&PreKey::key));
    friend bool operator==(const PreKey&, const PreKey&) = default;
};

struct PreKeys {
    std::vector<PreKey> keys;

    static constexpr auto xml = bridge::element("prekeys", omemo_ns, bridge::child(&PreKeys::keys));
    friend bool operator==(const PreKeys&, const PreKeys&) = default;
};

struct Bundle {
    PreKey signed_key;
    bridge::WrappedBytes signature;
    bridge::WrappedBytes identity;
    PreKeys keys;

    static constexpr auto xml = bridge::element("bundle", omemo_ns, bridge::child("spk", &Bundle::signed_key),
                                                bridge::text("spks", &Bundle::signature),
                                                bridge::text("ik", &Bundle::identity), bridge::child(&Bundle::keys));
    friend bool operator==(const Bundle&, const Bundle&) = default;
};

struct MessageKey {
    std::uint32_t recipient = 0;
    bool exchange = false;
    bridge::WrappedBytes key;

    static constexpr auto xml = bridge::element("key", omemo_ns, bridge::attribute("rid", &MessageKey::recipient),
                                                bridge::attribute("kex", &MessageKey::exchange).otherwise(false),
                                                bridge::text(&MessageKey::key));
    friend bool operator==(const MessageKey&, const MessageKey&) = default;
};

struct KeysFor {
    core::Jid jid;
    std::vector<MessageKey> keys;

    static constexpr auto xml =
        bridge::element("keys", omemo_ns, bridge::attribute("jid", &KeysFor::jid), bridge::child(&KeysFor::keys));
    friend bool operator==(const KeysFor&, const KeysFor&) = default;
};

struct EncryptionHeader {
    std::uint32_t sender = 0;
    std::vector<KeysFor> keys;

    static constexpr auto xml = bridge::element("header", omemo_ns, bridge::attribute("sid", &EncryptionHeader::sender),
                                                bridge::child(&EncryptionHeader::keys));
    friend bool operator==(const EncryptionHeader&, const EncryptionHeader&) = default;
};

struct Encrypted {
    EncryptionHeader header;
    std::optional<bridge::WrappedBytes> payload;

    static constexpr auto xml = bridge::element("encrypted", omemo_ns, bridge::child(&Encrypted::header),
                                                bridge::text("payload", &Encrypted::payload));
    friend bool operator==(const Encrypted&, const Encrypted&) = default;
};

}  // namespace headstock::samples
