// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "headstock/extensions/stream_initiation.hpp"

/// SI File Transfer (XEP-0096): what is said of a file that is offered by `stream_initiation`.
namespace headstock::file_offer {

inline constexpr std::string_view ns = "http://jabber.org/protocol/si/profile/file-transfer";

/// A part of a file.
struct Range {
    std::optional<std::uint64_t> offset;
    std::optional<std::uint64_t> length;

    static constexpr auto xml = bridge::element("range", ns, bridge::attribute("offset", &Range::offset),
                                                bridge::attribute("length", &Range::length));
    friend bool operator==(const Range&, const Range&) = default;
};

/// A file that is offered. Nothing of it can be believed but the size and the hash, which can be checked.
struct File {
    std::string name;  ///< as the sender wrote it: `safe_name` makes a file's name of it
    std::uint64_t size = 0;
    std::optional<bridge::HexBytes> hash{};  ///< the MD5 of the content: finds accidents, no malice
    std::optional<Timestamp> date{};         ///< when it was changed last
    std::optional<std::string> description{};
    bool ranged = false;  ///< whether a part may be asked for

    static constexpr auto xml =
        bridge::element("file", ns, bridge::attribute("name", &File::name), bridge::attribute("size", &File::size),
                        bridge::attribute("hash", &File::hash), bridge::attribute("date", &File::date),
                        bridge::text("desc", &File::description), bridge::flag("range", &File::ranged));
    friend bool operator==(const File&, const File&) = default;
};

/// What is wanted of it: in the answer.
struct Wanted {
    std::optional<Range> range;

    static constexpr auto xml = bridge::element("file", ns, bridge::child(&Wanted::range));
    friend bool operator==(const Wanted&, const Wanted&) = default;
};

/// From where to where a file goes.
struct Part {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    friend bool operator==(const Part&, const Part&) = default;
};

/// The part of `file` that an answer wants: all, where it does not say. Fails where it wants what is not there, or was
/// not offered.
[[nodiscard]] Result<Part> part_of(const File& file, const stream_initiation::Initiation& answer);

/// What is offered, made into the name of a file: its last part, without what means something to a file system, a shell
/// or a terminal, of at most 200 bytes, and never empty. Whether such a file exists is not known here.
[[nodiscard]] std::string safe_name(std::string_view offered);

/// Offers `file`: `methods` are what can carry it, best first.
[[nodiscard]] stream_initiation::Initiation make(std::string id, const File& file, std::vector<std::string> methods);

/// A file that somebody wants to send to us. One that goes without a word is declined.
struct Offer {
    stream_initiation::Offer stream;
    File file;

    /// Accepts it whole or, where `part` is given and the file is `ranged`, in part.
    void accept(const std::string& method, std::optional<Part> part = std::nullopt);
};

/// Our side of the extension, for as long as it lives.
class Module {
public:
    /// `stream` and `initiation` must outlive it.
    Module(core::Stream& stream, stream_initiation::Module& initiation) : stream_(stream), initiation_(initiation) {}

    /// Gives each file that is offered to `handler`; until then, and without one, they are refused.
    void answer_with(std::function<void(Offer)> handler);

private:
    core::Stream& stream_;
    stream_initiation::Module& initiation_;
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::file_offer
