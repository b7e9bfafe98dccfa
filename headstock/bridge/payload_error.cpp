// SPDX-License-Identifier: MIT
#include "headstock/bridge/payload_error.hpp"

#include <vector>

namespace headstock::bridge {
namespace {

constexpr std::size_t most_shown = 64;
constexpr std::size_t most_detail = 200;

std::string_view words_for(int code) {
    switch (static_cast<PayloadErrc>(code)) {
        case PayloadErrc::wrong_element:
            return "not the element expected";
        case PayloadErrc::missing:
            return "missing";
        case PayloadErrc::malformed:
            return "malformed";
        case PayloadErrc::duplicate:
            return "stands twice";
        case PayloadErrc::too_deep:
            return "too deep";
        case PayloadErrc::unknown:
            return "unknown";
    }
    return "unknown error";
}

/// The beginning of `text`, not longer than `most` bytes and with no character cut in two.
std::string_view beginning(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0U) == 0x80U) --most;
    return text.substr(0, most);
}

std::string shown(Name name) {
    return "<" + std::string(beginning(name.tag, most_shown)) + " xmlns=" + detail::quoted(name.ns) + ">";
}

}  // namespace

const std::error_category& payload_category() {
    static const Category category("headstock.payload", words_for);
    return category;
}

std::error_code make_error_code(PayloadErrc code) { return {static_cast<int>(code), payload_category()}; }

namespace detail {

unsigned Trail::depth() const {
    unsigned depth = 0;
    for (const Trail* step = above; step; step = step->above) ++depth;
    return depth;
}

std::string Trail::words() const {
    std::vector<const Trail*> steps;
    for (const Trail* step = this; step; step = step->above) steps.push_back(step);
    std::string line;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if ((*step)->above) line.push_back((*step)->is_attribute ? '@' : '/');
        line.append(beginning((*step)->tag, most_shown));
        if ((*step)->index > 0) line.append("[" + std::to_string((*step)->index) + "]");
    }
    return line;
}

bool refuse(Error& error, PayloadErrc code, const Trail& where, std::string_view detail) {
    error.code = code;
    error.text = where.words();
    if (!detail.empty()) error.text.append(": ").append(beginning(detail, most_detail));
    return false;
}

std::string reason(const Error& error) { return error.text.empty() ? error.code.message() : error.text; }

Error wrong_element(Name expected, Name found) {
    return {PayloadErrc::wrong_element, shown(expected) + " was expected, not " + shown(found)};
}

std::string quoted(std::string_view text) { return "\"" + std::string(beginning(text, most_shown)) + "\""; }

}  // namespace detail
}  // namespace headstock::bridge
