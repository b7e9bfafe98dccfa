// SPDX-License-Identifier: MIT
#include "headstock/bridge/forms.hpp"

#include <algorithm>
#include <cstddef>

#include "headstock/bridge/characters.hpp"

namespace headstock::bridge::detail {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_scheme(std::string_view text) {
    return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, [](char c) {
        return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
    });
}

bool may_stand_in_uri(char c) {
    constexpr std::string_view excluded = "\"<>\\^`{|}\x7f";
    return static_cast<unsigned char>(c) > ' ' && excluded.find(c) == std::string_view::npos;
}

}  // namespace

bool UriForm::fits(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon))) return false;
    for (std::size_t i = colon; i < text.size(); ++i) {
        if (!may_stand_in_uri(text[i])) return false;
        if (text[i] == '%' && (text.size() - i < 3 || !is_hex(text[i + 1]) || !is_hex(text[i + 2]))) return false;
    }
    return true;
}

bool LanguageForm::fits(std::string_view text) {
    for (bool is_first = true;; is_first = false) {
        const std::string_view part = text.substr(0, text.find('-'));
        const bool is_good =
            std::ranges::all_of(part, [&](char c) { return is_letter(c) || (!is_first && is_digit(c)); });
        if (!is_good || part.empty() || part.size() > 8) return false;
        if (part.size() == text.size()) return true;
        text.remove_prefix(part.size() + 1);
    }
}

bool TokenForm::fits(std::string_view text) {
    if (text.empty()) return false;
    std::string name = "n";  // what may stand in a name may begin a token
    for (const char c : text) name.push_back(c == ':' ? '.' : c);
    return is_ncname(name);
}

}  // namespace headstock::bridge::detail
