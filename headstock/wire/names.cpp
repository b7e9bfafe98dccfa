// SPDX-License-Identifier: MIT
#include "headstock/wire/names.hpp"

#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "headstock/base/hex.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/openssl.hpp"

namespace headstock::wire::detail {
namespace {

constexpr std::size_t longest_domain = 253;
constexpr std::size_t longest_label = 63;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool label_char(char c) {
    const char l = lower(c);
    return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool same(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool starts_with(std::string_view text, std::string_view start) { return same(text.substr(0, start.size()), start); }

bool is_label(std::string_view text) {
    return !text.empty() && text.size() <= longest_label && std::all_of(text.begin(), text.end(), label_char);
}

bool is_dns_name(std::string_view text) {
    if (text.size() > longest_domain) return false;
    for (auto dot = text.find('.'); dot != text.npos; dot = text.find('.')) {
        if (!is_label(text.substr(0, dot))) return false;
        text.remove_prefix(dot + 1);
    }
    return is_label(text);
}

/// RFC 9525 §6.3: `*` is the whole left-most label and stands for exactly one label. Stricter: not for an A-label, and
/// never directly below a top-level domain.
bool wildcard_matches(std::string_view presented, std::string_view domain) {
    if (!presented.starts_with("*.")) return false;
    const std::string_view parent = presented.substr(2);
    const auto dot = domain.find('.');
    if (dot == domain.npos || !is_dns_name(parent) || parent.find('.') == parent.npos) return false;
    return !starts_with(domain, "xn--") && same(domain.substr(dot + 1), parent);
}

bool dns_matches(std::string_view presented, std::string_view domain) {
    return (is_dns_name(presented) && same(presented, domain)) || wildcard_matches(presented, domain);
}

bool srv_matches(std::string_view presented, std::string_view domain, bool direct) {
    const auto dot = presented.find('.');
    if (dot == presented.npos || !same(presented.substr(dot + 1), domain)) return false;
    const auto service = presented.substr(0, dot);
    return same(service, "_xmpp-client") || (direct && same(service, "_xmpps-client"));
}

std::string octets(const ASN1_STRING* text) {
    const auto* data = reinterpret_cast<const char*>(ASN1_STRING_get0_data(text));
    return {data, static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string show_ip(std::string_view address) {
    if (address.size() != 4) return to_hex(address);
    std::string shown;
    for (const char c : address)
        shown += (shown.empty() ? "" : ".") + std::to_string(static_cast<unsigned>(static_cast<unsigned char>(c)));
    return shown;
}

void read_other_name(const OTHERNAME& other, Names& into) {
    const int kind = OBJ_obj2nid(other.type_id);
    const ASN1_TYPE* value = other.value;
    if (kind == NID_SRVName && value->type == V_ASN1_IA5STRING) into.srv.push_back(octets(value->value.ia5string));
    if (kind == NID_XmppAddr && value->type == V_ASN1_UTF8STRING) into.xmpp.push_back(octets(value->value.utf8string));
}

void read_name(const GENERAL_NAME& name, Names& into) {
    if (name.type == GEN_DNS) into.dns.push_back(octets(name.d.dNSName));
    if (name.type == GEN_IPADD) into.ip.push_back(octets(name.d.iPAddress));
    if (name.type == GEN_OTHERNAME) read_other_name(*name.d.otherName, into);
}

}  // namespace

Names names_of(const X509& certificate) {
    const Owned<GENERAL_NAMES, &GENERAL_NAMES_free> list(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
    Names names;
    for (int i = 0; list && i < sk_GENERAL_NAME_num(list.get()); ++i)
        read_name(*sk_GENERAL_NAME_value(list.get(), i), names);
    return names;
}

std::string describe(const Names& names) {
    std::string line;
    int left = 10;
    const auto add = [&](const std::string& name) {
        if (left-- <= 0) return;
        line += (line.empty() ? "" : ", ") + printable(name, longest_domain);
    };
    for (const auto& name : names.dns) add(name);
    for (const auto& name : names.srv) add(name);
    for (const auto& name : names.xmpp) add("xmpp:" + name);
    for (const auto& name : names.ip) add("ip:" + show_ip(name));
    if (left < 0) line += " and " + std::to_string(-left) + " more";
    return line.empty() ? "no name at all" : line;
}

std::optional<std::string> ip_octets(std::string_view text) {
    if (text.find('\0') != text.npos) return std::nullopt;
    const Owned<ASN1_OCTET_STRING, &ASN1_OCTET_STRING_free> address(a2i_IPADDRESS(std::string(text).c_str()));
    if (!address) return std::nullopt;
    return octets(address.get());
}

Result<std::string> canonical_domain(std::string_view domain) {
    const bool bracketed = domain.size() > 2 && domain.starts_with('[') && domain.ends_with(']');
    const std::string_view address = bracketed ? domain.substr(1, domain.size() - 2) : domain;
    const std::string_view name = domain.ends_with('.') ? domain.substr(0, domain.size() - 1) : domain;
    const bool is_address = ip_octets(address).has_value();
    if (!is_address && !is_dns_name(name)) return fail(Errc::bad_domain, "\"" + printable(domain) + "\"");
    std::string canonical(is_address ? address : name);
    std::transform(canonical.begin(), canonical.end(), canonical.begin(), lower);
    return canonical;
}

bool matches(const Names& names, std::string_view domain, bool direct) {
    if (const auto address = ip_octets(domain))
        return std::find(names.ip.begin(), names.ip.end(), *address) != names.ip.end();
    const auto any = [&](const auto& list, auto test) { return std::any_of(list.begin(), list.end(), test); };
    return any(names.dns, [&](const auto& name) { return dns_matches(name, domain); }) ||
           any(names.srv, [&](const auto& name) { return srv_matches(name, domain, direct); }) ||
           any(names.xmpp, [&](const auto& name) { return same(name, domain); });
}

}  // namespace headstock::wire::detail
