// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/payloads/archive.hpp"

#include "headstock/core/lexical.hpp"

/// What services and their entities tell each other.
namespace headstock::samples {

inline constexpr std::string_view privilege_ns = "urn:xmpp:privilege:2";

inline constexpr std::string_view delegation_ns = "urn:xmpp:delegation:2";

inline constexpr std::string_view address_ns = "http://jabber.org/protocol/address";

/// XEP-0033, Extended Stanza Addressing.
enum class AddressType { bcc, cc, noreply, replyroom, replyto, to, ofrom };
constexpr auto xml_words(AddressType) {
    using enum AddressType;
    return bridge::words<AddressType>({{bcc, "bcc"},
                                       {cc, "cc"},
                                       {noreply, "noreply"},
                                       {replyroom, "replyroom"},
                                       {replyto, "replyto"},
                                       {to, "to"},
                                       {ofrom, "ofrom"}});
}

struct Address {
    bool delivered = false;
    std::optional<std::string> description;
    std::optional<core::Jid> jid;
    std::optional<std::string> node;
    AddressType type{};
    std::optional<bridge::Uri> uri;
    std::vector<bridge::Element> others;

    static constexpr auto xml =
        bridge::element("address", address_ns, bridge::attribute("delivered", &Address::delivered).otherwise(false),
                        bridge::attribute("desc", &Address::description), bridge::attribute("jid", &Address::jid),
                        bridge::attribute("node", &Address::node), bridge::attribute("type", &Address::type),
                        bridge::attribute("uri", &Address::uri), bridge::rest(&Address::others));
    friend bool operator==(const Address&, const Address&) = default;
};

struct Addresses {
    std::vector<Address> all;

    static constexpr auto xml = bridge::element("addresses", address_ns, bridge::child(&Addresses::all));
    friend bool operator==(const Addresses&, const Addresses&) = default;
};

/// XEP-0307, Unique Room Names for Multi-User Chat.
struct UniqueRoom {
    std::optional<std::string> name;

    static constexpr auto xml =
        bridge::element("unique", "http://jabber.org/protocol/muc#unique", bridge::text(&UniqueRoom::name));
    friend bool operator==(const UniqueRoom&, const UniqueRoom&) = default;
};

/// XEP-0335, JSON Containers.
struct JsonContainer {
    std::string json;

    static constexpr auto xml = bridge::element("json", "urn:xmpp:json:0", bridge::text(&JsonContainer::json));
    friend bool operator==(const JsonContainer&, const JsonContainer&) = default;
};

/// XEP-0355, Namespace Delegation.
struct Delegated {
    std::string ns;
    std::vector<std::string> attributes;

    static constexpr auto xml =
        bridge::element("delegated", delegation_ns, bridge::attribute("namespace", &Delegated::ns),
                        bridge::attribute_of("attribute", "name", &Delegated::attributes));
    friend bool operator==(const Delegated&, const Delegated&) = default;
};

struct Delegation {
    std::vector<Delegated> delegated;
    std::optional<Forwarded> forwarded;

    static constexpr auto xml = bridge::element("delegation", delegation_ns, bridge::child(&Delegation::delegated),
                                                bridge::child(&Delegation::forwarded));
    friend bool operator==(const Delegation&, const Delegation&) = default;
};

struct DelegationQuery {
    core::Jid to;
    std::vector<std::string> namespaces;

    static constexpr auto xml =
        bridge::element("query", delegation_ns, bridge::attribute("to", &DelegationQuery::to),
                        bridge::attribute_of("delegate", "namespace", &DelegationQuery::namespaces));
    friend bool operator==(const DelegationQuery&, const DelegationQuery&) = default;
};

/// XEP-0356, Privileged Entity.
enum class IqAccess { none, get, set, both };
constexpr auto xml_words(IqAccess) {
    using enum IqAccess;
    return bridge::words<IqAccess>({{none, "none"}, {get, "get"}, {set, "set"}, {both, "both"}});
}

struct PrivilegedNamespace {
    std::string ns;
    IqAccess type{};

    static constexpr auto xml =
        bridge::element("namespace", privilege_ns, bridge::attribute("ns", &PrivilegedNamespace::ns),
                        bridge::attribute("type", &PrivilegedNamespace::type));
    friend bool operator==(const PrivilegedNamespace&, const PrivilegedNamespace&) = default;
};

enum class Privilege { roster, message, presence, iq };
constexpr auto xml_words(Privilege) {
    using enum Privilege;
    return bridge::words<Privilege>({{roster, "roster"}, {message, "message"}, {presence, "presence"}, {iq, "iq"}});
}

struct Permission {
    bridge::Open<Privilege> access;
    std::optional<bridge::Token> type;
    bool push = true;
    std::vector<PrivilegedNamespace> namespaces;

    static constexpr auto xml = bridge::element("perm", privilege_ns, bridge::attribute("access", &Permission::access),
                                                bridge::attribute("type", &Permission::type),
                                                bridge::attribute("push", &Permission::push).otherwise(true),
                                                bridge::child(&Permission::namespaces));
    friend bool operator==(const Permission&, const Permission&) = default;
};

struct Privileges {
    std::vector<Permission> permissions;
    std::optional<Forwarded> forwarded;

    static constexpr auto xml = bridge::element("privilege", privilege_ns, bridge::child(&Privileges::permissions),
                                                bridge::child(&Privileges::forwarded));
    friend bool operator==(const Privileges&, const Privileges&) = default;
};

struct PrivilegedIq {
    std::optional<bridge::Element> iq;

    static constexpr auto xml = bridge::element("privileged_iq", privilege_ns, bridge::rest(&PrivilegedIq::iq));
    friend bool operator==(const PrivilegedIq&, const PrivilegedIq&) = default;
};

/// XEP-0379, Pre-Authenticated Roster Subscription.
struct PreAuthentication {
    std::string token;

    static constexpr auto xml =
        bridge::element("preauth", "urn:xmpp:pars:0", bridge::attribute("token", &PreAuthentication::token));
    friend bool operator==(const PreAuthentication&, const PreAuthentication&) = default;
};

/// XEP-0445, Pre-Authenticated In-Band Registration.
struct RegisterWithToken {
    static constexpr auto xml = bridge::element("register", "urn:xmpp:ibr-token:0");
    friend bool operator==(const RegisterWithToken&, const RegisterWithToken&) = default;
};

inline constexpr std::string_view xrd_ns = "http://docs.oasis-open.org/ns/xri/xrd-1.0";

/// XEP-0156, Discovering Alternative XMPP Connection Methods.
struct HostLink {
    std::string relation;
    bridge::Uri address;

    static constexpr auto xml = bridge::element("Link", xrd_ns, bridge::attribute("rel", &HostLink::relation),
                                                bridge::attribute("href", &HostLink::address));
    friend bool operator==(const HostLink&, const HostLink&) = default;
};

struct HostMeta {
    std::vector<HostLink> links;

    static constexpr auto xml = bridge::element("XRD", xrd_ns, bridge::child(&HostMeta::links));
    friend bool operator==(const HostMeta&, const HostMeta&) = default;
};

}  // namespace headstock::samples
