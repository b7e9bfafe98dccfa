// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/lexical.hpp"

/// Rooms.
namespace headstock::samples {

inline constexpr std::string_view muc_user_ns = "http://jabber.org/protocol/muc#user";
inline constexpr std::string_view bookmarks_ns = "urn:xmpp:bookmarks:1";

/// XEP-0045, Multi-User Chat.
enum class Affiliation { none, outcast, member, admin, owner };
constexpr auto xml_words(Affiliation) {
    using enum Affiliation;
    return bridge::words<Affiliation>(
        {{none, "none"}, {outcast, "outcast"}, {member, "member"}, {admin, "admin"}, {owner, "owner"}});
}

enum class Role { none, visitor, participant, moderator };
constexpr auto xml_words(Role) {
    using enum Role;
    return bridge::words<Role>(
        {{none, "none"}, {visitor, "visitor"}, {participant, "participant"}, {moderator, "moderator"}});
}

struct Actor {
    std::optional<core::Jid> jid;
    std::optional<std::string> nick;

    static constexpr auto xml = bridge::element("actor", muc_user_ns, bridge::attribute("jid", &Actor::jid),
                                                bridge::attribute("nick", &Actor::nick));
    friend bool operator==(const Actor&, const Actor&) = default;
};

/// Here and among administrators.
struct RoomItem {
    std::optional<Affiliation> affiliation;
    std::optional<Role> role;
    std::optional<core::Jid> jid;
    std::optional<std::string> nick;
    std::optional<Actor> actor;
    std::optional<std::string> reason;

    static constexpr auto xml =
        bridge::element("item", muc_user_ns, bridge::attribute("affiliation", &RoomItem::affiliation),
                        bridge::attribute("role", &RoomItem::role), bridge::attribute("jid", &RoomItem::jid),
                        bridge::attribute("nick", &RoomItem::nick), bridge::child("actor", &RoomItem::actor),
                        bridge::text("reason", &RoomItem::reason));
    friend bool operator==(const RoomItem&, const RoomItem&) = default;
};

struct Invitation {
    std::optional<core::Jid> from;
    std::optional<core::Jid> to;
    std::optional<std::string> reason;
    std::optional<std::string> thread;

    static constexpr auto xml = bridge::element(
        "invite", muc_user_ns, bridge::attribute("from", &Invitation::from), bridge::attribute("to", &Invitation::to),
        bridge::text("reason", &Invitation::reason), bridge::attribute_of("continue", "thread", &Invitation::thread));
    friend bool operator==(const Invitation&, const Invitation&) = default;
};

struct Destroyed {
    std::optional<core::Jid> alternative;
    std::optional<std::string> password;
    std::optional<std::string> reason;

    static constexpr auto xml =
        bridge::element("destroy", muc_user_ns, bridge::attribute("jid", &Destroyed::alternative),
                        bridge::text("password", &Destroyed::password), bridge::text("reason", &Destroyed::reason));
    friend bool operator==(const Destroyed&, const Destroyed&) = default;
};

struct RoomUser {
    std::optional<RoomItem> item;
    std::vector<std::uint16_t> status;
    std::vector<Invitation> invitations;
    std::optional<Invitation> declined;
    std::optional<Destroyed> destroyed;
    std::optional<std::string> password;

    static constexpr auto xml = bridge::element(
        "x", muc_user_ns, bridge::child(&RoomUser::item), bridge::attribute_of("status", "code", &RoomUser::status),
        bridge::child(&RoomUser::invitations), bridge::child("decline", &RoomUser::declined),
        bridge::child(&RoomUser::destroyed), bridge::text("password", &RoomUser::password));
    friend bool operator==(const RoomUser&, const RoomUser&) = default;
};

struct RoomAdmin {
    std::vector<RoomItem> items;

    static constexpr auto xml =
        bridge::element("query", "http://jabber.org/protocol/muc#admin", bridge::child("item", &RoomAdmin::items));
    friend bool operator==(const RoomAdmin&, const RoomAdmin&) = default;
};

struct History {
    std::optional<std::uint32_t> characters;
    std::optional<std::uint32_t> stanzas;
    std::optional<std::uint32_t> seconds;
    std::optional<Timestamp> since;

    static constexpr auto xml = bridge::element(
        "history", "http://jabber.org/protocol/muc", bridge::attribute("maxchars", &History::characters),
        bridge::attribute("maxstanzas", &History::stanzas), bridge::attribute("seconds", &History::seconds),
        bridge::attribute("since", &History::since));
    friend bool operator==(const History&, const History&) = default;
};

struct Join {
    std::optional<History> history;
    std::optional<std::string> password;

    static constexpr auto xml = bridge::element("x", "http://jabber.org/protocol/muc", bridge::child(&Join::history),
                                                bridge::text("password", &Join::password));
    friend bool operator==(const Join&, const Join&) = default;
};

/// XEP-0249, Direct MUC Invitations.
struct DirectInvitation {
    core::Jid room;
    std::optional<std::string> reason;
    std::optional<std::string> password;
    std::optional<std::string> thread;
    bool continues = false;

    static constexpr auto xml =
        bridge::element("x", "jabber:x:conference", bridge::attribute("jid", &DirectInvitation::room),
                        bridge::attribute("reason", &DirectInvitation::reason),
                        bridge::attribute("password", &DirectInvitation::password),
                        bridge::attribute("continue", &DirectInvitation::continues).otherwise(false),
                        bridge::attribute("thread", &DirectInvitation::thread));
    friend bool operator==(const DirectInvitation&, const DirectInvitation&) = default;
};

/// XEP-0402, PEP Native Bookmarks.
struct Anything {
    std::vector<bridge::Element> all;

    static constexpr auto xml = bridge::element("extensions", bookmarks_ns, bridge::rest(&Anything::all));
    friend bool operator==(const Anything&, const Anything&) = default;
};

struct Bookmark {
    std::optional<std::string> name;
    bool autojoin = false;
    std::optional<std::string> nick;
    std::optional<std::string> password;
    std::optional<Anything> extensions;

    static constexpr auto xml = bridge::element(
        "conference", bookmarks_ns, bridge::attribute("name", &Bookmark::name),
        bridge::attribute("autojoin", &Bookmark::autojoin).otherwise(false), bridge::text("nick", &Bookmark::nick),
        bridge::text("password", &Bookmark::password), bridge::child(&Bookmark::extensions));
    friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

}  // namespace headstock::samples
