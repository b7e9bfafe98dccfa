// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/lexical.hpp"

/// What people say of themselves.
namespace headstock::samples {

inline constexpr std::string_view card4_ns = "urn:ietf:params:xml:ns:vcard-4.0";

/// XEP-0118, User Tune.
struct Tune {
    std::optional<std::string> artist;
    std::optional<std::uint16_t> seconds;
    std::optional<std::uint8_t> rating;
    std::optional<std::string> source;
    std::optional<std::string> title;
    std::optional<std::string> track;
    std::optional<bridge::Uri> uri;

    static constexpr auto xml =
        bridge::element("tune", "http://jabber.org/protocol/tune", bridge::text("artist", &Tune::artist),
                        bridge::text("length", &Tune::seconds), bridge::text("rating", &Tune::rating),
                        bridge::text("source", &Tune::source), bridge::text("title", &Tune::title),
                        bridge::text("track", &Tune::track), bridge::text("uri", &Tune::uri));
    friend bool operator==(const Tune&, const Tune&) = default;
};

/// XEP-0224, Attention.
struct Attention {
    static constexpr auto xml = bridge::element("attention", "urn:xmpp:attention:0");
    friend bool operator==(const Attention&, const Attention&) = default;
};

/// XEP-0317, Hats.
struct Hat {
    std::string title;
    bridge::Uri uri;
    std::optional<double> hue;
    std::optional<bridge::LanguageTag> language;
    std::vector<bridge::Element> badges;

    static constexpr auto xml =
        bridge::element("hat", "urn:xmpp:hats:0", bridge::attribute("title", &Hat::title),
                        bridge::attribute("uri", &Hat::uri), bridge::attribute("hue", &Hat::hue),
                        bridge::attribute(bridge::xml_lang, &Hat::language), bridge::rest(&Hat::badges));
    friend bool operator==(const Hat&, const Hat&) = default;
};

struct Hats {
    std::vector<Hat> hats;

    static constexpr auto xml = bridge::element("hats", "urn:xmpp:hats:0", bridge::child(&Hats::hats));
    friend bool operator==(const Hats&, const Hats&) = default;
};

/// XEP-0292, vCard4 Over XMPP.
struct CardPreference {
    std::uint8_t place = 0;

    static constexpr auto xml = bridge::element("pref", card4_ns, bridge::text("integer", &CardPreference::place));
    friend bool operator==(const CardPreference&, const CardPreference&) = default;
};

struct CardKind {
    std::vector<std::string> words;

    static constexpr auto xml = bridge::element("type", card4_ns, bridge::text("text", &CardKind::words));
    friend bool operator==(const CardKind&, const CardKind&) = default;
};

struct CardParameters {
    std::optional<CardPreference> preference;
    std::optional<CardKind> kind;
    std::vector<bridge::Element> others;

    static constexpr auto xml =
        bridge::element("parameters", card4_ns, bridge::child(&CardParameters::preference),
                        bridge::child(&CardParameters::kind), bridge::rest(&CardParameters::others));
    friend bool operator==(const CardParameters&, const CardParameters&) = default;
};

/// A property, by whatever name.
struct CardValue {
    std::optional<CardParameters> parameters;
    std::vector<std::string> texts;
    std::optional<bridge::Uri> uri;
    std::optional<std::chrono::year_month_day> date;

    static constexpr auto xml = bridge::element(
        "value", card4_ns, bridge::child(&CardValue::parameters), bridge::text("text", &CardValue::texts),
        bridge::text("uri", &CardValue::uri), bridge::text("date", &CardValue::date));
    friend bool operator==(const CardValue&, const CardValue&) = default;
};

struct CardName {
    std::vector<std::string> surnames;
    std::vector<std::string> given;
    std::vector<std::string> additional;
    std::vector<std::string> prefixes;
    std::vector<std::string> suffixes;

    static constexpr auto xml =
        bridge::element("n", card4_ns, bridge::text("surname", &CardName::surnames),
                        bridge::text("given", &CardName::given), bridge::text("additional", &CardName::additional),
                        bridge::text("prefix", &CardName::prefixes), bridge::text("suffix", &CardName::suffixes));
    friend bool operator==(const CardName&, const CardName&) = default;
};

struct CardAddress {
    std::optional<CardParameters> parameters;
    std::vector<std::string> streets;
    std::vector<std::string> localities;
    std::vector<std::string> codes;
    std::vector<std::string> countries;
    std::vector<bridge::Element> others;

    static constexpr auto xml = bridge::element(
        "adr", card4_ns, bridge::child(&CardAddress::parameters), bridge::text("street", &CardAddress::streets),
        bridge::text("locality", &CardAddress::localities), bridge::text("code", &CardAddress::codes),
        bridge::text("country", &CardAddress::countries), bridge::rest(&CardAddress::others));
    friend bool operator==(const CardAddress&, const CardAddress&) = default;
};

struct Card4 {
    std::optional<std::string> group;
    std::vector<CardValue> names;
    std::optional<CardName> name;
    std::vector<CardValue> nicknames;
    std::vector<CardValue> photos;
    std::optional<CardValue> birthday;
    std::vector<CardAddress> addresses;
    std::vector<CardValue> telephones;
    std::vector<CardValue> chats;
    std::vector<Card4> groups;
    std::vector<bridge::Element> others;

    static constexpr auto xml = bridge::element(
        "vcard", card4_ns, bridge::attribute("name", &Card4::group), bridge::child("fn", &Card4::names),
        bridge::child(&Card4::name), bridge::child("nickname", &Card4::nicknames),
        bridge::child("photo", &Card4::photos), bridge::child("bday", &Card4::birthday),
        bridge::child(&Card4::addresses), bridge::child("tel", &Card4::telephones),
        bridge::child("impp", &Card4::chats), bridge::child("group", &Card4::groups), bridge::rest(&Card4::others));
    friend bool operator==(const Card4&, const Card4&) = default;
};

}  // namespace headstock::samples
