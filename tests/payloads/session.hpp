// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/lexical.hpp"

/// What a session is made of.
namespace headstock::samples {

inline constexpr auto sm_versions = bridge::versions("urn:xmpp:sm:3", "urn:xmpp:sm:2");
inline constexpr std::string_view sasl_ns = "urn:xmpp:sasl:2";

/// XEP-0198, Stream Management.
struct Enable {
    std::uint8_t version = 0;
    bool resume = false;
    std::optional<std::uint32_t> max;

    static constexpr auto xml = bridge::element("enable", sm_versions, bridge::version_of(&Enable::version),
                                                bridge::attribute("resume", &Enable::resume).otherwise(false),
                                                bridge::attribute("max", &Enable::max));
    friend bool operator==(const Enable&, const Enable&) = default;
};

struct Enabled {
    std::uint8_t version = 0;
    std::optional<std::string> id;
    std::optional<std::string> location;
    std::optional<std::uint32_t> max;
    bool resume = false;

    static constexpr auto xml = bridge::element(
        "enabled", sm_versions, bridge::version_of(&Enabled::version), bridge::attribute("id", &Enabled::id),
        bridge::attribute("location", &Enabled::location), bridge::attribute("max", &Enabled::max),
        bridge::attribute("resume", &Enabled::resume).otherwise(false));
    friend bool operator==(const Enabled&, const Enabled&) = default;
};

enum class SmFailure { item_not_found, unexpected_request };
constexpr auto xml_words(SmFailure) {
    return bridge::words<SmFailure>(
        {{SmFailure::item_not_found, "item-not-found"}, {SmFailure::unexpected_request, "unexpected-request"}});
}

struct SmFailed {
    std::uint8_t version = 0;
    std::optional<std::uint32_t> handled;
    std::optional<SmFailure> condition;
    bridge::LanguageTexts texts;

    static constexpr auto xml = bridge::element(
        "failed", sm_versions, bridge::version_of(&SmFailed::version), bridge::attribute("h", &SmFailed::handled),
        bridge::one_of(&SmFailed::condition, "urn:ietf:params:xml:ns:xmpp-stanzas"),
        bridge::texts(bridge::Name{"text", "urn:ietf:params:xml:ns:xmpp-stanzas"}, &SmFailed::texts));
    friend bool operator==(const SmFailed&, const SmFailed&) = default;
};

/// XEP-0388, Extensible SASL Profile.
struct Inline {
    std::vector<bridge::Element> features;

    static constexpr auto xml = bridge::element("inline", sasl_ns, bridge::rest(&Inline::features));
    friend bool operator==(const Inline&, const Inline&) = default;
};

struct Authentication {
    std::vector<std::string> mechanisms;
    std::optional<Inline> features;

    static constexpr auto xml =
        bridge::element("authentication", sasl_ns, bridge::text("mechanism", &Authentication::mechanisms),
                        bridge::child(&Authentication::features));
    friend bool operator==(const Authentication&, const Authentication&) = default;
};

struct UserAgent {
    std::optional<std::string> id;
    std::optional<std::string> software;
    std::optional<std::string> device;

    static constexpr auto xml =
        bridge::element("user-agent", sasl_ns, bridge::attribute("id", &UserAgent::id),
                        bridge::text("software", &UserAgent::software), bridge::text("device", &UserAgent::device));
    friend bool operator==(const UserAgent&, const UserAgent&) = default;
};

struct Authenticate {
    std::string mechanism;
    std::optional<bridge::WrappedBytes> initial;
    std::optional<UserAgent> agent;
    std::vector<bridge::Element> requests;

    static constexpr auto xml =
        bridge::element("authenticate", sasl_ns, bridge::attribute("mechanism", &Authenticate::mechanism),
                        bridge::text("initial-response", &Authenticate::initial), bridge::child(&Authenticate::agent),
                        bridge::rest(&Authenticate::requests));
    friend bool operator==(const Authenticate&, const Authenticate&) = default;
};

struct Success {
    std::optional<bridge::WrappedBytes> data;
    core::Jid identity;
    std::vector<bridge::Element> outcomes;

    static constexpr auto xml =
        bridge::element("success", sasl_ns, bridge::text("additional-data", &Success::data),
                        bridge::text("authorization-identifier", &Success::identity), bridge::rest(&Success::outcomes));
    friend bool operator==(const Success&, const Success&) = default;
};

/// XEP-0386, Bind 2.
struct BindInline {
    std::vector<std::string> features;

    static constexpr auto xml =
        bridge::element("inline", "urn:xmpp:bind:0", bridge::attribute_of("feature", "var", &BindInline::features));
    friend bool operator==(const BindInline&, const BindInline&) = default;
};

/// Offered with `inline`, asked for with `tag`.
struct Bind2 {
    std::optional<std::string> tag;
    std::optional<BindInline> features;
    std::vector<bridge::Element> requests;

    static constexpr auto xml = bridge::element("bind", "urn:xmpp:bind:0", bridge::text("tag", &Bind2::tag),
                                                bridge::child(&Bind2::features), bridge::rest(&Bind2::requests));
    friend bool operator==(const Bind2&, const Bind2&) = default;
};

/// XEP-0484, Fast Authentication Streamlining Tokens.
struct FastToken {
    std::string token;
    Timestamp expiry;

    static constexpr auto xml =
        bridge::element("token", "urn:xmpp:fast:0", bridge::attribute("token", &FastToken::token),
                        bridge::attribute("expiry", &FastToken::expiry));
    friend bool operator==(const FastToken&, const FastToken&) = default;
};

/// XEP-0215, External Service Discovery.
enum class ServiceChange { add, remove, modify };
constexpr auto xml_words(ServiceChange) {
    using enum ServiceChange;
    return bridge::words<ServiceChange>({{add, "add"}, {remove, "delete"}, {modify, "modify"}});
}

struct Service {
    std::optional<ServiceChange> action;
    std::optional<Timestamp> expires;
    std::string host;
    std::optional<std::string> name;
    std::optional<std::string> password;
    std::optional<std::uint16_t> port;
    bool restricted = false;
    std::optional<bridge::Token> transport;
    bridge::Token type;
    std::optional<std::string> username;

    static constexpr auto xml =
        bridge::element("service", "urn:xmpp:extdisco:2", bridge::attribute("action", &Service::action),
                        bridge::attribute("expires", &Service::expires), bridge::attribute("host", &Service::host),
                        bridge::attribute("name", &Service::name), bridge::attribute("password", &Service::password),
                        bridge::attribute("port", &Service::port),
                        bridge::attribute("restricted", &Service::restricted).otherwise(false),
                        bridge::attribute("transport", &Service::transport), bridge::attribute("type", &Service::type),
                        bridge::attribute("username", &Service::username));
    friend bool operator==(const Service&, const Service&) = default;
};

struct Services {
    std::optional<bridge::Token> type;
    std::vector<Service> services;

    static constexpr auto xml =
        bridge::element("services", "urn:xmpp:extdisco:2", bridge::attribute("type", &Services::type),
                        bridge::child(&Services::services));
    friend bool operator==(const Services&, const Services&) = default;
};

}  // namespace headstock::samples
