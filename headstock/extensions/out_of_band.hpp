// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "headstock/core/stream.hpp"

/// Out of Band Data (XEP-0066): tell others where a file lies, and hear of theirs. Nothing is ever fetched here:
/// whether an address is worth a visit is the program's to say, best by asking its user.
namespace headstock::out_of_band {

inline constexpr std::string_view ns = "jabber:iq:oob";
inline constexpr std::string_view link_ns = "jabber:x:oob";

/// A file that somebody is asked to fetch.
struct File {
    std::optional<std::string> sid;  ///< the stream that was agreed upon before (`stream_initiation`)
    bridge::Uri url;
    std::optional<std::string> description;

    static constexpr auto xml =
        bridge::element("query", ns, bridge::attribute("sid", &File::sid), bridge::text("url", &File::url),
                        bridge::text("desc", &File::description));
    friend bool operator==(const File&, const File&) = default;
};

/// An address that comes with a message or a presence.
struct Link {
    bridge::Uri url;
    std::optional<std::string> description;

    static constexpr auto xml =
        bridge::element("x", link_ns, bridge::text("url", &Link::url), bridge::text("desc", &Link::description));
    friend bool operator==(const Link&, const Link&) = default;
};

/// Asks `whom` to fetch `file`. Done is told when the whole file was fetched, so it may take long; `item_not_found`: it
/// could not be, `not_acceptable`: it was not wanted.
[[nodiscard]] core::Request<core::Done> offer(core::Jid whom, const File& file,
                                              Duration limit = std::chrono::minutes(10));

/// A file that somebody wants us to fetch. It may be kept while that is done; one that goes without a word is refused.
class Offer {
public:
    Offer(core::Jid who, File offered, core::Reply reply)
        : from(std::move(who)), file(std::move(offered)), reply_(std::move(reply)) {}
    Offer(Offer&&) noexcept = default;
    ~Offer() { refuse(); }

    /// Says that the whole file is here.
    void fetched() { reply_.done(); }
    /// Says that it could not be fetched.
    void not_found() { reply_.fail(core::StanzaFailure(core::StanzaCondition::item_not_found)); }
    /// Says that it is not wanted.
    void refuse() { reply_.fail(core::StanzaFailure(core::StanzaCondition::not_acceptable)); }

    core::Jid from;
    File file;

private:
    core::Reply reply_;
};

/// Our side of the extension, for as long as it lives.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream) : stream_(stream) {}

    /// Gives each file that somebody offers to `handler`; until then they get <service-unavailable/>. An address that
    /// is none is <bad-request/>.
    void answer_with(std::function<void(Offer)> handler);
    /// Calls `handler` with each address that a message brings.
    [[nodiscard]] Subscription on_link(std::function<void(const core::Message&, const Link&)> handler);
    /// The same for presences.
    [[nodiscard]] Subscription on_link(std::function<void(const core::Presence&, const Link&)> handler);

private:
    core::Stream& stream_;
    Subscription answering_;
    Subscription announced_;
    Subscription announced_links_;
};

}  // namespace headstock::out_of_band
