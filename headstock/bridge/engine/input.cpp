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
    if (!bytes_ || !has_room(size)) resize(std::max(end_ + size, bytes_ ? 2 * capacity_ : 0));
    return {bytes_.get() + end_, capacity_ - end_};
}

void Input::resize(std::size_t capacity) {
    if (capacity > most_bytes)
        throw std::length_error("headstock::bridge::Parser: more is kept unparsed than it can hold");
    auto bytes = std::make_unique_for_overwrite<char[]>(capacity + 1 + scan_padding);  // one more for the NUL
    if (bytes_) std::memcpy(bytes.get(), bytes_.get(), end_);
    else std::memcpy(bytes.get(), xml_ns.data(), head);
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
}

void Input::check_all() {
    if (invalid_ || valid_ == end_) return;
    const Validated checked = validate(chars() + valid_, chars() + end_);
    valid_ = static_cast<Offset>(checked.end - chars());
    invalid_ = checked.invalid;
    count_.lines = count_.lines || checked.lines;
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

Input::Count Input::counted(Offset to) const {
    Count count = count_;
    const char* const end = chars() + to;
    for (const char* at = chars() + count.to;; ++at) {
        at = find_line_feed(at, end);
        if (at == end) break;
        ++count.line;
        count.line_start = absolute(static_cast<Offset>(at + 1 - chars()));
    }
    count.to = to;
    return count;
}

void Input::count_to(Offset at) {
    if (at <= count_.to) return;
    if (!count_.lines) {
        count_.to = at;
        return;
    }
    count_ = counted(at);
    const char* const end = chars() + valid_;
    count_.lines = find_line_feed(chars() + at, end) != end;
}

Position Input::position(Offset at) const {
    if (!bytes_) return {};
    const Count here = counted(std::max(at, count_.to));
    return {absolute(at), here.line, absolute(at) - here.line_start + 1};
}

}  // namespace headstock::bridge::detail
