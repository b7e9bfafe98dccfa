// SPDX-License-Identifier: MIT
#include "headstock/bridge/builder.hpp"

#include <cassert>

namespace headstock::bridge {

Builder::Builder(Name root) : built_(root) {
    constexpr std::size_t usual_parts = 8;  // what a chat message takes, so that it is built without growing
    constexpr std::size_t usual_chars = 256;
    built_.nodes_.reserve(usual_parts);
    built_.attributes_.reserve(usual_parts);
    built_.chars_.reserve(usual_chars);
}

Builder& Builder::open(Name child) {
    const auto at = static_cast<std::uint32_t>(built_.nodes_.size());
    const auto attributes = static_cast<std::uint32_t>(built_.attributes_.size());
    const std::uint16_t in = built_.space(child.ns);
    const auto length = static_cast<std::uint32_t>(child.tag.size());
    built_.nodes_.push_back({built_.store(child.tag), length, at + 1, current_, attributes, 0, in, 0, false});
    current_ = at;
    return *this;
}

Builder& Builder::attribute(Name name, std::string_view value) {
    assert(current_ + 1 == built_.nodes_.size() && "attributes come before content");
    assert(name.tag.size() <= 0xffff && "a name is at most 65,535 bytes long");
    detail::Node& node = built_.nodes_[current_];
    assert(node.attribute_count < 0xffff && "an element has at most 65,535 attributes");
    const std::uint16_t in = built_.space(name.ns);
    const std::uint32_t tag = built_.store(name.tag);
    const auto length = static_cast<std::uint32_t>(value.size());
    built_.attributes_.push_back(
        {tag, built_.store(value), length, static_cast<std::uint16_t>(name.tag.size()), 0, in});
    ++node.attribute_count;
    return *this;
}

Builder& Builder::text(std::string_view text) {
    if (text.empty()) return *this;
    const auto length = static_cast<std::uint32_t>(text.size());
    const std::uint32_t offset = built_.store(text);
    detail::Node& last = built_.nodes_.back();
    if (last.is_text && last.parent == current_ && last.offset + last.length == offset) {
        last.length += length;  // adjacent runs are one run
        return *this;
    }
    const auto at = static_cast<std::uint32_t>(built_.nodes_.size());
    const auto attributes = static_cast<std::uint32_t>(built_.attributes_.size());
    built_.nodes_.push_back({offset, length, at + 1, current_, attributes, 0, 0, 0, true});
    return *this;
}

Builder& Builder::add(View child) {
    built_.append(child, current_);
    return *this;
}

Builder& Builder::close() {
    assert(current_ != 0 && "the root is closed by take()");
    detail::Node& node = built_.nodes_[current_];
    node.end = static_cast<std::uint32_t>(built_.nodes_.size());
    current_ = node.parent;
    return *this;
}

Element Builder::take() && {
    while (current_ != 0) close();
    built_.close_root();
    return std::move(built_);
}

}  // namespace headstock::bridge
