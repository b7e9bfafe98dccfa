// SPDX-License-Identifier: MIT
#include "headstock/wire/http_head.hpp"

#include <algorithm>

#include "headstock/base/number.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/openssl.hpp"

namespace headstock::wire {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_token(std::string_view text) {
    constexpr std::string_view allowed =
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return !text.empty() && text.find_first_not_of(allowed) == text.npos;
}

bool has_controls(std::string_view text) {
    return std::ranges::any_of(text,
                               [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

std::string_view trimmed(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// Cuts off and gives what stands before `separator`, or all.
std::string_view cut(std::string_view& text, std::string_view separator) {
    const std::string_view first = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(first.size() + separator.size(), text.size()));
    return first;
}

Result<HttpHead> parse(std::string_view text) {
    HttpHead head;
    head.start = cut(text, line_end);
    if (has_controls(head.start)) return fail(Errc::bad_http, detail::printable(head.start));
    while (!text.empty()) {
        const std::string_view line = cut(text, line_end);
        const std::string_view name = line.substr(0, line.find(':'));
        // RFC 9112 §5.1, §5.2: no blank before the colon, no folded lines; both have been used to smuggle.
        if (name.size() == line.size() || !is_token(name) || has_controls(line))
            return fail(Errc::bad_http, detail::printable(line));
        if (head.fields.size() == max_http_fields) return fail(Errc::limit_exceeded, "too many header fields");
        HttpField& field =
            head.fields.emplace_back(std::string(name), std::string(trimmed(line.substr(name.size() + 1))));
        std::ranges::transform(field.name, field.name.begin(), lower);
    }
    return head;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string> HttpHead::field(std::string_view name) const {
    std::optional<std::string> joined;
    for (const HttpField& each : fields)
        if (equal_ignoring_case(each.name, name)) joined = joined ? *joined + ", " + each.value : each.value;
    return joined;
}

bool HttpHead::lists(std::string_view name, std::string_view token) const {
    const std::string all = field(name).value_or("");
    for (std::string_view rest = all; !rest.empty();)
        if (equal_ignoring_case(trimmed(cut(rest, ",")), token)) return true;
    return false;
}

std::optional<int> HttpHead::status() const {
    const std::string_view line = start;
    if (!line.starts_with("HTTP/1.") || line.size() < 12 || line[8] != ' ') return std::nullopt;
    if (line.size() > 12 && line[12] != ' ') return std::nullopt;
    const Result<unsigned> value = read_number<unsigned>(line.substr(9, 3));
    return value && *value >= 100 ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::string HttpHead::status_text() const {
    const std::string_view line = start;
    return detail::printable(status() ? line.substr(9) : line);
}

Result<std::optional<HttpHead>> HttpHeadReader::receive(std::string_view& bytes) {
    const std::size_t before = head_.size();
    head_.append(bytes.substr(0, limit_ - before));
    const std::size_t end = head_.find(head_end, before - std::min(before, head_end.size() - 1));
    if (end == head_.npos) {
        bytes.remove_prefix(head_.size() - before);
        if (head_.size() == limit_) return fail(Errc::limit_exceeded, "the head of an HTTP message");
        return std::nullopt;
    }
    bytes.remove_prefix(end + head_end.size() - before);
    head_.resize(end);
    Result<HttpHead> head = parse(head_);
    if (!head) return std::unexpected(std::move(head.error()));
    return std::optional(std::move(*head));
}

}  // namespace headstock::wire
