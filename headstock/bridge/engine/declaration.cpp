// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/declaration.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "headstock/bridge/engine/characters.hpp"

namespace headstock::bridge::detail {
namespace {

constexpr std::array<std::string_view, 3> part_names = {"version", "encoding", "standalone"};

/// Whether it is `1.` and digits: XML 1.0 §2.8 has 1.1 and later read as if they were 1.0.
bool is_version(std::string_view value) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return value.size() > 2 && value.starts_with("1.") && std::all_of(value.begin() + 2, value.end(), is_digit);
}

bool is_encoding_name(std::string_view value) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !value.empty() && is_letter(value.front()) && std::ranges::all_of(value, [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

bool is_utf8(std::string_view value) {
    return std::ranges::equal(value, std::string_view("utf-8"),
                              [](char a, char b) { return (a | (a >= 'A' ? 0x20 : 0)) == b; });
}

}  // namespace

Progress Declaration::fail(const char* at, ParseErrc code) {
    fault_ = {code, static_cast<Offset>(at - chars_), static_cast<Offset>(at_ - chars_)};
    return Progress::failed;
}

Progress Declaration::read(const char* chars, Offset start) {
    chars_ = chars;
    at_ = chars + start + std::string_view("<?xml").size();
    Part last = Part::unknown;
    for (;;) {
        const char* const before = at_;
        at_ = skip_spaces(at_);
        if (*at_ == '?' && last != Part::unknown) break;
        if (at_ == before || *at_ == '\0') return wait_or_fail();
        if (const Progress progress = read_part(last); progress != Progress::done) return progress;
    }
    ++at_;
    if (*at_ != '>') return wait_or_fail();
    end_ = static_cast<Offset>(at_ + 1 - chars_);
    return Progress::done;
}

/// Reads `name='value'`; the parts have an order, and only the first is needed.
Progress Declaration::read_part(Part& last) {
    const char* const begin = at_;
    at_ = skip_name(begin);
    if (*at_ == '\0') return Progress::wait;
    const auto found = std::ranges::find(part_names, std::string_view(begin, at_));
    const auto part = static_cast<Part>(found - part_names.begin());
    const bool in_order = last == Part::unknown ? part == Part::version : part > last && part != Part::unknown;
    if (!in_order) return fail(begin);
    last = part;
    at_ = skip_spaces(at_);
    if (*at_ != '=') return wait_or_fail();
    at_ = skip_spaces(at_ + 1);
    return *at_ == '\'' || *at_ == '"' ? read_value(part) : wait_or_fail();
}

Progress Declaration::read_value(Part part) {
    const char quote = *at_++;
    const char* const begin = at_;
    while (*at_ != quote && *at_ != '\0' && *at_ != '<' && *at_ != '>') ++at_;
    if (*at_ != quote) return wait_or_fail();
    const std::string_view value(begin, at_);
    if (part == Part::version && !is_version(value)) return fail(begin);
    if (part == Part::standalone && value != "yes" && value != "no") return fail(begin);
    if (part == Part::encoding && !is_encoding_name(value)) return fail(begin);
    if (part == Part::encoding && !is_utf8(value)) return fail(begin, ParseErrc::unsupported_encoding);
    ++at_;
    return Progress::done;
}

bool TagFinder::find(const char* chars, Offset end) {
    while (at_ < end) {
        const char c = chars[at_++];
        if (c == '<') return true;
        if (quote_ != '\0') {
            if (c == quote_) quote_ = '\0';
        } else if (c == '>') {
            return true;
        } else if (c == '\'' || c == '"') {
            quote_ = c;
        }
    }
    return false;
}

}  // namespace headstock::bridge::detail
