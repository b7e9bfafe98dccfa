// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/payloads/files.hpp"

#include "headstock/core/lexical.hpp"

/// Audio and video, told and agreed on.
namespace headstock::samples {

inline constexpr std::string_view rtp_ns = "urn:xmpp:jingle:apps:rtp:1";

inline constexpr std::string_view feedback_ns = "urn:xmpp:jingle:apps:rtp:rtcp-fb:0";

inline constexpr std::string_view header_extension_ns = "urn:xmpp:jingle:apps:rtp:rtp-hdrext:0";

inline constexpr std::string_view source_ns = "urn:xmpp:jingle:apps:rtp:ssma:0";

inline constexpr std::string_view ice_ns = "urn:xmpp:jingle:transports:ice-udp:1";

inline constexpr std::string_view call_ns = "urn:xmpp:call-invites:0";

inline constexpr std::string_view jingle_message_ns = "urn:xmpp:jingle-message:0";

/// XEP-0293, Jingle RTP Feedback Negotiation.
/// A name and a value, here and in what else describes a stream.
struct RtpParameter {
    std::string name;
    std::optional<std::string> value;

    static constexpr auto xml =
        bridge::element("parameter", feedback_ns, bridge::attribute("name", &RtpParameter::name),
                        bridge::attribute("value", &RtpParameter::value));
    friend bool operator==(const RtpParameter&, const RtpParameter&) = default;
};

struct RtpFeedback {
    std::string type;
    std::optional<std::string> subtype;
    std::vector<RtpParameter> parameters;

    static constexpr auto xml =
        bridge::element("rtcp-fb", feedback_ns, bridge::attribute("type", &RtpFeedback::type),
                        bridge::attribute("subtype", &RtpFeedback::subtype), bridge::child(&RtpFeedback::parameters));
    friend bool operator==(const RtpFeedback&, const RtpFeedback&) = default;
};

struct RtpFeedbackInterval {
    std::uint32_t milliseconds = 0;

    static constexpr auto xml =
        bridge::element("rtcp-fb-trr-int", feedback_ns, bridge::attribute("value", &RtpFeedbackInterval::milliseconds));
    friend bool operator==(const RtpFeedbackInterval&, const RtpFeedbackInterval&) = default;
};

/// XEP-0294, Jingle RTP Header Extensions Negotiation.
struct RtpHeaderExtension {
    std::uint16_t id = 0;
    bridge::Uri uri;
    Party senders = Party::both;
    std::vector<RtpParameter> parameters;

    static constexpr auto xml =
        bridge::element("rtp-hdrext", header_extension_ns, bridge::attribute("id", &RtpHeaderExtension::id),
                        bridge::attribute("uri", &RtpHeaderExtension::uri),
                        bridge::attribute("senders", &RtpHeaderExtension::senders).otherwise(Party::both),
                        bridge::child("parameter", &RtpHeaderExtension::parameters));
    friend bool operator==(const RtpHeaderExtension&, const RtpHeaderExtension&) = default;
};

/// XEP-0339, Source-Specific Media Attributes in Jingle.
struct RtpSource {
    std::uint32_t ssrc = 0;
    std::vector<RtpParameter> parameters;

    static constexpr auto xml = bridge::element("source", source_ns, bridge::attribute("ssrc", &RtpSource::ssrc),
                                                bridge::child("parameter", &RtpSource::parameters));
    friend bool operator==(const RtpSource&, const RtpSource&) = default;
};

struct RtpSourceGroup {
    std::string semantics;
    std::vector<std::uint32_t> sources;

    static constexpr auto xml =
        bridge::element("ssrc-group", source_ns, bridge::attribute("semantics", &RtpSourceGroup::semantics),
                        bridge::attribute_of("source", "ssrc", &RtpSourceGroup::sources));
    friend bool operator==(const RtpSourceGroup&, const RtpSourceGroup&) = default;
};

/// XEP-0167, Jingle RTP Sessions.
struct RtpPayloadType {
    std::uint8_t channels = 1;
    std::optional<std::uint32_t> clock_rate;
    std::uint8_t id = 0;
    std::optional<std::uint32_t> longest;
    std::optional<std::string> name;
    std::optional<std::uint32_t> usual;
    std::vector<RtpParameter> parameters;
    std::vector<RtpFeedback> feedback;

    static constexpr auto xml = bridge::element(
        "payload-type", rtp_ns, bridge::attribute("channels", &RtpPayloadType::channels).otherwise(std::uint8_t{1}),
        bridge::attribute("clockrate", &RtpPayloadType::clock_rate), bridge::attribute("id", &RtpPayloadType::id),
        bridge::attribute("maxptime", &RtpPayloadType::longest), bridge::attribute("name", &RtpPayloadType::name),
        bridge::attribute("ptime", &RtpPayloadType::usual), bridge::child("parameter", &RtpPayloadType::parameters),
        bridge::child(&RtpPayloadType::feedback));
    friend bool operator==(const RtpPayloadType&, const RtpPayloadType&) = default;
};

struct RtpCrypto {
    bridge::Token suite;
    std::string key;
    std::optional<std::string> session;
    std::string tag;

    static constexpr auto xml = bridge::element("crypto", rtp_ns, bridge::attribute("crypto-suite", &RtpCrypto::suite),
                                                bridge::attribute("key-params", &RtpCrypto::key),
                                                bridge::attribute("session-params", &RtpCrypto::session),
                                                bridge::attribute("tag", &RtpCrypto::tag));
    friend bool operator==(const RtpCrypto&, const RtpCrypto&) = default;
};

struct RtpEncryption {
    bool required = false;
    std::vector<RtpCrypto> choices;

    static constexpr auto xml =
        bridge::element("encryption", rtp_ns, bridge::attribute("required", &RtpEncryption::required).otherwise(false),
                        bridge::child(&RtpEncryption::choices));
    friend bool operator==(const RtpEncryption&, const RtpEncryption&) = default;
};

struct RtpBandwidth {
    std::string type;
    std::string value;

    static constexpr auto xml = bridge::element("bandwidth", rtp_ns, bridge::attribute("type", &RtpBandwidth::type),
                                                bridge::text(&RtpBandwidth::value));
    friend bool operator==(const RtpBandwidth&, const RtpBandwidth&) = default;
};

struct RtpDescription {
    bridge::Token media;
    std::optional<std::uint32_t> ssrc;
    std::vector<RtpPayloadType> payload_types;
    bool shares_port = false;
    std::optional<RtpEncryption> encryption;
    std::optional<RtpBandwidth> bandwidth;
    std::vector<RtpFeedback> feedback;
    std::optional<RtpFeedbackInterval> interval;
    std::vector<RtpHeaderExtension> extensions;
    std::vector<RtpSource> sources;
    std::vector<RtpSourceGroup> groups;

    static constexpr auto xml = bridge::element(
        "description", rtp_ns, bridge::attribute("media", &RtpDescription::media),
        bridge::attribute("ssrc", &RtpDescription::ssrc), bridge::child(&RtpDescription::payload_types),
        bridge::flag("rtcp-mux", &RtpDescription::shares_port), bridge::child(&RtpDescription::encryption),
        bridge::child(&RtpDescription::bandwidth), bridge::child(&RtpDescription::feedback),
        bridge::child(&RtpDescription::interval), bridge::child(&RtpDescription::extensions),
        bridge::child(&RtpDescription::sources), bridge::child(&RtpDescription::groups));
    friend bool operator==(const RtpDescription&, const RtpDescription&) = default;
};

enum class RtpState { active, hold, mute, ringing, unhold, unmute };
constexpr auto xml_words(RtpState) {
    using enum RtpState;
    return bridge::words<RtpState>({{active, "active"},
                                    {hold, "hold"},
                                    {mute, "mute"},
                                    {ringing, "ringing"},
                                    {unhold, "unhold"},
                                    {unmute, "unmute"}});
}

struct RtpInfo {
    RtpState state{};
    std::optional<Party> creator;
    std::optional<std::string> content;

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&RtpInfo::state), "urn:xmpp:jingle:apps:rtp:info:1",
                        bridge::attribute("creator", &RtpInfo::creator), bridge::attribute("name", &RtpInfo::content));
    friend bool operator==(const RtpInfo&, const RtpInfo&) = default;
};

enum class RtpProblem { crypto_required, invalid_crypto };
constexpr auto xml_words(RtpProblem) {
    using enum RtpProblem;
    return bridge::words<RtpProblem>({{crypto_required, "crypto-required"}, {invalid_crypto, "invalid-crypto"}});
}

struct RtpError {
    RtpProblem problem{};

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&RtpError::problem), "urn:xmpp:jingle:apps:rtp:errors:1");
    friend bool operator==(const RtpError&, const RtpError&) = default;
};

/// XEP-0320, Use of DTLS-SRTP in Jingle Sessions.
enum class DtlsSetup { active, passive, actpass, holdconn };
constexpr auto xml_words(DtlsSetup) {
    using enum DtlsSetup;
    return bridge::words<DtlsSetup>(
        {{active, "active"}, {passive, "passive"}, {actpass, "actpass"}, {holdconn, "holdconn"}});
}

struct Fingerprint {
    std::string hash;
    DtlsSetup setup{};
    std::string value;

    static constexpr auto xml =
        bridge::element("fingerprint", "urn:xmpp:jingle:apps:dtls:0", bridge::attribute("hash", &Fingerprint::hash),
                        bridge::attribute("setup", &Fingerprint::setup), bridge::text(&Fingerprint::value));
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// XEP-0176, Jingle ICE-UDP Transport Method.
enum class IceType { host, prflx, relay, srflx };
constexpr auto xml_words(IceType) {
    using enum IceType;
    return bridge::words<IceType>({{host, "host"}, {prflx, "prflx"}, {relay, "relay"}, {srflx, "srflx"}});
}

struct IceCandidate {
    std::uint8_t component = 0;
    std::string foundation;
    std::uint8_t generation = 0;
    bridge::Token id;
    std::string ip;
    std::optional<std::uint8_t> network;
    std::uint16_t port = 0;
    std::uint32_t priority = 0;
    bridge::Token protocol;
    std::optional<std::string> related_address;
    std::optional<std::uint16_t> related_port;
    IceType type{};

    static constexpr auto xml = bridge::element(
        "candidate", ice_ns, bridge::attribute("component", &IceCandidate::component),
        bridge::attribute("foundation", &IceCandidate::foundation),
        bridge::attribute("generation", &IceCandidate::generation), bridge::attribute("id", &IceCandidate::id),
        bridge::attribute("ip", &IceCandidate::ip), bridge::attribute("network", &IceCandidate::network),
        bridge::attribute("port", &IceCandidate::port), bridge::attribute("priority", &IceCandidate::priority),
        bridge::attribute("protocol", &IceCandidate::protocol),
        bridge::attribute("rel-addr", &IceCandidate::related_address),
        bridge::attribute("rel-port", &IceCandidate::related_port), bridge::attribute("type", &IceCandidate::type));
    friend bool operator==(const IceCandidate&, const IceCandidate&) = default;
};

struct IceRemote {
    std::uint8_t component = 0;
    std::string ip;
    std::uint16_t port = 0;

    static constexpr auto xml =
        bridge::element("remote-candidate", ice_ns, bridge::attribute("component", &IceRemote::component),
                        bridge::attribute("ip", &IceRemote::ip), bridge::attribute("port", &IceRemote::port));
    friend bool operator==(const IceRemote&, const IceRemote&) = default;
};

struct IceTransport {
    std::optional<std::string> password;
    std::optional<std::string> user;
    std::vector<IceCandidate> candidates;
    std::vector<IceRemote> remotes;
    std::optional<Fingerprint> fingerprint;

    static constexpr auto xml =
        bridge::element("transport", ice_ns, bridge::attribute("pwd", &IceTransport::password),
                        bridge::attribute("ufrag", &IceTransport::user), bridge::child(&IceTransport::candidates),
                        bridge::child(&IceTransport::remotes), bridge::child(&IceTransport::fingerprint));
    friend bool operator==(const IceTransport&, const IceTransport&) = default;
};

/// XEP-0338, Jingle Grouping Framework.
struct ContentGroup {
    std::string semantics;
    std::vector<std::string> contents;

    static constexpr auto xml = bridge::element("group", "urn:xmpp:jingle:apps:grouping:0",
                                                bridge::attribute("semantics", &ContentGroup::semantics),
                                                bridge::attribute_of("content", "name", &ContentGroup::contents));
    friend bool operator==(const ContentGroup&, const ContentGroup&) = default;
};

/// XEP-0353, Jingle Message Initiation.
enum class CallStep { propose, ringing, proceed, accept, finish, reject, retract };
constexpr auto xml_words(CallStep) {
    using enum CallStep;
    return bridge::words<CallStep>({{propose, "propose"},
                                    {ringing, "ringing"},
                                    {proceed, "proceed"},
                                    {accept, "accept"},
                                    {finish, "finish"},
                                    {reject, "reject"},
                                    {retract, "retract"}});
}

struct CallMessage {
    CallStep step{};
    std::string id;
    std::optional<JingleReason> reason;
    std::optional<core::Jid> migrated;
    bool is_tie_break = false;
    std::vector<bridge::Element> descriptions;

    static constexpr auto xml = bridge::element(
        bridge::tag_of(&CallMessage::step), jingle_message_ns, bridge::attribute("id", &CallMessage::id),
        bridge::child(&CallMessage::reason), bridge::attribute_of("migrated", "to", &CallMessage::migrated),
        bridge::flag("tie-break", &CallMessage::is_tie_break), bridge::rest(&CallMessage::descriptions));
    friend bool operator==(const CallMessage&, const CallMessage&) = default;
};

/// XEP-0482, Call Invites.
struct JingleCall {
    std::string sid;
    std::optional<core::Jid> jid;

    static constexpr auto xml = bridge::element("jingle", call_ns, bridge::attribute("sid", &JingleCall::sid),
                                                bridge::attribute("jid", &JingleCall::jid));
    friend bool operator==(const JingleCall&, const JingleCall&) = default;
};

enum class CallInvitation { invite, retract, accept, reject, left };
constexpr auto xml_words(CallInvitation) {
    using enum CallInvitation;
    return bridge::words<CallInvitation>(
        {{invite, "invite"}, {retract, "retract"}, {accept, "accept"}, {reject, "reject"}, {left, "left"}});
}

struct CallInvite {
    CallInvitation what{};
    std::optional<std::string> id;
    bool video = false;
    bool many = false;
    std::optional<JingleCall> jingle;
    std::vector<bridge::Uri> elsewhere;

    static constexpr auto xml = bridge::element(
        bridge::tag_of(&CallInvite::what), call_ns, bridge::attribute("id", &CallInvite::id),
        bridge::attribute("video", &CallInvite::video).otherwise(false),
        bridge::attribute("multi", &CallInvite::many).otherwise(false), bridge::child(&CallInvite::jingle),
        bridge::attribute_of("external", "uri", &CallInvite::elsewhere));
    friend bool operator==(const CallInvite&, const CallInvite&) = default;
};

}  // namespace headstock::samples
