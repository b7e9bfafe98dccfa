// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/payloads/session.hpp"

#include "headstock/core/lexical.hpp"

/// What else a stream says.
namespace headstock::samples {

/// XEP-0114, Jabber Component Protocol.
struct Handshake {
    std::optional<bridge::HexBytes> digest;

    static constexpr auto xml =
        bridge::element("handshake", "jabber:component:accept", bridge::text(&Handshake::digest));
    friend bool operator==(const Handshake&, const Handshake&) = default;
};

/// XEP-0198, Stream Management.
enum class SmPlain { r, sm };
constexpr auto xml_words(SmPlain) {
    using enum SmPlain;
    return bridge::words<SmPlain>({{r, "r"}, {sm, "sm"}});
}

/// A question for an answer, and the feature.
struct SmQuestion {
    SmPlain what{};
    std::uint8_t version = 0;

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&SmQuestion::what), sm_versions, bridge::version_of(&SmQuestion::version));
    friend bool operator==(const SmQuestion&, const SmQuestion&) = default;
};

struct SmAnswer {
    std::uint8_t version = 0;
    std::uint32_t handled = 0;

    static constexpr auto xml = bridge::element("a", sm_versions, bridge::version_of(&SmAnswer::version),
                                                bridge::attribute("h", &SmAnswer::handled));
    friend bool operator==(const SmAnswer&, const SmAnswer&) = default;
};

enum class SmResumption { resume, resumed };
constexpr auto xml_words(SmResumption) {
    using enum SmResumption;
    return bridge::words<SmResumption>({{resume, "resume"}, {resumed, "resumed"}});
}

struct SmResume {
    SmResumption what{};
    std::uint8_t version = 0;
    std::uint32_t handled = 0;
    std::string previous;

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&SmResume::what), sm_versions, bridge::version_of(&SmResume::version),
                        bridge::attribute("h", &SmResume::handled), bridge::attribute("previd", &SmResume::previous));
    friend bool operator==(const SmResume&, const SmResume&) = default;
};

struct SmTooHigh {
    std::uint8_t version = 0;
    std::optional<std::uint32_t> handled;
    std::optional<std::uint32_t> sent;

    static constexpr auto xml =
        bridge::element("handled-count-too-high", sm_versions, bridge::version_of(&SmTooHigh::version),
                        bridge::attribute("h", &SmTooHigh::handled), bridge::attribute("send-count", &SmTooHigh::sent));
    friend bool operator==(const SmTooHigh&, const SmTooHigh&) = default;
};

/// XEP-0352, Client State Indication.
enum class ClientState { csi, active, inactive };
constexpr auto xml_words(ClientState) {
    using enum ClientState;
    return bridge::words<ClientState>({{csi, "csi"}, {active, "active"}, {inactive, "inactive"}});
}

struct ClientStateNotice {
    ClientState state{};

    static constexpr auto xml = bridge::element(bridge::tag_of(&ClientStateNotice::state), "urn:xmpp:csi:0");
    friend bool operator==(const ClientStateNotice&, const ClientStateNotice&) = default;
};

/// XEP-0386, Bind 2.
struct Bound {
    std::vector<bridge::Element> outcomes;

    static constexpr auto xml = bridge::element("bound", "urn:xmpp:bind:0", bridge::rest(&Bound::outcomes));
    friend bool operator==(const Bound&, const Bound&) = default;
};

/// XEP-0388, Extensible SASL Profile.
enum class SaslStep { challenge, response };
constexpr auto xml_words(SaslStep) {
    using enum SaslStep;
    return bridge::words<SaslStep>({{challenge, "challenge"}, {response, "response"}});
}

struct SaslData {
    SaslStep step{};
    bridge::WrappedBytes data;

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&SaslData::step), sasl_ns, bridge::text(&SaslData::data));
    friend bool operator==(const SaslData&, const SaslData&) = default;
};

enum class SaslProblem {
    aborted,
    account_disabled,
    credentials_expired,
    encryption_required,
    incorrect_encoding,
    invalid_authzid,
    invalid_mechanism,
    malformed_request,
    mechanism_too_weak,
    not_authorized,
    temporary_auth_failure
};
constexpr auto xml_words(SaslProblem) {
    using enum SaslProblem;
    return bridge::words<SaslProblem>({{aborted, "aborted"},
                                       {account_disabled, "account-disabled"},
                                       {credentials_expired, "credentials-expired"},
                                       {encryption_required, "encryption-required"},
                                       {incorrect_encoding, "incorrect-encoding"},
                                       {invalid_authzid, "invalid-authzid"},
                                       {invalid_mechanism, "invalid-mechanism"},
                                       {malformed_request, "malformed-request"},
                                       {mechanism_too_weak, "mechanism-too-weak"},
                                       {not_authorized, "not-authorized"},
                                       {temporary_auth_failure, "temporary-auth-failure"}});
}

struct SaslFailure {
    std::optional<SaslProblem> problem;
    std::optional<std::string> text;
    std::vector<bridge::Element> others;

    static constexpr auto xml =
        bridge::element("failure", sasl_ns, bridge::one_of(&SaslFailure::problem, "urn:ietf:params:xml:ns:xmpp-sasl"),
                        bridge::text("text", &SaslFailure::text), bridge::rest(&SaslFailure::others));
    friend bool operator==(const SaslFailure&, const SaslFailure&) = default;
};

struct SaslAbort {
    std::optional<std::string> text;
    std::vector<bridge::Element> others;

    static constexpr auto xml =
        bridge::element("abort", sasl_ns, bridge::text("text", &SaslAbort::text), bridge::rest(&SaslAbort::others));
    friend bool operator==(const SaslAbort&, const SaslAbort&) = default;
};

struct SaslTasks {
    std::vector<std::string> names;

    static constexpr auto xml = bridge::element("tasks", sasl_ns, bridge::text("task", &SaslTasks::names));
    friend bool operator==(const SaslTasks&, const SaslTasks&) = default;
};

struct SaslContinue {
    std::optional<bridge::WrappedBytes> data;
    SaslTasks tasks;
    std::optional<std::string> text;

    static constexpr auto xml =
        bridge::element("continue", sasl_ns, bridge::text("additional-data", &SaslContinue::data),
                        bridge::child(&SaslContinue::tasks), bridge::text("text", &SaslContinue::text));
    friend bool operator==(const SaslContinue&, const SaslContinue&) = default;
};

struct SaslNext {
    std::string task;
    std::vector<bridge::Element> others;

    static constexpr auto xml =
        bridge::element("next", sasl_ns, bridge::attribute("task", &SaslNext::task), bridge::rest(&SaslNext::others));
    friend bool operator==(const SaslNext&, const SaslNext&) = default;
};

struct SaslTaskData {
    std::vector<bridge::Element> data;

    static constexpr auto xml = bridge::element("task-data", sasl_ns, bridge::rest(&SaslTaskData::data));
    friend bool operator==(const SaslTaskData&, const SaslTaskData&) = default;
};

/// XEP-0440, SASL Channel-Binding Type Capability.
struct ChannelBindings {
    std::vector<std::string> types;

    static constexpr auto xml =
        bridge::element("sasl-channel-binding", "urn:xmpp:sasl-cb:0",
                        bridge::attribute_of("channel-binding", "type", &ChannelBindings::types));
    friend bool operator==(const ChannelBindings&, const ChannelBindings&) = default;
};

/// XEP-0478, Stream Limits Advertisement.
struct StreamLimits {
    std::optional<std::uint32_t> bytes;
    std::optional<std::uint32_t> idle_seconds;

    static constexpr auto xml =
        bridge::element("limits", "urn:xmpp:stream-limits:0", bridge::text("max-bytes", &StreamLimits::bytes),
                        bridge::text("idle-seconds", &StreamLimits::idle_seconds));
    friend bool operator==(const StreamLimits&, const StreamLimits&) = default;
};

inline constexpr std::string_view scram_upgrade_ns = "urn:xmpp:scram-upgrade:0";

/// XEP-0480, SASL Upgrade Tasks.
struct SaslUpgrade {
    std::string task;

    static constexpr auto xml = bridge::element("upgrade", "urn:xmpp:sasl:upgrade:0", bridge::text(&SaslUpgrade::task));
    friend bool operator==(const SaslUpgrade&, const SaslUpgrade&) = default;
};

struct ScramSalt {
    std::uint32_t iterations = 0;
    bridge::WrappedBytes salt;

    static constexpr auto xml =
        bridge::element("salt", scram_upgrade_ns, bridge::attribute("iterations", &ScramSalt::iterations),
                        bridge::text(&ScramSalt::salt));
    friend bool operator==(const ScramSalt&, const ScramSalt&) = default;
};

struct ScramHash {
    bridge::WrappedBytes hash;

    static constexpr auto xml = bridge::element("hash", scram_upgrade_ns, bridge::text(&ScramHash::hash));
    friend bool operator==(const ScramHash&, const ScramHash&) = default;
};

/// XEP-0484, Fast Authentication Streamlining Tokens.
/// Offered with `mechanisms`, used with `count`.
struct Fast {
    std::optional<bool> early;
    std::optional<std::uint32_t> count;
    bool invalidates = false;
    std::vector<std::string> mechanisms;

    static constexpr auto xml = bridge::element("fast", "urn:xmpp:fast:0", bridge::attribute("tls-0rtt", &Fast::early),
                                                bridge::attribute("count", &Fast::count),
                                                bridge::attribute("invalidate", &Fast::invalidates).otherwise(false),
                                                bridge::text("mechanism", &Fast::mechanisms));
    friend bool operator==(const Fast&, const Fast&) = default;
};

struct FastRequest {
    std::string mechanism;

    static constexpr auto xml =
        bridge::element("request-token", "urn:xmpp:fast:0", bridge::attribute("mechanism", &FastRequest::mechanism));
    friend bool operator==(const FastRequest&, const FastRequest&) = default;
};

}  // namespace headstock::samples
