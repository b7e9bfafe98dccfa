// SPDX-License-Identifier: MIT
#include "headstock/core/precis.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>

#include "headstock/core/precis_class.hpp"
#include "headstock/core/unicode.hpp"

namespace headstock::core {
namespace {

using precis::Class;
using unicode::Form;
using Text = std::u32string;

// Preparation may shorten a text, but hardly ever to a quarter: what is longer is refused before it costs anything.
constexpr std::size_t longest_input = 4 * 1023;
constexpr int max_rounds = 4;  // RFC 8264 §7: once, then three more times

struct Profile {
    Class allowed;
    void (*before)(Text&);  // mappings that come before the class is checked, or null
    void (*after)(Text&);   // mappings that come after it, or null
    Form form;
    bool directed;  // the Bidi Rule applies
};

bool is_space(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_SPACE_SEPARATOR; }

// Fullwidth and halfwidth forms decompose to one code point each.
char32_t map_width(char32_t code_point) {
    const auto c = static_cast<UChar32>(code_point);
    const auto type = u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE);
    if (type != U_DT_WIDE && type != U_DT_NARROW) return code_point;
    UErrorCode status = U_ZERO_ERROR;
    std::array<UChar, 4> plain{};
    const auto length = unorm2_getRawDecomposition(unorm2_getNFKCInstance(&status), c, plain.data(), 4, &status);
    return U_SUCCESS(status) && length == 1 ? plain[0] : code_point;
}

void map_widths(Text& text) { std::transform(text.begin(), text.end(), text.begin(), map_width); }

void map_spaces(Text& text) { std::replace_if(text.begin(), text.end(), is_space, U' '); }

void trim_spaces(Text& text) {
    map_spaces(text);
    const auto both_spaces = [](char32_t a, char32_t b) { return a == U' ' && b == U' '; };
    text.erase(std::unique(text.begin(), text.end(), both_spaces), text.end());
    if (text.starts_with(U' ')) text.erase(0, 1);
    if (text.ends_with(U' ')) text.pop_back();
}

// One code point at a time, in no language: of the unconditional mappings only U+0130's takes two code points.
void lower(Text& text) {
    Text lowered;
    lowered.reserve(text.size());
    for (const char32_t c : text) {
        lowered.push_back(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
        if (c == U'\u0130') lowered.push_back(U'\u0307');
    }
    text = std::move(lowered);
}

void trim_and_lower(Text& text) {
    trim_spaces(text);
    lower(text);
}

constexpr Profile username_profile{Class::identifier, map_widths, lower, Form::nfc, true};
constexpr Profile opaque_profile{Class::freeform, nullptr, map_spaces, Form::nfc, false};
constexpr Profile nickname_profile{Class::freeform, nullptr, trim_spaces, Form::nfkc, false};
constexpr Profile nickname_key_profile{Class::freeform, nullptr, trim_and_lower, Form::nfkc, false};

// Applies the rules once, in the order of RFC 8264 §7.
Result<std::string> apply_once(const Profile& profile, std::string_view utf8) {
    auto text = unicode::decode(utf8);
    if (!text) return std::unexpected(std::move(text.error()));
    if (profile.before) profile.before(*text);
    const std::size_t wrong = precis::first_disallowed(*text, profile.allowed);
    if (wrong != Text::npos)
        return fail(AddressErrc::disallowed,
                    unicode::name((*text)[wrong]) + " is not allowed, character " + std::to_string(wrong + 1));
    if (profile.after) profile.after(*text);
    std::string result = unicode::normalise(unicode::encode(*text), profile.form);
    if (profile.directed && !precis::obeys_bidi_rule(unicode::decode(result).value()))
        return fail(AddressErrc::disallowed, "it mixes left-to-right with right-to-left");
    return result;
}

Result<std::string> enforce(const Profile& profile, std::string_view text) {
    if (text.size() > longest_input)
        return fail(AddressErrc::too_long, std::to_string(text.size()) + " octets before preparation");
    std::string stable(text);
    for (int round = 0; round < max_rounds; ++round) {
        auto result = apply_once(profile, stable);
        if (!result) return result;
        if (result->empty()) return fail(AddressErrc::empty, "nothing is left of it");
        if (*result == stable) return result;
        stable = *std::move(result);
    }
    return fail(AddressErrc::disallowed, "it changes each time it is prepared");
}

// Within the limit, not empty, and nothing but printable ASCII: what the profiles take as it is, but for its case.
bool is_plain(std::string_view text, char first) {
    const auto plain = [first](char c) { return c >= first && c <= '~'; };
    return !text.empty() && text.size() <= longest_input && std::all_of(text.begin(), text.end(), plain);
}

}  // namespace

Result<std::string> username_case_mapped(std::string_view text) {
    if (is_plain(text, '!')) return unicode::ascii_lower(text);
    return enforce(username_profile, text);
}

Result<std::string> opaque_string(std::string_view text) {
    if (is_plain(text, ' ')) return std::string(text);
    return enforce(opaque_profile, text);
}

Result<std::string> nickname(std::string_view text) {
    if (is_plain(text, '!')) return std::string(text);
    return enforce(nickname_profile, text);
}

Result<std::string> nickname_key(std::string_view text) {
    if (is_plain(text, '!')) return unicode::ascii_lower(text);
    return enforce(nickname_key_profile, text);
}

}  // namespace headstock::core
