// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/lexical.hpp"

/// Channels.
namespace headstock::samples {

inline constexpr auto mix_versions = bridge::versions("urn:xmpp:mix:core:1", "urn:xmpp:mix:core:0");

inline constexpr std::string_view pam_ns = "urn:xmpp:mix:pam:2";

inline constexpr std::string_view mix_misc_ns = "urn:xmpp:mix:misc:0";

/// XEP-0369, Mediated Information eXchange (MIX).
struct MixParticipant {
    std::uint8_t version = 0;
    std::optional<std::string> nick;
    std::optional<core::Jid> jid;

    static constexpr auto xml =
        bridge::element("participant", mix_versions, bridge::version_of(&MixParticipant::version),
                        bridge::text("nick", &MixParticipant::nick), bridge::text("jid", &MixParticipant::jid));
    friend bool operator==(const MixParticipant&, const MixParticipant&) = default;
};

/// Beside a message.
struct MixSender {
    std::uint8_t version = 0;
    std::optional<std::string> nick;
    std::optional<core::Jid> jid;

    static constexpr auto xml =
        bridge::element("mix", mix_versions, bridge::version_of(&MixSender::version),
                        bridge::text("nick", &MixSender::nick), bridge::text("jid", &MixSender::jid));
    friend bool operator==(const MixSender&, const MixSender&) = default;
};

struct MixJoin {
    std::uint8_t version = 0;
    std::optional<core::Jid> jid;
    std::optional<std::string> id;
    std::vector<std::string> nodes;
    std::optional<std::string> nick;
    std::optional<bridge::Element> invitation;

    static constexpr auto xml = bridge::element(
        "join", mix_versions, bridge::version_of(&MixJoin::version), bridge::attribute("jid", &MixJoin::jid),
        bridge::attribute("id", &MixJoin::id), bridge::attribute_of("subscribe", "node", &MixJoin::nodes),
        bridge::text("nick", &MixJoin::nick),
        bridge::child(bridge::Name{"invitation", mix_misc_ns}, &MixJoin::invitation));
    friend bool operator==(const MixJoin&, const MixJoin&) = default;
};

struct MixUpdate {
    std::uint8_t version = 0;
    std::optional<core::Jid> jid;
    std::vector<std::string> wanted;
    std::vector<std::string> unwanted;

    static constexpr auto xml = bridge::element(
        "update-subscription", mix_versions, bridge::version_of(&MixUpdate::version),
        bridge::attribute("jid", &MixUpdate::jid), bridge::attribute_of("subscribe", "node", &MixUpdate::wanted),
        bridge::attribute_of("unsubscribe", "node", &MixUpdate::unwanted));
    friend bool operator==(const MixUpdate&, const MixUpdate&) = default;
};

struct MixLeave {
    std::uint8_t version = 0;

    static constexpr auto xml = bridge::element("leave", mix_versions, bridge::version_of(&MixLeave::version));
    friend bool operator==(const MixLeave&, const MixLeave&) = default;
};

struct MixNick {
    std::uint8_t version = 0;
    std::string nick;

    static constexpr auto xml = bridge::element("setnick", mix_versions, bridge::version_of(&MixNick::version),
                                                bridge::text("nick", &MixNick::nick));
    friend bool operator==(const MixNick&, const MixNick&) = default;
};

enum class MixChange { create, destroy };
constexpr auto xml_words(MixChange) {
    using enum MixChange;
    return bridge::words<MixChange>({{create, "create"}, {destroy, "destroy"}});
}

struct MixChannel {
    MixChange change{};
    std::uint8_t version = 0;
    std::optional<std::string> channel;

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&MixChannel::change), mix_versions, bridge::version_of(&MixChannel::version),
                        bridge::attribute("channel", &MixChannel::channel));
    friend bool operator==(const MixChannel&, const MixChannel&) = default;
};

/// XEP-0405, Mediated Information eXchange (MIX): Participant Server Requirements.
struct ClientJoin {
    std::optional<core::Jid> channel;
    MixJoin join;

    static constexpr auto xml = bridge::element(
        "client-join", pam_ns, bridge::attribute("channel", &ClientJoin::channel), bridge::child(&ClientJoin::join));
    friend bool operator==(const ClientJoin&, const ClientJoin&) = default;
};

struct ClientLeave {
    std::optional<core::Jid> channel;
    MixLeave leave;

    static constexpr auto xml =
        bridge::element("client-leave", pam_ns, bridge::attribute("channel", &ClientLeave::channel),
                        bridge::child(&ClientLeave::leave));
    friend bool operator==(const ClientLeave&, const ClientLeave&) = default;
};

struct MixPresence {
    std::optional<core::Jid> jid;
    std::optional<std::string> nick;

    static constexpr auto xml =
        bridge::element("mix", "urn:xmpp:mix:presence:0", bridge::text("jid", &MixPresence::jid),
                        bridge::text("nick", &MixPresence::nick));
    friend bool operator==(const MixPresence&, const MixPresence&) = default;
};

struct RosterAnnotate {
    static constexpr auto xml = bridge::element("annotate", "urn:xmpp:mix:roster:0");
    friend bool operator==(const RosterAnnotate&, const RosterAnnotate&) = default;
};

struct RosterChannel {
    std::string participant;

    static constexpr auto xml = bridge::element("channel", "urn:xmpp:mix:roster:0",
                                                bridge::attribute("participant-id", &RosterChannel::participant));
    friend bool operator==(const RosterChannel&, const RosterChannel&) = default;
};

/// XEP-0407, Mediated Information eXchange (MIX): Miscellaneous Capabilities.
struct MixInvitation {
    core::Jid inviter;
    core::Jid invitee;
    core::Jid channel;
    std::string token;

    static constexpr auto xml =
        bridge::element("invitation", mix_misc_ns, bridge::text("inviter", &MixInvitation::inviter),
                        bridge::text("invitee", &MixInvitation::invitee),
                        bridge::text("channel", &MixInvitation::channel), bridge::text("token", &MixInvitation::token));
    friend bool operator==(const MixInvitation&, const MixInvitation&) = default;
};

struct MixInvite {
    std::optional<core::Jid> invitee;
    std::optional<MixInvitation> invitation;

    static constexpr auto xml = bridge::element("invite", mix_misc_ns, bridge::text("invitee", &MixInvite::invitee),
                                                bridge::child(&MixInvite::invitation));
    friend bool operator==(const MixInvite&, const MixInvite&) = default;
};

enum class MixReply { accepted, declined, acknowledged };
constexpr auto xml_words(MixReply) {
    using enum MixReply;
    return bridge::words<MixReply>({{accepted, "Accepted"}, {declined, "Declined"}, {acknowledged, "Acknowledged"}});
}

struct MixInviteAnswer {
    MixReply value{};
    MixInvitation invitation;

    static constexpr auto xml =
        bridge::element("invitation-ack", mix_misc_ns, bridge::text("value", &MixInviteAnswer::value),
                        bridge::child(&MixInviteAnswer::invitation));
    friend bool operator==(const MixInviteAnswer&, const MixInviteAnswer&) = default;
};

struct MixRegister {
    std::optional<std::string> nick;

    static constexpr auto xml = bridge::element("register", mix_misc_ns, bridge::text("nick", &MixRegister::nick));
    friend bool operator==(const MixRegister&, const MixRegister&) = default;
};

struct MixRetract {
    std::string id;

    static constexpr auto xml = bridge::element("retract", mix_misc_ns, bridge::attribute("id", &MixRetract::id));
    friend bool operator==(const MixRetract&, const MixRetract&) = default;
};

struct MixRetracted {
    core::Jid by;
    Timestamp time;

    static constexpr auto xml = bridge::element("retracted", mix_misc_ns, bridge::attribute("by", &MixRetracted::by),
                                                bridge::attribute("time", &MixRetracted::time));
    friend bool operator==(const MixRetracted&, const MixRetracted&) = default;
};

}  // namespace headstock::samples
