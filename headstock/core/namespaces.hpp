// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

/// The namespaces of RFC 6120 and 6121.
namespace headstock::core::ns {

inline constexpr std::string_view client = "jabber:client";
inline constexpr std::string_view component = "jabber:component:accept";  // XEP-0114
inline constexpr std::string_view streams = "http://etherx.jabber.org/streams";
inline constexpr std::string_view stream_errors = "urn:ietf:params:xml:ns:xmpp-streams";
inline constexpr std::string_view stanza_errors = "urn:ietf:params:xml:ns:xmpp-stanzas";
inline constexpr std::string_view tls = "urn:ietf:params:xml:ns:xmpp-tls";
inline constexpr std::string_view sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
inline constexpr std::string_view bind = "urn:ietf:params:xml:ns:xmpp-bind";
inline constexpr std::string_view session = "urn:ietf:params:xml:ns:xmpp-session";
inline constexpr std::string_view registration = "jabber:iq:register";  // XEP-0077
inline constexpr std::string_view roster = "jabber:iq:roster";
inline constexpr std::string_view sasl2 = "urn:xmpp:sasl:2";                     // XEP-0388
inline constexpr std::string_view bind2 = "urn:xmpp:bind:0";                     // XEP-0386
inline constexpr std::string_view fast = "urn:xmpp:fast:0";                      // XEP-0484
inline constexpr std::string_view channel_binding_types = "urn:xmpp:sasl-cb:0";  // XEP-0440

}  // namespace headstock::core::ns
