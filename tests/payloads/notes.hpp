// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/payloads/archive.hpp"
#include "tests/payloads/messages.hpp"
#include "tests/payloads/rooms.hpp"
#include "tests/payloads/session.hpp"

#include "headstock/core/lexical.hpp"

/// What else stanzas say of themselves and of others.
namespace headstock::samples {

inline constexpr auto retract_versions = bridge::versions("urn:xmpp:message-retract:1", "urn:xmpp:message-retract:0");

inline constexpr auto moderate_versions =
    bridge::versions("urn:xmpp:message-moderate:1", "urn:xmpp:message-moderate:0");

/// XEP-0280, Message Carbons.
enum class CarbonWish { enable, disable, private_ };
constexpr auto xml_words(CarbonWish) {
    using enum CarbonWish;
    return bridge::words<CarbonWish>({{enable, "enable"}, {disable, "disable"}, {private_, "private"}});
}

struct CarbonSwitch {
    CarbonWish wish{};

    static constexpr auto xml = bridge::element(bridge::tag_of(&CarbonSwitch::wish), "urn:xmpp:carbons:2");
    friend bool operator==(const CarbonSwitch&, const CarbonSwitch&) = default;
};

/// XEP-0333, Displayed Markers.
struct Markable {
    static constexpr auto xml = bridge::element("markable", "urn:xmpp:chat-markers:0");
    friend bool operator==(const Markable&, const Markable&) = default;
};

/// XEP-0334, Message Processing Hints.
enum class Hint { no_permanent_store, no_store, no_copy, store };
constexpr auto xml_words(Hint) {
    using enum Hint;
    return bridge::words<Hint>(
        {{no_permanent_store, "no-permanent-store"}, {no_store, "no-store"}, {no_copy, "no-copy"}, {store, "store"}});
}

struct ProcessingHint {
    Hint hint{};

    static constexpr auto xml = bridge::element(bridge::tag_of(&ProcessingHint::hint), "urn:xmpp:hints");
    friend bool operator==(const ProcessingHint&, const ProcessingHint&) = default;
};

/// XEP-0359, Unique and Stable Stanza IDs.
struct OriginId {
    std::string id;

    static constexpr auto xml = bridge::element("origin-id", "urn:xmpp:sid:0", bridge::attribute("id", &OriginId::id));
    friend bool operator==(const OriginId&, const OriginId&) = default;
};

/// XEP-0393, Message Styling.
struct Unstyled {
    static constexpr auto xml = bridge::element("unstyled", "urn:xmpp:styling:0");
    friend bool operator==(const Unstyled&, const Unstyled&) = default;
};

/// XEP-0421, Occupant identifiers for semi-anonymous MUCs.
struct OccupantId {
    std::string id;

    static constexpr auto xml =
        bridge::element("occupant-id", "urn:xmpp:occupant-id:0", bridge::attribute("id", &OccupantId::id));
    friend bool operator==(const OccupantId&, const OccupantId&) = default;
};

/// XEP-0425, Moderated Message Retraction.
struct Moderated {
    std::uint8_t version = 0;
    std::optional<core::Jid> by;
    std::optional<OccupantId> occupant;
    std::optional<bridge::Element> retracted;
    std::optional<std::string> reason;

    static constexpr auto xml = bridge::element(
        "moderated", moderate_versions, bridge::version_of(&Moderated::version),
        bridge::attribute("by", &Moderated::by), bridge::child(&Moderated::occupant),
        bridge::child(bridge::anywhere("retract"), &Moderated::retracted), bridge::text("reason", &Moderated::reason));
    friend bool operator==(const Moderated&, const Moderated&) = default;
};

/// XEP-0424, Message Retraction.
struct Retract {
    std::uint8_t version = 0;
    std::optional<std::string> id;
    std::optional<Moderated> moderated;
    std::optional<std::string> reason;

    static constexpr auto xml = bridge::element(
        "retract", retract_versions, bridge::version_of(&Retract::version), bridge::attribute("id", &Retract::id),
        bridge::child(&Retract::moderated), bridge::text("reason", &Retract::reason));
    friend bool operator==(const Retract&, const Retract&) = default;
};

struct Retracted {
    std::uint8_t version = 0;
    std::optional<core::Jid> by;
    std::optional<std::string> id;
    std::optional<Timestamp> stamp;
    std::optional<Moderated> moderated;
    std::optional<std::string> reason;

    static constexpr auto xml = bridge::element(
        "retracted", retract_versions, bridge::version_of(&Retracted::version), bridge::attribute("by", &Retracted::by),
        bridge::attribute("id", &Retracted::id), bridge::attribute("stamp", &Retracted::stamp),
        bridge::child(&Retracted::moderated), bridge::text("reason", &Retracted::reason));
    friend bool operator==(const Retracted&, const Retracted&) = default;
};

/// XEP-0425, Moderated Message Retraction.
struct Moderate {
    std::uint8_t version = 0;
    std::optional<std::string> id;
    std::optional<Retract> retract;
    std::optional<std::string> reason;

    static constexpr auto xml = bridge::element(
        "moderate", moderate_versions, bridge::version_of(&Moderate::version), bridge::attribute("id", &Moderate::id),
        bridge::child(&Moderate::retract), bridge::text("reason", &Moderate::reason));
    friend bool operator==(const Moderate&, const Moderate&) = default;
};

/// In what the first version put it (XEP-0422).
struct ApplyTo {
    std::string id;
    std::vector<bridge::Element> fastened;

    static constexpr auto xml = bridge::element("apply-to", "urn:xmpp:fasten:0", bridge::attribute("id", &ApplyTo::id),
                                                bridge::rest(&ApplyTo::fastened));
    friend bool operator==(const ApplyTo&, const ApplyTo&) = default;
};

/// XEP-0490, Message Displayed Synchronization.
struct DisplayedUpTo {
    StanzaId last;

    static constexpr auto xml =
        bridge::element("displayed", "urn:xmpp:mds:displayed:0", bridge::child(&DisplayedUpTo::last));
    friend bool operator==(const DisplayedUpTo&, const DisplayedUpTo&) = default;
};

/// XEP-0045, Multi-User Chat.
struct RoomOwner {
    std::optional<Destroyed> destroys;
    std::optional<bridge::Element> form;

    static constexpr auto xml =
        bridge::element("query", "http://jabber.org/protocol/muc#owner", bridge::child("destroy", &RoomOwner::destroys),
                        bridge::child(bridge::Name{"x", "jabber:x:data"}, &RoomOwner::form));
    friend bool operator==(const RoomOwner&, const RoomOwner&) = default;
};

/// XEP-0048, Bookmarks.
struct StoredRoom {
    core::Jid jid;
    std::optional<std::string> name;
    bool autojoin = false;
    std::optional<std::string> nick;
    std::optional<std::string> password;

    static constexpr auto xml =
        bridge::element("conference", "storage:bookmarks", bridge::attribute("jid", &StoredRoom::jid),
                        bridge::attribute("name", &StoredRoom::name),
                        bridge::attribute("autojoin", &StoredRoom::autojoin).otherwise(false),
                        bridge::text("nick", &StoredRoom::nick), bridge::text("password", &StoredRoom::password));
    friend bool operator==(const StoredRoom&, const StoredRoom&) = default;
};

struct StoredUri {
    std::optional<std::string> name;
    bridge::Uri uri;

    static constexpr auto xml = bridge::element("url", "storage:bookmarks", bridge::attribute("name", &StoredUri::name),
                                                bridge::attribute("url", &StoredUri::uri));
    friend bool operator==(const StoredUri&, const StoredUri&) = default;
};

struct StoredBookmarks {
    std::vector<StoredRoom> rooms;
    std::vector<StoredUri> uris;

    static constexpr auto xml = bridge::element("storage", "storage:bookmarks", bridge::child(&StoredBookmarks::rooms),
                                                bridge::child(&StoredBookmarks::uris));
    friend bool operator==(const StoredBookmarks&, const StoredBookmarks&) = default;
};

/// XEP-0077, In-Band Registration.
struct RegisterFeature {
    static constexpr auto xml = bridge::element("register", "http://jabber.org/features/iq-register");
    friend bool operator==(const RegisterFeature&, const RegisterFeature&) = default;
};

/// XEP-0166, Jingle.
enum class JingleProblem { out_of_order, tie_break, unknown_session, unsupported_info };
constexpr auto xml_words(JingleProblem) {
    using enum JingleProblem;
    return bridge::words<JingleProblem>({{out_of_order, "out-of-order"},
                                         {tie_break, "tie-break"},
                                         {unknown_session, "unknown-session"},
                                         {unsupported_info, "unsupported-info"}});
}

struct JingleError {
    JingleProblem problem{};

    static constexpr auto xml = bridge::element(bridge::tag_of(&JingleError::problem), "urn:xmpp:jingle:errors:1");
    friend bool operator==(const JingleError&, const JingleError&) = default;
};

/// XEP-0215, External Service Discovery.
struct Credentials {
    std::vector<Service> services;

    static constexpr auto xml =
        bridge::element("credentials", "urn:xmpp:extdisco:2", bridge::child(&Credentials::services));
    friend bool operator==(const Credentials&, const Credentials&) = default;
};

/// XEP-0357, Push Notifications.
struct DisablePush {
    core::Jid service;
    std::optional<std::string> node;

    static constexpr auto xml =
        bridge::element("disable", "urn:xmpp:push:0", bridge::attribute("jid", &DisablePush::service),
                        bridge::attribute("node", &DisablePush::node));
    friend bool operator==(const DisablePush&, const DisablePush&) = default;
};

struct PushNotification {
    std::vector<bridge::Element> content;

    static constexpr auto xml =
        bridge::element("notification", "urn:xmpp:push:0", bridge::rest(&PushNotification::content));
    friend bool operator==(const PushNotification&, const PushNotification&) = default;
};

}  // namespace headstock::samples
