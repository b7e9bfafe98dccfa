// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/lexical.hpp"

/// Files and calls.
namespace headstock::samples {

inline constexpr std::string_view upload_ns = "urn:xmpp:http:upload:0";
inline constexpr std::string_view jingle_ns = "urn:xmpp:jingle:1";

/// XEP-0300, Use of Cryptographic Hash Functions in XMPP.
enum class Algorithm { sha_1, sha_256, sha3_256 };
constexpr auto xml_words(Algorithm) {
    using enum Algorithm;
    return bridge::words<Algorithm>({{sha_1, "sha-1"}, {sha_256, "sha-256"}, {sha3_256, "sha3-256"}});
}

struct Hash {
    bridge::Open<Algorithm> algorithm;
    bridge::WrappedBytes value;

    static constexpr auto xml = bridge::element(
        "hash", "urn:xmpp:hashes:2", bridge::attribute("algo", &Hash::algorithm), bridge::text(&Hash::value));
    friend bool operator==(const Hash&, const Hash&) = default;
};

/// XEP-0264, Jingle Content Thumbnails.
struct Thumbnail {
    bridge::Uri uri;
    std::optional<std::string> media_type;
    std::optional<std::uint16_t> width;
    std::optional<std::uint16_t> height;

    static constexpr auto xml =
        bridge::element("thumbnail", "urn:xmpp:thumbs:1", bridge::attribute("uri", &Thumbnail::uri),
                        bridge::attribute("media-type", &Thumbnail::media_type),
                        bridge::attribute("width", &Thumbnail::width), bridge::attribute("height", &Thumbnail::height));
    friend bool operator==(const Thumbnail&, const Thumbnail&) = default;
};

/// XEP-0446, File metadata element.
struct FileMetadata {
    std::optional<Timestamp> date;
    bridge::LanguageTexts descriptions;
    std::optional<std::string> media_type;
    std::optional<std::string> name;
    std::optional<std::uint64_t> size;
    std::optional<std::uint32_t> width;
    std::optional<std::uint32_t> height;
    std::vector<Hash> hashes;
    std::vector<Thumbnail> thumbnails;

    static constexpr auto xml = bridge::element(
        "file", "urn:xmpp:file:metadata:0", bridge::text("date", &FileMetadata::date),
        bridge::text("media-type", &FileMetadata::media_type), bridge::text("name", &FileMetadata::name),
        bridge::text("size", &FileMetadata::size), bridge::text("width", &FileMetadata::width),
        bridge::text("height", &FileMetadata::height), bridge::child(&FileMetadata::hashes),
        bridge::texts("desc", &FileMetadata::descriptions), bridge::child(&FileMetadata::thumbnails));
    friend bool operator==(const FileMetadata&, const FileMetadata&) = default;
};

/// XEP-0447, Stateless file sharing.
struct Sources {
    std::vector<bridge::Uri> urls;
    std::vector<bridge::Element> others;

    static constexpr auto xml = bridge::element(
        "sources", "urn:xmpp:sfs:0",
        bridge::attribute_of(bridge::Name{"url-data", "http://jabber.org/protocol/url-data"}, "target", &Sources::urls),
        bridge::rest(&Sources::others));
    friend bool operator==(const Sources&, const Sources&) = default;
};

enum class Disposition { inline_, attachment };
constexpr auto xml_words(Disposition) {
    return bridge::words<Disposition>({{Disposition::inline_, "inline"}, {Disposition::attachment, "attachment"}});
}

struct FileSharing {
    std::optional<std::string> id;
    Disposition disposition = Disposition::attachment;
    FileMetadata file;
    std::optional<Sources> sources;

    static constexpr auto xml =
        bridge::element("file-sharing", "urn:xmpp:sfs:0",
                        bridge::attribute("disposition", &FileSharing::disposition).otherwise(Disposition::attachment),
                        bridge::attribute("id", &FileSharing::id), bridge::child(&FileSharing::file),
                        bridge::child(&FileSharing::sources));
    friend bool operator==(const FileSharing&, const FileSharing&) = default;
};

/// XEP-0363, HTTP File Upload.
struct Header {
    std::string name;
    std::string value;

    static constexpr auto xml =
        bridge::element("header", upload_ns, bridge::attribute("name", &Header::name), bridge::text(&Header::value));
    friend bool operator==(const Header&, const Header&) = default;
};

struct Put {
    bridge::Uri url;
    std::vector<Header> headers;

    static constexpr auto xml =
        bridge::element("put", upload_ns, bridge::attribute("url", &Put::url), bridge::child(&Put::headers));
    friend bool operator==(const Put&, const Put&) = default;
};

struct UploadSlot {
    Put put;
    bridge::Uri get;

    static constexpr auto xml = bridge::element("slot", upload_ns, bridge::child(&UploadSlot::put),
                                                bridge::attribute_of("get", "url", &UploadSlot::get));
    friend bool operator==(const UploadSlot&, const UploadSlot&) = default;
};

/// XEP-0166, Jingle.
enum class JingleAction {
    content_accept,
    content_add,
    content_modify,
    content_reject,
    content_remove,
    description_info,
    security_info,
    session_accept,
    session_info,
    session_initiate,
    session_terminate,
    transport_accept,
    transport_info,
    transport_reject,
    transport_replace
};
constexpr auto xml_words(JingleAction) {
    using enum JingleAction;
    return bridge::words<JingleAction>({{content_accept, "content-accept"},
                                        {content_add, "content-add"},
                                        {content_modify, "content-modify"},
                                        {content_reject, "content-reject"},
                                        {content_remove, "content-remove"},
                                        {description_info, "description-info"},
                                        {security_info, "security-info"},
                                        {session_accept, "session-accept"},
                                        {session_info, "session-info"},
                                        {session_initiate, "session-initiate"},
                                        {session_terminate, "session-terminate"},
                                        {transport_accept, "transport-accept"},
                                        {transport_info, "transport-info"},
                                        {transport_reject, "transport-reject"},
                                        {transport_replace, "transport-replace"}});
}

enum class Party { initiator, responder, both, none };
constexpr auto xml_words(Party) {
    using enum Party;
    return bridge::words<Party>({{initiator, "initiator"}, {responder, "responder"}, {both, "both"}, {none, "none"}});
}

struct JingleContent {
    Party creator{};
    std::string disposition = "session";
    std::string name;
    Party senders = Party::both;
    std::optional<bridge::Element> description;
    std::optional<bridge::Element> transport;
    std::optional<bridge::Element> security;

    static constexpr auto xml =
        bridge::element("content", jingle_ns, bridge::attribute("creator", &JingleContent::creator),
                        bridge::attribute("disposition", &JingleContent::disposition).otherwise("session"),
                        bridge::attribute("name", &JingleContent::name),
                        bridge::attribute("senders", &JingleContent::senders).otherwise(Party::both),
                        bridge::child(bridge::anywhere("description"), &JingleContent::description),
                        bridge::child(bridge::anywhere("transport"), &JingleContent::transport),
                        bridge::child(bridge::anywhere("security"), &JingleContent::security));
    friend bool operator==(const JingleContent&, const JingleContent&) = default;
};

enum class JingleEnd {
    busy,
    cancel,
    connectivity_error,
    decline,
    expired,
    failed_application,
    failed_transport,
    general_error,
    gone,
    incompatible_parameters,
    media_error,
    security_error,
    success,
    timeout,
    unsupported_applications,
    unsupported_transports
};
constexpr auto xml_words(JingleEnd) {
    using enum JingleEnd;
    return bridge::words<JingleEnd>({{busy, "busy"},
                                     {cancel, "cancel"},
                                     {connectivity_error, "connectivity-error"},
                                     {decline, "decline"},
                                     {expired, "expired"},
                                     {failed_application, "failed-application"},
                                     {failed_transport, "failed-transport"},
                                     {general_error, "general-error"},
                                     {gone, "gone"},
                                     {incompatible_parameters, "incompatible-parameters"},
                                     {media_error, "media-error"},
                                     {security_error, "security-error"},
                                     {success, "success"},
                                     {timeout, "timeout"},
                                     {unsupported_applications, "unsupported-applications"},
                                     {unsupported_transports, "unsupported-transports"}});
}

struct JingleReason {
    std::optional<JingleEnd> condition;
    std::optional<std::string> text;
    std::vector<bridge::Element> others;

    static constexpr auto xml =
        bridge::element("reason", jingle_ns, bridge::one_of(&JingleReason::condition),
                        bridge::text("text", &JingleReason::text), bridge::rest(&JingleReason::others));
    friend bool operator==(const JingleReason&, const JingleReason&) = default;
};

struct Jingle {
    JingleAction action{};
    std::optional<core::Jid> initiator;
    std::optional<core::Jid> responder;
    bridge::Token sid;
    std::vector<JingleContent> contents;
    std::optional<JingleReason> reason;
    std::vector<bridge::Element> others;

    static constexpr auto xml = bridge::element(
        "jingle", jingle_ns, bridge::attribute("action", &Jingle::action),
        bridge::attribute("initiator", &Jingle::initiator), bridge::attribute("responder", &Jingle::responder),
        bridge::attribute("sid", &Jingle::sid), bridge::child(&Jingle::contents), bridge::child(&Jingle::reason),
        bridge::rest(&Jingle::others));
    friend bool operator==(const Jingle&, const Jingle&) = default;
};

}  // namespace headstock::samples
