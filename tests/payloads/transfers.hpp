// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/payloads/files.hpp"

#include "headstock/core/lexical.hpp"

/// Bytes between two entities, and streams by other ways than TCP.
namespace headstock::samples {

inline constexpr std::string_view bytestreams_ns = "http://jabber.org/protocol/bytestreams";

inline constexpr std::string_view s5b_ns = "urn:xmpp:jingle:transports:s5b:1";

inline constexpr std::string_view file_transfer_ns = "urn:xmpp:jingle:apps:file-transfer:5";

/// XEP-0065, SOCKS5 Bytestreams.
enum class SocksMode { tcp, udp };
constexpr auto xml_words(SocksMode) {
    using enum SocksMode;
    return bridge::words<SocksMode>({{tcp, "tcp"}, {udp, "udp"}});
}

struct UdpSuccess {
    bridge::HexBytes address;

    static constexpr auto xml =
        bridge::element("udpsuccess", bytestreams_ns, bridge::attribute("dstaddr", &UdpSuccess::address));
    friend bool operator==(const UdpSuccess&, const UdpSuccess&) = default;
};

/// XEP-0260, Jingle SOCKS5 Bytestreams Transport Method.
enum class SocksType { assisted, direct, proxy, tunnel };
constexpr auto xml_words(SocksType) {
    using enum SocksType;
    return bridge::words<SocksType>({{assisted, "assisted"}, {direct, "direct"}, {proxy, "proxy"}, {tunnel, "tunnel"}});
}

struct SocksCandidate {
    std::string id;
    std::string host;
    core::Jid jid;
    std::optional<std::uint16_t> port;
    std::uint32_t priority = 0;
    SocksType type = SocksType::direct;

    static constexpr auto xml = bridge::element(
        "candidate", s5b_ns, bridge::attribute("cid", &SocksCandidate::id),
        bridge::attribute("host", &SocksCandidate::host), bridge::attribute("jid", &SocksCandidate::jid),
        bridge::attribute("port", &SocksCandidate::port), bridge::attribute("priority", &SocksCandidate::priority),
        bridge::attribute("type", &SocksCandidate::type).otherwise(SocksType::direct));
    friend bool operator==(const SocksCandidate&, const SocksCandidate&) = default;
};

struct SocksTransport {
    std::optional<bridge::HexBytes> address;
    SocksMode mode = SocksMode::tcp;
    std::string sid;
    std::vector<SocksCandidate> candidates;
    std::optional<std::string> used;
    std::optional<std::string> activated;
    bool no_candidate = false;
    bool no_proxy = false;

    static constexpr auto xml =
        bridge::element("transport", s5b_ns, bridge::attribute("dstaddr", &SocksTransport::address),
                        bridge::attribute("mode", &SocksTransport::mode).otherwise(SocksMode::tcp),
                        bridge::attribute("sid", &SocksTransport::sid), bridge::child(&SocksTransport::candidates),
                        bridge::attribute_of("candidate-used", "cid", &SocksTransport::used),
                        bridge::attribute_of("activated", "cid", &SocksTransport::activated),
                        bridge::flag("candidate-error", &SocksTransport::no_candidate),
                        bridge::flag("proxy-error", &SocksTransport::no_proxy));
    friend bool operator==(const SocksTransport&, const SocksTransport&) = default;
};

/// XEP-0261, Jingle In-Band Bytestreams Transport Method.
enum class IbbStanza { iq, message };
constexpr auto xml_words(IbbStanza) {
    using enum IbbStanza;
    return bridge::words<IbbStanza>({{iq, "iq"}, {message, "message"}});
}

struct IbbTransport {
    std::uint16_t block_size = 0;
    std::string sid;
    IbbStanza stanza = IbbStanza::iq;

    static constexpr auto xml = bridge::element(
        "transport", "urn:xmpp:jingle:transports:ibb:1", bridge::attribute("block-size", &IbbTransport::block_size),
        bridge::attribute("sid", &IbbTransport::sid),
        bridge::attribute("stanza", &IbbTransport::stanza).otherwise(IbbStanza::iq));
    friend bool operator==(const IbbTransport&, const IbbTransport&) = default;
};

/// XEP-0234, Jingle File Transfer.
struct FileRange {
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> length;
    std::vector<Hash> hashes;

    static constexpr auto xml = bridge::element(
        "range", file_transfer_ns, bridge::attribute("offset", &FileRange::offset).otherwise(std::uint64_t{0}),
        bridge::attribute("length", &FileRange::length), bridge::child(&FileRange::hashes));
    friend bool operator==(const FileRange&, const FileRange&) = default;
};

struct OfferedFile {
    std::optional<Timestamp> date;
    bridge::LanguageTexts descriptions;
    std::optional<std::string> media_type;
    std::optional<std::string> name;
    std::optional<std::uint64_t> size;
    std::optional<FileRange> range;
    std::vector<Hash> hashes;
    std::vector<std::string> coming_hashes;
    std::vector<Thumbnail> thumbnails;

    static constexpr auto xml = bridge::element(
        "file", file_transfer_ns, bridge::text("date", &OfferedFile::date),
        bridge::texts("desc", &OfferedFile::descriptions), bridge::text("media-type", &OfferedFile::media_type),
        bridge::text("name", &OfferedFile::name), bridge::text("size", &OfferedFile::size),
        bridge::child(&OfferedFile::range), bridge::child(&OfferedFile::hashes),
        bridge::attribute_of(bridge::Name{"hash-used", "urn:xmpp:hashes:2"}, "algo", &OfferedFile::coming_hashes),
        bridge::child(&OfferedFile::thumbnails));
    friend bool operator==(const OfferedFile&, const OfferedFile&) = default;
};

struct FileDescription {
    OfferedFile file;

    static constexpr auto xml = bridge::element("description", file_transfer_ns, bridge::child(&FileDescription::file));
    friend bool operator==(const FileDescription&, const FileDescription&) = default;
};

enum class FileNews { checksum, received };
constexpr auto xml_words(FileNews) {
    using enum FileNews;
    return bridge::words<FileNews>({{checksum, "checksum"}, {received, "received"}});
}

struct FileInfo {
    FileNews news{};
    Party creator;
    std::string content;
    std::optional<OfferedFile> file;

    static constexpr auto xml = bridge::element(
        bridge::tag_of(&FileInfo::news), file_transfer_ns, bridge::attribute("creator", &FileInfo::creator),
        bridge::attribute("name", &FileInfo::content), bridge::child(&FileInfo::file));
    friend bool operator==(const FileInfo&, const FileInfo&) = default;
};

enum class FileProblem { file_not_available, file_too_large };
constexpr auto xml_words(FileProblem) {
    using enum FileProblem;
    return bridge::words<FileProblem>({{file_not_available, "file-not-available"}, {file_too_large, "file-too-large"}});
}

struct FileError {
    FileProblem problem{};

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&FileError::problem), "urn:xmpp:jingle:apps:file-transfer:errors:0");
    friend bool operator==(const FileError&, const FileError&) = default;
};

/// XEP-0385, Stateless Inline Media Sharing (SIMS).
struct MediaSources {
    std::vector<bridge::Uri> uris;

    static constexpr auto xml = bridge::element(
        "sources", "urn:xmpp:sims:1",
        bridge::attribute_of(bridge::Name{"reference", "urn:xmpp:reference:0"}, "uri", &MediaSources::uris));
    friend bool operator==(const MediaSources&, const MediaSources&) = default;
};

struct MediaSharing {
    OfferedFile file;
    MediaSources sources;

    static constexpr auto xml = bridge::element("media-sharing", "urn:xmpp:sims:1", bridge::child(&MediaSharing::file),
                                                bridge::child(&MediaSharing::sources));
    friend bool operator==(const MediaSharing&, const MediaSharing&) = default;
};

/// XEP-0448, Encryption for stateless file sharing.
struct EncryptedSource {
    bridge::Uri cipher;
    bridge::WrappedBytes key;
    bridge::WrappedBytes vector;
    std::vector<Hash> hashes;
    Sources sources;

    static constexpr auto xml =
        bridge::element("encrypted", "urn:xmpp:esfs:0", bridge::attribute("cipher", &EncryptedSource::cipher),
                        bridge::text("key", &EncryptedSource::key), bridge::text("iv", &EncryptedSource::vector),
                        bridge::child(&EncryptedSource::hashes), bridge::child(&EncryptedSource::sources));
    friend bool operator==(const EncryptedSource&, const EncryptedSource&) = default;
};

/// XEP-0363, HTTP File Upload.
struct UploadRequest {
    std::string name;
    std::uint64_t size = 0;
    std::optional<std::string> type;
    std::optional<bridge::Element> purpose;

    static constexpr auto xml =
        bridge::element("request", upload_ns, bridge::attribute("filename", &UploadRequest::name),
                        bridge::attribute("size", &UploadRequest::size),
                        bridge::attribute("content-type", &UploadRequest::type), bridge::rest(&UploadRequest::purpose));
    friend bool operator==(const UploadRequest&, const UploadRequest&) = default;
};

struct UploadTooLarge {
    std::optional<std::uint64_t> limit;

    static constexpr auto xml =
        bridge::element("file-too-large", upload_ns, bridge::text("max-file-size", &UploadTooLarge::limit));
    friend bool operator==(const UploadTooLarge&, const UploadTooLarge&) = default;
};

struct UploadRetry {
    Timestamp when;

    static constexpr auto xml = bridge::element("retry", upload_ns, bridge::attribute("stamp", &UploadRetry::when));
    friend bool operator==(const UploadRetry&, const UploadRetry&) = default;
};

/// XEP-0231, Bits of Binary.
struct BitsOfBinary {
    std::string cid;
    std::optional<std::uint32_t> max_age;
    std::optional<std::string> type;
    bridge::WrappedBytes bytes;

    static constexpr auto xml =
        bridge::element("data", "urn:xmpp:bob", bridge::attribute("cid", &BitsOfBinary::cid),
                        bridge::attribute("max-age", &BitsOfBinary::max_age),
                        bridge::attribute("type", &BitsOfBinary::type), bridge::text(&BitsOfBinary::bytes));
    friend bool operator==(const BitsOfBinary&, const BitsOfBinary&) = default;
};

}  // namespace headstock::samples
