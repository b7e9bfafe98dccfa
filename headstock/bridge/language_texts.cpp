// SPDX-License-Identifier: MIT
#include "headstock/bridge/language_texts.hpp"

#include <algorithm>
#include <utility>

namespace headstock::bridge {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool comes_before(std::string_view a, std::string_view b) {
    return std::ranges::lexicographical_compare(a, b, {}, lower, lower);
}

bool same(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

/// Whether `language` is `range` or begins with its subtags (RFC 4647 §3.3.1).
bool within(std::string_view language, std::string_view range) {
    return language.size() > range.size() && language[range.size()] == '-' &&
           same(language.substr(0, range.size()), range);
}

}  // namespace

LanguageTexts::LanguageTexts(std::initializer_list<Entry> entries) {
    for (const Entry& entry : entries) set(entry.language, entry.text);
}

std::vector<LanguageTexts::Entry>::const_iterator LanguageTexts::find(std::string_view language) const {
    return std::ranges::lower_bound(entries_, language, comes_before, &Entry::language);
}

std::optional<std::string_view> LanguageTexts::text(std::string_view language) const {
    if (entries_.empty()) return std::nullopt;
    if (language.empty()) return entries_.front().text;
    for (std::string_view range = language; !range.empty();) {
        if (const auto found = find(range); found != end() && same(found->language, range)) return found->text;
        const std::size_t cut = range.rfind('-');
        range = range.substr(0, cut == std::string_view::npos ? 0 : cut);
    }
    for (const Entry& entry : entries_)
        if (within(entry.language, language)) return entry.text;
    return entries_.front().language.empty() ? std::optional<std::string_view>(entries_.front().text) : std::nullopt;
}

void LanguageTexts::set(std::string_view language, std::string text) {
    erase(language);
    add(language, std::move(text));
}

bool LanguageTexts::add(std::string_view language, std::string text) {
    const auto place = find(language);
    if (place != end() && same(place->language, language)) return false;
    entries_.insert(place, {std::string(language), std::move(text)});
    return true;
}

void LanguageTexts::erase(std::string_view language) {
    const auto place = find(language);
    if (place != end() && same(place->language, language)) entries_.erase(place);
}

}  // namespace headstock::bridge
