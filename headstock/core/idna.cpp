// SPDX-License-Identifier: MIT
#include "headstock/core/idna.hpp"

#include <arpa/inet.h>
#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <array>
#include <optional>

#include "headstock/core/precis_class.hpp"
#include "headstock/core/unicode.hpp"

namespace headstock::core {
namespace {

constexpr std::size_t max_octets = 1023;
constexpr std::size_t max_raw_octets = 4 * max_octets;  // what is longer is refused before it costs anything
constexpr std::size_t max_label = 63;

// Calls `test` with each label, the empty ones too, for as long as it holds.
template <class Test>
bool each_label(std::string_view domain, Test test) {
    for (;;) {
        const std::size_t dot = domain.find('.');
        if (!test(domain.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        domain.remove_prefix(dot + 1);
    }
}

constexpr std::array<bool, 256> make_plain_characters() {
    std::array<bool, 256> plain{};
    for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789-_"))
        plain[static_cast<unsigned char>(c)] = true;
    return plain;
}
constexpr std::array<bool, 256> plain_characters = make_plain_characters();

constexpr auto is_plain_character = [](char c) { return plain_characters[static_cast<unsigned char>(c)]; };

constexpr auto is_plain_label = [](std::string_view label) {
    return !label.empty() && label.size() <= max_label && label.front() != '-' && label.back() != '-' &&
           !label.starts_with("xn--") && std::all_of(label.begin(), label.end(), is_plain_character);
};

// RFC 5891 §4.2.3 and RFC 5892: ICU follows UTS 46, which also lets symbols through.
bool is_unicode_label(std::string_view label) {
    const auto text = unicode::decode(label);
    const auto in_place = [](char32_t c) { return c > '~' || (c != '_' && is_plain_character(static_cast<char>(c))); };
    return text && !text->starts_with(U'-') && !text->ends_with(U'-') &&
           !(text->size() > 3 && (*text)[2] == U'-' && (*text)[3] == U'-') &&
           std::all_of(text->begin(), text->end(), in_place) &&
           precis::first_disallowed(*text, precis::Class::identifier) == std::u32string_view::npos;
}

bool is_label(std::string_view label) {
    return unicode::is_ascii(label) ? is_plain_label(label) : is_unicode_label(label);
}

// Hyphens and ASCII are judged here, label by label, and so is the length of the whole.
constexpr std::uint32_t judged_here = UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN |
                                      UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG;

using Convert = void (icu::IDNA::*)(icu::StringPiece, icu::ByteSink&, icu::IDNAInfo&, UErrorCode&) const;

// Opened at its first use, and kept: ICU's converters are immutable and safe from any thread.
const icu::IDNA* converter() {
    constexpr std::uint32_t options =
        UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ;
    static const icu::IDNA* const idna = [] {
        UErrorCode status = U_ZERO_ERROR;
        return icu::IDNA::createUTS46Instance(options, status);
    }();
    return idna;
}

std::optional<std::string> convert(std::string_view domain, Convert how) {
    const icu::IDNA* const idna = converter();
    if (!idna) return std::nullopt;
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    icu::IDNAInfo info;
    UErrorCode status = U_ZERO_ERROR;
    (idna->*how)(domain, sink, info, status);
    if (U_FAILURE(status) || (info.getErrors() & ~judged_here) != 0) return std::nullopt;
    return result;
}

std::unexpected<Error> bad_domain(std::string why) { return fail(AddressErrc::bad_domain, std::move(why)); }

Result<std::string> prepare_ipv6(std::string_view text) {
    const std::string inside(text.substr(1, text.size() - 2));
    if (inside.find_first_not_of("0123456789abcdefABCDEF:.") != std::string::npos)
        return bad_domain("not an IPv6 address");
    in6_addr address{};
    std::array<char, INET6_ADDRSTRLEN> shortest{};
    if (inet_pton(AF_INET6, inside.c_str(), &address) != 1 ||
        inet_ntop(AF_INET6, &address, shortest.data(), shortest.size()) == nullptr)
        return bad_domain("not an IPv6 address");
    return '[' + std::string(shortest.data()) + ']';
}

std::string without_trailing_dot(std::string domain) {
    if (domain.ends_with('.')) domain.pop_back();
    return domain;
}

Result<std::string> prepare_name(std::string_view text) {
    std::string name = without_trailing_dot(unicode::ascii_lower(text));
    if (each_label(name, is_plain_label)) return name;
    if (unicode::is_ascii(name) && name.find("xn--") == std::string::npos) return bad_domain("not a domain name");
    const auto mapped = convert(name, &icu::IDNA::nameToUnicodeUTF8);
    if (!mapped) return bad_domain("not an internationalised domain name");
    name = without_trailing_dot(*mapped);
    if (!each_label(name, is_label)) return bad_domain("a label holds what IDNA2008 does not allow");
    // One name, one form: the way to A-labels and back must end where it began.
    const auto ascii = convert(name, &icu::IDNA::nameToASCII_UTF8);
    if (!ascii || convert(*ascii, &icu::IDNA::nameToUnicodeUTF8) != name) return bad_domain("it has no A-label form");
    return name;
}

Result<std::string> prepare(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']')) return prepare_ipv6(text);
    return prepare_name(text);
}

}  // namespace

bool is_plain_domain(std::string_view text) noexcept {
    return text.size() <= max_octets && each_label(text, is_plain_label);
}

Result<std::string> prepare_domain(std::string_view text) {
    if (text.empty() || text == ".") return fail(AddressErrc::empty, "no domain");
    if (text.size() > max_raw_octets)
        return fail(AddressErrc::too_long, std::to_string(text.size()) + " octets before preparation");
    if (const auto decoded = unicode::decode(text); !decoded) return std::unexpected(decoded.error());
    auto result = prepare(text);
    if (result && result->size() > max_octets)
        return fail(AddressErrc::too_long, std::to_string(result->size()) + " octets, at most 1023");
    return result;
}

std::string ascii_domain(std::string_view prepared) {
    if (unicode::is_ascii(prepared)) return std::string(prepared);
    return convert(prepared, &icu::IDNA::nameToASCII_UTF8).value_or(std::string());
}

}  // namespace headstock::core
