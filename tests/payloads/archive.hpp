// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/lexical.hpp"
#include "headstock/extensions/delay.hpp"
#include "headstock/extensions/result_set.hpp"

/// Stanzas that come late or by another way.
namespace headstock::samples {

/// XEP-0297, Stanza Forwarding.
struct Forwarded {
    std::optional<delay::Delay> delay;
    std::optional<bridge::Element> stanza;

    static constexpr auto xml = bridge::element("forwarded", "urn:xmpp:forward:0", bridge::child(&Forwarded::delay),
                                                bridge::rest(&Forwarded::stanza));
    friend bool operator==(const Forwarded&, const Forwarded&) = default;
};

/// XEP-0280, Message Carbons.
enum class Direction { received, sent };
constexpr auto xml_words(Direction) {
    return bridge::words<Direction>({{Direction::received, "received"}, {Direction::sent, "sent"}});
}

struct Carbon {
    Direction direction{};
    Forwarded forwarded{};

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&Carbon::direction), "urn:xmpp:carbons:2", bridge::child(&Carbon::forwarded));
    friend bool operator==(const Carbon&, const Carbon&) = default;
};

/// XEP-0313, Message Archive Management.
struct ArchiveQuery {
    std::optional<std::string> id;
    std::optional<std::string> node;
    std::optional<bridge::Element> form;
    std::optional<result_set::Page> page;
    bool flip_page = false;

    static constexpr auto xml =
        bridge::element("query", "urn:xmpp:mam:2", bridge::attribute("queryid", &ArchiveQuery::id),
                        bridge::attribute("node", &ArchiveQuery::node),
                        bridge::child(bridge::Name{"x", "jabber:x:data"}, &ArchiveQuery::form),
                        bridge::child(&ArchiveQuery::page), bridge::flag("flip-page", &ArchiveQuery::flip_page));
    friend bool operator==(const ArchiveQuery&, const ArchiveQuery&) = default;
};

struct ArchiveResult {
    std::optional<std::string> query;
    std::string id;
    Forwarded forwarded;

    static constexpr auto xml =
        bridge::element("result", "urn:xmpp:mam:2", bridge::attribute("queryid", &ArchiveResult::query),
                        bridge::attribute("id", &ArchiveResult::id), bridge::child(&ArchiveResult::forwarded));
    friend bool operator==(const ArchiveResult&, const ArchiveResult&) = default;
};

struct ArchiveEnd {
    bool complete = false;
    bool stable = true;
    result_set::Page page;

    static constexpr auto xml = bridge::element(
        "fin", "urn:xmpp:mam:2", bridge::attribute("complete", &ArchiveEnd::complete).otherwise(false),
        bridge::attribute("stable", &ArchiveEnd::stable).otherwise(true), bridge::child(&ArchiveEnd::page));
    friend bool operator==(const ArchiveEnd&, const ArchiveEnd&) = default;
};

struct ArchiveBound {
    std::string id;
    Timestamp timestamp;

    static constexpr auto xml = bridge::element("start", "urn:xmpp:mam:2", bridge::attribute("id", &ArchiveBound::id),
                                                bridge::attribute("timestamp", &ArchiveBound::timestamp));
    friend bool operator==(const ArchiveBound&, const ArchiveBound&) = default;
};

struct ArchiveMetadata {
    std::optional<ArchiveBound> start;
    std::optional<ArchiveBound> end;

    static constexpr auto xml = bridge::element("metadata", "urn:xmpp:mam:2", bridge::child(&ArchiveMetadata::start),
                                                bridge::child("end", &ArchiveMetadata::end));
    friend bool operator==(const ArchiveMetadata&, const ArchiveMetadata&) = default;
};

/// XEP-0441, Message Archive Management Preferences.
enum class Kept { always, never, roster };
constexpr auto xml_words(Kept) {
    return bridge::words<Kept>({{Kept::always, "always"}, {Kept::never, "never"}, {Kept::roster, "roster"}});
}

struct JidList {
    std::vector<core::Jid> jids;

    static constexpr auto xml = bridge::element("always", "urn:xmpp:mam:2", bridge::text("jid", &JidList::jids));
    friend bool operator==(const JidList&, const JidList&) = default;
};

struct ArchivePreferences {
    std::optional<Kept> otherwise;
    std::optional<JidList> always;
    std::optional<JidList> never;

    static constexpr auto xml = bridge::element(
        "prefs", "urn:xmpp:mam:2", bridge::attribute("default", &ArchivePreferences::otherwise),
        bridge::child("always", &ArchivePreferences::always), bridge::child("never", &ArchivePreferences::never));
    friend bool operator==(const ArchivePreferences&, const ArchivePreferences&) = default;
};

}  // namespace headstock::samples
