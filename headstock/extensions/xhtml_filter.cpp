// SPDX-License-Identifier: MIT
#include "headstock/extensions/xhtml_filter.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>

#include "headstock/base/number.hpp"
#include "headstock/extensions/xhtml.hpp"

namespace headstock::xhtml::detail {
namespace {

using Words = std::initializer_list<std::string_view>;

bool is_one_of(std::string_view word, Words words) { return std::ranges::find(words, word) != words.end(); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string lower(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// No white space, no controls, nothing that ends an attribute or a CSS value where somebody writes it out unescaped.
bool is_uri_character(char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7f &&
           std::string_view("<>\"'\\^`{|}").find(c) == std::string_view::npos;
}

bool has_scheme(std::string_view uri, Words schemes) {
    if (uri.size() > max_uri || !std::ranges::all_of(uri, is_uri_character)) return false;
    const std::size_t colon = uri.find(':');
    return colon != std::string_view::npos && is_one_of(lower(uri.substr(0, colon)), schemes);
}

bool is_color(std::string_view value) {
    if (value.starts_with('#'))
        return (value.size() == 4 || value.size() == 7) && std::ranges::all_of(value.substr(1), is_hex);
    return !value.empty() && value.size() <= 32 && std::ranges::all_of(value, is_letter) &&
           lower(value) != "transparent";
}

/// A length up to a hundred of its unit, or five hundred per cent: enough for text, too little to cover a screen.
bool is_length(std::string_view value) {
    if (value == "0") return true;
    std::size_t digits = 0;
    while (digits < value.size() && (is_digit(value[digits]) || value[digits] == '.')) ++digits;
    const std::string_view unit = value.substr(digits);
    if (!is_one_of(unit, {"px", "pt", "em", "ex", "%"}) || digits == 0 || digits > 6) return false;
    const std::string_view number = value.substr(0, digits);
    const std::string_view whole = number.substr(0, number.find('.'));
    if (std::ranges::count(number, '.') > 1) return false;
    const auto size = read_number<int>(whole.empty() ? "0" : whole);
    const int most = unit == "%" ? 500 : unit == "em" || unit == "ex" ? 10 : 100;
    return size && *size <= most;
}

bool is_family(std::string_view value) {
    return !value.empty() && value.size() <= 128 && std::ranges::all_of(value, [](char c) {
        return is_letter(c) || is_digit(c) || c == ' ' || c == ',' || c == '-';
    });
}

bool is_font_size(std::string_view value) {
    return is_length(value) || is_one_of(value, {"xx-small", "x-small", "small", "medium", "large", "x-large",
                                                 "xx-large", "smaller", "larger"});
}
bool is_font_style(std::string_view value) { return is_one_of(value, {"normal", "italic", "oblique"}); }
bool is_font_weight(std::string_view value) {
    return is_one_of(
        value, {"normal", "bold", "bolder", "lighter", "100", "200", "300", "400", "500", "600", "700", "800", "900"});
}
bool is_alignment(std::string_view value) { return is_one_of(value, {"left", "right", "center", "justify"}); }
bool is_decoration(std::string_view value) {
    return is_one_of(value, {"none", "underline", "overline", "line-through"});
}

struct Property {
    std::string_view name;
    bool (*allows)(std::string_view value);
};
constexpr std::array<Property, 10> properties{{
    {"background-color", is_color},
    {"color", is_color},
    {"font-family", is_family},
    {"font-size", is_font_size},
    {"font-style", is_font_style},
    {"font-weight", is_font_weight},
    {"margin-left", is_length},
    {"margin-right", is_length},
    {"text-align", is_alignment},
    {"text-decoration", is_decoration},
}};

}  // namespace

Fate fate_of(std::string_view tag) {
    if (is_one_of(tag, {"a", "blockquote", "br", "cite", "em", "img", "li", "ol", "p", "span", "strong", "ul"}))
        return Fate::kept;
    const bool is_no_text =
        is_one_of(tag, {"script",   "style",  "head",   "title",  "link",      "meta",     "base",     "object",
                        "embed",    "applet", "param",  "iframe", "frame",     "frameset", "noframes", "noscript",
                        "template", "svg",    "math",   "audio",  "video",     "source",   "track",    "canvas",
                        "map",      "area",   "select", "option", "optgroup",  "textarea", "input",    "button",
                        "datalist", "portal", "slot",   "xml",    "plaintext", "xmp",      "listing"});
    return is_no_text ? Fate::dropped : Fate::opened;
}

bool may_have_style(std::string_view tag) {
    return is_one_of(tag, {"a", "blockquote", "body", "cite", "img", "li", "ol", "p", "span", "ul"});
}

bool may_have(std::string_view tag, std::string_view attribute) {
    if (tag == "a") return is_one_of(attribute, {"href", "type"});
    return tag == "img" && is_one_of(attribute, {"alt", "height", "src", "width"});
}

bool is_harmless_link(std::string_view uri) { return has_scheme(uri, {"http", "https", "mailto", "tel", "xmpp"}); }
bool is_harmless_image(std::string_view uri) { return has_scheme(uri, {"http", "https", "cid"}); }

bool is_harmless_size(std::string_view value) {
    const bool percent = value.ends_with('%');
    const auto size = read_number<unsigned>(value.substr(0, value.size() - (percent ? 1 : 0)));
    return size && *size <= (percent ? 100U : 4'096U);
}

bool is_content_type(std::string_view value) {
    return value.size() <= 128 && std::ranges::count(value, '/') == 1 && std::ranges::all_of(value, [](char c) {
               return is_letter(c) || is_digit(c) || std::string_view("/+.-_").find(c) != std::string_view::npos;
           });
}

std::string harmless_style(std::string_view style) {
    std::string kept;
    while (!style.empty()) {
        const std::size_t end = std::min(style.find(';'), style.size());
        const std::string_view declaration = style.substr(0, end);
        style.remove_prefix(std::min(end + 1, style.size()));
        const std::size_t colon = declaration.find(':');
        if (colon == std::string_view::npos) continue;
        const std::string name = lower(trimmed(declaration.substr(0, colon)));
        const std::string_view value = trimmed(declaration.substr(colon + 1));
        const auto known = std::ranges::find(properties, name, &Property::name);
        if (known == properties.end() || !known->allows(value)) continue;
        if (!kept.empty()) kept += "; ";
        kept.append(name).append(": ").append(value);
    }
    return kept;
}

}  // namespace headstock::xhtml::detail
