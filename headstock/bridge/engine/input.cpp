// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/input.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "headstock/bridge/engine/scan.hpp"
#include "headstock/bridge/engine/utf8.hpp"

namespace headstock::bridge::detail {
namespace {

constexpr std::size_t most_bytes = 0xf0000000;  // offsets have 32 bits

}  // namespace

std::span<char> Input::prepare(std::size_t size) {
    if (!bytes_ || !has_room(size)) resize(std::max(end_ + size, capacity_ + capacity_ / 2));
    return {bytes_.get() + end_, capacity_ - end_};
}

void Input::resize(std::size_t capacity) {
    if (capacity > most_bytes)
        throw std::length_error("headstock::bridge::Parser: more is kept unparsed than it can hold");
    auto bytes = std::make_unique_for_overwrite<char[]>(capacity + 1 + scan_padding);  // one more for the NUL
    if (bytes_) std::memcpy(bytes.get(), bytes_.get(), end_);
    else std::memcpy(bytes.get(), built_in_names.data(), head);
    std::memset(bytes.get() + capacity, 0, 1 + scan_padding);
    bytes_ = std::move(bytes);
    capacity_ = capacity;
}

void Input::shrink() {
    if (bytes_ && capacity_ > end_) resize(end_);
}

void Input::reset() {
    end_ = valid_ = head;
    invalid_ = concealed_ = false;
    shift_ = 0 - std::uint64_t{head};
    count_ = {};
    valid_line_ = 1;
    valid_line_start_ = 0;
}

void Input::check_all() {
    if (invalid_ || valid_ == end_) return;
    const Validated checked = validate(chars() + valid_, chars() + end_);
    valid_ = static_cast<Offset>(checked.end - chars());
    invalid_ = checked.invalid;
    if (checked.feeds.count == 0) return;
    valid_line_ += checked.feeds.count;
    valid_line_start_ = absolute(static_cast<Offset>(checked.feeds.last + 1 - chars()));
}

void Input::conceal() {
    if (concealed_ || !bytes_) return;
    hidden_ = std::exchange(bytes_[valid_], '\0');
    concealed_ = true;
}

void Input::reveal() {
    if (std::exchange(concealed_, false)) bytes_[valid_] = hidden_;
}

void Input::drop(Offset from, Offset to) {
    if (from == to) return;
    count_to(from);
    const Offset size = from - to;
    std::memmove(chars() + to, chars() + from, end_ - from);
    end_ -= size;
    valid_ -= size;
    count_.to -= size;
    shift_ += size;
}

/// Counts from where it was counted last, or back from the end of what is valid: whichever is nearer.
Input::Count Input::counted(Offset to) const {
    if (count_.line == valid_line_) return {to, count_.line, count_.line_start};
    if (to - count_.to > valid_ - std::min(to, valid_)) return counted_from_end(to);
    Count count = count_;
    const char* const end = chars() + to;
    for (const char* at = chars() + count.to; (at = find_line_feed(at, end)) != end; ++at) {
        ++count.line;
        count.line_start = absolute(static_cast<Offset>(at + 1 - chars()));
    }
    count.to = to;
    return count;
}

Input::Count Input::counted_from_end(Offset to) const {
    Count count{to, valid_line_, valid_line_start_};
    const char* const end = chars() + valid_;
    for (const char* at = chars() + to; (at = find_line_feed(at, end)) != end; ++at) --count.line;
    if (count.line == valid_line_) return count;
    const std::size_t last = count.line == count_.line ? std::string_view::npos : slice(count_.to, to).rfind('\n');
    count.line_start =
        last == std::string_view::npos ? count_.line_start : absolute(static_cast<Offset>(count_.to + last + 1));
    return count;
}

void Input::count_to(Offset at) {
    if (at > count_.to) count_ = counted(at);
}

Position Input::position(Offset at) const {
    if (!bytes_) return {};
    const Count here = counted(std::max(at, count_.to));
    return {absolute(at), here.line, absolute(at) - here.line_start + 1};
}

}  // namespace headstock::bridge::detail
