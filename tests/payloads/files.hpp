// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/lexical.hpp"

/// Files and calls: XEP-0166, 0176, 0234, 0264, 0300, 0363, 0446, 0447.
namespace headstock::samples {

inline constexpr std::string_view upload_ns = "urn:xmpp:http:upload:0";
inline constexpr std::string_view jingle_ns = "urn:xmpp:jingle:1";

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

enum class JingleAction { session_accept, session_info, session_initiate, session_terminate, transport_info };
constexpr auto xml_words(JingleAction) {
    using enum JingleAction;
    return bridge::words<JingleAction>({{session_accept, "session-accept"},
                                        {session_info, "session-info"},
                                        {session_initiate, "session-initiate"},
                                        {session_terminate, "session-terminate"},
                                        {transport_info, "transport-info"}});
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

enum class JingleEnd { busy, cancel, decline, gone, success, timeout };
constexpr auto xml_words(JingleEnd) {
    using enum JingleEnd;
    return bridge::words<JingleEnd>({{busy, "busy"},
                                     {cancel, "cancel"},
                                     {decline, "decline"},
                                     {gone, "gone"},
                                     {success, "success"},
                                     {timeout, "timeout"}});
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
