// SPDX-License-Identifier: MIT
#include "headstock/core/compression.hpp"

namespace headstock::core {
namespace {

constexpr std::string_view feature_ns = "http://jabber.org/features/compress";
constexpr std::string_view compress_ns = "http://jabber.org/protocol/compress";
constexpr std::string_view method = "zlib";

}  // namespace

bridge::Name Compression::name() const { return {"compression", feature_ns}; }

bool Compression::wanted(const Negotiation& negotiation, bridge::View offer) const {
    if (tried_ || !negotiation.options.compression || !negotiation.authenticated || !negotiation.bound.empty())
        return false;
    for (const bridge::View child : offer.children())
        if (child.is({"method", feature_ns}) && child.text() == method) return true;
    return false;
}

Result<Progress> Compression::start(bridge::View, Negotiation&, const Send& send) {
    tried_ = true;
    bridge::Element wish("compress", compress_ns);
    wish.add(bridge::Element("method", compress_ns).text(method));
    if (auto sent = send(wish); !sent) return std::unexpected(std::move(sent.error()));
    return Progress::wait;
}

Result<Progress> Compression::hear(bridge::View element, Negotiation&, const Send&) {
    if (element.is({"compressed", compress_ns})) return Progress::compress;
    if (element.is({"failure", compress_ns})) return Progress::done;
    return fail(Errc::unexpected_element, std::string(element.tag()));
}

}  // namespace headstock::core
