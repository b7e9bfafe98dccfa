// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/lexical.hpp"

/// XMPP through HTTP, and compressed.
namespace headstock::samples {

/// XEP-0124, Bidirectional-streams Over Synchronous HTTP (BOSH).
enum class BoshType { error, terminate };
constexpr auto xml_words(BoshType) {
    using enum BoshType;
    return bridge::words<BoshType>({{error, "error"}, {terminate, "terminate"}});
}

enum class BoshCondition {
    bad_request,
    host_gone,
    host_unknown,
    improper_addressing,
    internal_server_error,
    item_not_found,
    other_request,
    policy_violation,
    remote_connection_failed,
    remote_stream_error,
    see_other_uri,
    system_shutdown,
    undefined_condition
};
constexpr auto xml_words(BoshCondition) {
    using enum BoshCondition;
    return bridge::words<BoshCondition>({{bad_request, "bad-request"},
                                         {host_gone, "host-gone"},
                                         {host_unknown, "host-unknown"},
                                         {improper_addressing, "improper-addressing"},
                                         {internal_server_error, "internal-server-error"},
                                         {item_not_found, "item-not-found"},
                                         {other_request, "other-request"},
                                         {policy_violation, "policy-violation"},
                                         {remote_connection_failed, "remote-connection-failed"},
                                         {remote_stream_error, "remote-stream-error"},
                                         {see_other_uri, "see-other-uri"},
                                         {system_shutdown, "system-shutdown"},
                                         {undefined_condition, "undefined-condition"}});
}

inline constexpr std::string_view bosh_ns = "http://jabber.org/protocol/httpbind";

inline constexpr std::string_view xbosh_ns = "urn:xmpp:xbosh";

/// With the attributes of XEP-0206, XMPP Over BOSH.
struct BoshBody {
    std::optional<std::string> accept;
    std::optional<std::uint64_t> acknowledged;
    std::optional<std::string> authid;
    std::optional<std::string> charsets;
    std::optional<BoshCondition> condition;
    std::optional<std::string> content;
    std::optional<core::Jid> from;
    std::optional<std::uint8_t> hold;
    std::optional<std::uint16_t> inactivity;
    std::optional<std::string> key;
    std::optional<std::uint16_t> max_pause;
    std::optional<std::string> new_key;
    std::optional<std::uint16_t> pause;
    std::optional<std::uint16_t> polling;
    std::optional<std::uint64_t> report;
    std::optional<std::uint8_t> requests;
    std::optional<std::uint64_t> number;
    std::optional<std::string> route;
    std::optional<std::string> sid;
    std::optional<std::string> stream;
    std::optional<std::uint16_t> time;
    std::optional<core::Jid> to;
    std::optional<BoshType> type;
    std::optional<std::string> ver;
    std::optional<std::uint16_t> wait;
    std::optional<bridge::LanguageTag> language;
    bool restarts = false;
    bool restart_logic = false;
    std::optional<std::string> version;
    std::optional<bridge::Uri> uri;
    std::vector<bridge::Element> content_elements;

    static constexpr auto xml = bridge::element(
        "body", bosh_ns, bridge::attribute("accept", &BoshBody::accept),
        bridge::attribute("ack", &BoshBody::acknowledged), bridge::attribute("authid", &BoshBody::authid),
        bridge::attribute("charsets", &BoshBody::charsets), bridge::attribute("condition", &BoshBody::condition),
        bridge::attribute("content", &BoshBody::content), bridge::attribute("from", &BoshBody::from),
        bridge::attribute("hold", &BoshBody::hold), bridge::attribute("inactivity", &BoshBody::inactivity),
        bridge::attribute("key", &BoshBody::key), bridge::attribute("maxpause", &BoshBody::max_pause),
        bridge::attribute("newkey", &BoshBody::new_key), bridge::attribute("pause", &BoshBody::pause),
        bridge::attribute("polling", &BoshBody::polling), bridge::attribute("report", &BoshBody::report),
        bridge::attribute("requests", &BoshBody::requests), bridge::attribute("rid", &BoshBody::number),
        bridge::attribute("route", &BoshBody::route), bridge::attribute("sid", &BoshBody::sid),
        bridge::attribute("stream", &BoshBody::stream), bridge::attribute("time", &BoshBody::time),
        bridge::attribute("to", &BoshBody::to), bridge::attribute("type", &BoshBody::type),
        bridge::attribute("ver", &BoshBody::ver), bridge::attribute("wait", &BoshBody::wait),
        bridge::attribute(bridge::xml_lang, &BoshBody::language),
        bridge::attribute(bridge::Name{"restart", xbosh_ns}, &BoshBody::restarts).otherwise(false),
        bridge::attribute(bridge::Name{"restartlogic", xbosh_ns}, &BoshBody::restart_logic).otherwise(false),
        bridge::attribute(bridge::Name{"version", xbosh_ns}, &BoshBody::version), bridge::text("uri", &BoshBody::uri),
        bridge::rest(&BoshBody::content_elements));
    friend bool operator==(const BoshBody&, const BoshBody&) = default;
};

/// XEP-0138, Stream Compression.
struct CompressionFeature {
    std::vector<bridge::Token> methods;

    static constexpr auto xml = bridge::element("compression", "http://jabber.org/features/compress",
                                                bridge::text("method", &CompressionFeature::methods));
    friend bool operator==(const CompressionFeature&, const CompressionFeature&) = default;
};

inline constexpr std::string_view compress_ns = "http://jabber.org/protocol/compress";

struct Compress {
    std::vector<bridge::Token> methods;

    static constexpr auto xml = bridge::element("compress", compress_ns, bridge::text("method", &Compress::methods));
    friend bool operator==(const Compress&, const Compress&) = default;
};

struct Compressed {
    static constexpr auto xml = bridge::element("compressed", compress_ns);
    friend bool operator==(const Compressed&, const Compressed&) = default;
};

enum class CompressionProblem { setup_failed, processing_failed, unsupported_method };
constexpr auto xml_words(CompressionProblem) {
    using enum CompressionProblem;
    return bridge::words<CompressionProblem>({{setup_failed, "setup-failed"},
                                              {processing_failed, "processing-failed"},
                                              {unsupported_method, "unsupported-method"}});
}

struct CompressionFailure {
    std::optional<CompressionProblem> problem;
    std::vector<bridge::Element> stanza_error;

    static constexpr auto xml = bridge::element("failure", compress_ns, bridge::one_of(&CompressionFailure::problem),
                                                bridge::rest(&CompressionFailure::stanza_error));
    friend bool operator==(const CompressionFailure&, const CompressionFailure&) = default;
};

}  // namespace headstock::samples
