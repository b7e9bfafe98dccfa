// SPDX-License-Identifier: MIT
#include "headstock/core/trace_lines.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>

#include "headstock/base/timestamp.hpp"
#include "headstock/bridge/parser.hpp"

namespace headstock::core {
namespace {

/// The character at `at`, in text that is UTF-8, and how many bytes it has.
struct Character {
    char32_t code = 0;
    std::size_t size = 1;
};
Character character(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0);
    };
    if (byte(0) < 0xc0) return {byte(0), 1};
    if (byte(0) < 0xe0) return {(byte(0) & 0x1fU) << 6U | (byte(1) & 0x3fU), 2};
    if (byte(0) < 0xf0) return {(byte(0) & 0x0fU) << 12U | (byte(1) & 0x3fU) << 6U | (byte(2) & 0x3fU), 3};
    return {0x10000, 4};  // none of those is unsafe
}

/// Whether it ends a line, is a control character, or turns the direction of writing.
bool is_unsafe(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

std::string on_one_line(std::string_view xml) {
    std::string line;
    line.reserve(xml.size());
    for (std::size_t at = 0; at < xml.size();) {
        const auto [code, size] = character(xml, at);
        if (is_unsafe(code)) {
            std::array<char, 16> reference{};
            std::snprintf(reference.data(), reference.size(), "&#x%x;", static_cast<unsigned>(code));
            line.append(reference.data());
        } else {
            line.append(xml.substr(at, size));
        }
        at += size;
    }
    return line;
}

std::string milliseconds(Duration time) {
    std::array<char, 32> words{};
    std::snprintf(words.data(), words.size(), " %.1fms", std::chrono::duration<double, std::milli>(time).count());
    return words.data();
}

/// The iq that the text is, if it is one of these types.
std::optional<bridge::Element> read_iq(std::string_view xml, std::string_view one, std::string_view other) {
    if (!xml.starts_with("<iq ")) return std::nullopt;
    auto iq = bridge::parse_element(xml);
    if (!iq) return std::nullopt;
    const std::string_view type = iq->attribute("type").value_or("");
    return type == one || type == other ? std::optional(std::move(*iq)) : std::nullopt;
}

std::string attribute(const bridge::Element& iq, std::string_view name) {
    return std::string(iq.attribute(name).value_or(""));
}

}  // namespace

void TraceLines::asked(std::string_view xml) {
    const auto iq = read_iq(xml, "get", "set");
    if (!iq) return;
    if (open_.size() == max_open) open_.pop_front();
    open_.push_back({attribute(*iq, "id"), attribute(*iq, "to"), clock_.now()});
}

/// How long the question has waited to which this is an answer. Where the question went to our own server or account,
/// the answer may name it or nobody.
std::optional<Duration> TraceLines::answered(std::string_view xml) {
    if (open_.empty()) return std::nullopt;
    const auto iq = read_iq(xml, "result", "error");
    if (!iq) return std::nullopt;
    const std::string id = attribute(*iq, "id");
    const std::string from = attribute(*iq, "from");
    const auto question = std::ranges::find_if(open_, [&](const Question& each) {
        return each.id == id && (each.to == from || each.to.empty() || from.empty());
    });
    if (question == open_.end()) return std::nullopt;
    const Duration time = clock_.now() - question->asked;
    open_.erase(question);
    return time;
}

std::string TraceLines::line(Direction direction, std::string_view xml) {
    std::string text = to_xmpp_time(clock_.wall()) + (direction == Direction::sent ? " out" : " in");
    if (direction == Direction::sent) asked(xml);
    else if (const auto time = answered(xml)) text += milliseconds(*time);
    return text + " " + on_one_line(xml) + "\n";
}

}  // namespace headstock::core
