// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/message.hpp"
#include "headstock/extensions/disco.hpp"

/// Stanza Headers and Internet Metadata (XEP-0131): what is said of a stanza beside its content.
namespace headstock::shim {

inline constexpr std::string_view ns = "http://jabber.org/protocol/shim";

/// A header; its name is one of the XMPP registrar's, as "SubID".
struct Header {
    std::string name;
    std::string value;

    static constexpr auto xml =
        bridge::element("header", ns, bridge::attribute("name", &Header::name), bridge::text(&Header::value));
    friend bool operator==(const Header&, const Header&) = default;
};

/// The headers of a message or presence, or of an iq's payload. A name may stand several times.
struct Headers {
    std::vector<Header> headers;

    static constexpr auto xml = bridge::element("headers", ns, bridge::child(&Headers::headers));
    /// All values of that name, in order.
    [[nodiscard]] std::vector<std::string> values(std::string_view name) const;
    friend bool operator==(const Headers&, const Headers&) = default;
};

/// The headers of a stanza; none where there are none, or they are malformed.
[[nodiscard]] Headers of(const core::Stanza& stanza);

/// Says that we understand headers of these names, for as long as it lives.
class Module {
public:
    /// `stream` and `disco` must outlive it.
    Module(core::Stream& stream, disco::Module& disco, const std::vector<std::string>& names);

private:
    Subscription announced_;
};

}  // namespace headstock::shim
