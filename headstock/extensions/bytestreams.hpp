// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "headstock/core/lexical.hpp"
#include "headstock/core/stream.hpp"

/// SOCKS5 Bytestreams (XEP-0065): agree on a host where two entities meet by TCP to exchange bytes: the requester's
/// own, or a proxy. What is agreed upon is said here; who connects is `client::FileTransfers`, or the program.
namespace headstock::bytestreams {

inline constexpr std::string_view ns = "http://jabber.org/protocol/bytestreams";

/// Hosts in one offer that are read; the rest is passed over.
inline constexpr std::size_t max_hosts = 16;

/// Where one may meet. Its address is known by its connection to XMPP.
struct Host {
    core::Jid jid;
    std::string host;
    std::uint16_t port = 1080;

    static constexpr auto xml =
        bridge::element("streamhost", ns, bridge::attribute("jid", &Host::jid), bridge::attribute("host", &Host::host),
                        bridge::attribute("port", &Host::port).otherwise(std::uint16_t{1080}));
    friend bool operator==(const Host&, const Host&) = default;
};

enum class Mode { tcp, udp };
constexpr auto xml_words(Mode) {
    using enum Mode;
    return bridge::words<Mode>({{tcp, "tcp"}, {udp, "udp"}});
}

/// What requester, target and proxy say to each other.
struct Query {
    std::optional<bridge::HexBytes> address;  ///< where the target cannot know the requester's real one, in a room
    Mode mode = Mode::tcp;
    std::optional<std::string> sid;
    std::vector<Host> hosts;
    std::optional<core::Jid> used;       ///< the host at which the target waits
    std::optional<core::Jid> activated;  ///< the target for which a proxy is to begin

    static constexpr auto xml = bridge::element("query", ns, bridge::attribute("dstaddr", &Query::address),
                                                bridge::attribute("mode", &Query::mode).otherwise(Mode::tcp),
                                                bridge::attribute("sid", &Query::sid), bridge::child(&Query::hosts),
                                                bridge::attribute_of("streamhost-used", "jid", &Query::used),
                                                bridge::text("activate", &Query::activated));
    friend bool operator==(const Query&, const Query&) = default;
};

/// What both sides say to the host as the name of whom they want: the SHA-1 of all three, in hexadecimal digits.
[[nodiscard]] std::string address(std::string_view sid, const core::Jid& requester, const core::Jid& target);

/// Offers `target` to meet at one of `hosts`, in that order. It answers when it is there, so give it time; `used_host`
/// reads the answer. `item_not_found`: it reached none; `not_acceptable`: it wants no bytestream. `requester` is our
/// address as the hosts know it.
[[nodiscard]] core::Request<Query> offer(core::Jid target, std::string sid, std::vector<Host> hosts,
                                         const core::Jid& requester);
/// Which of the hosts that were offered the target has chosen. Fails where it names none of them.
[[nodiscard]] Result<Host> used_host(const Query& answer, const std::vector<Host>& offered);
/// Asks `proxy` where it is to be reached. `forbidden`, `not_allowed`: not for us.
[[nodiscard]] core::Request<Query> find(core::Jid proxy);
/// Which host it has named: an answer counts that names the proxy itself, or a part of it by a resource. What is said
/// to it from then on goes to that address.
[[nodiscard]] Result<Host> named_host(const Query& answer, const core::Jid& proxy);
/// Tells `proxy`, where both sides wait, to begin.
[[nodiscard]] core::Request<core::Done> activate(core::Jid proxy, std::string sid, core::Jid target);

/// A bytestream that somebody wants to open. It may be kept until one is connected; one that goes without a word is
/// refused.
class Offer {
public:
    Offer(core::Jid requester, Query what, std::string where, core::Reply reply)
        : from(std::move(requester)),
          sid(what.sid.value_or("")),
          hosts(std::move(what.hosts)),
          address(std::move(where)),
          reply_(std::move(reply)) {}
    Offer(Offer&&) noexcept = default;
    ~Offer() { refuse(); }

    /// Says at which host we are.
    void connected(const Host& at);
    /// Says that none can be reached.
    void not_reached() { reply_.fail(core::StanzaFailure(core::StanzaCondition::item_not_found)); }
    void refuse() { reply_.fail(core::StanzaFailure(core::StanzaCondition::not_acceptable)); }

    core::Jid from;
    std::string sid;
    std::vector<Host> hosts;  ///< at least one, in the order to try. Whoever tries shows them its network address
    std::string address;      ///< what to say to them

private:
    core::Reply reply_;
};

/// Our side of the extension, for as long as it lives. Nothing is accepted before the program says so.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Gives the offer of the bytestream `sid` to `handler` when `peer` makes it, for as long as the subscription
    /// lives.
    [[nodiscard]] Subscription expect(const core::Jid& peer, const std::string& sid,
                                      std::function<void(Offer)> handler);
    /// Gives each offer that nobody expects to `handler`; until then they are refused.
    void answer_with(std::function<void(Offer)> handler) { offered_ = std::move(handler); }

private:
    void heard(const core::Iq& iq, core::Reply reply);

    core::Stream& stream_;
    Handlers<bool(Offer&)> expected_;
    std::function<void(Offer)> offered_;
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::bytestreams
