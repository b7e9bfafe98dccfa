// SPDX-License-Identifier: MIT
#include "headstock/bridge/element.hpp"

#include <algorithm>
#include <cassert>

#include "headstock/bridge/slice.hpp"

namespace headstock::bridge {
namespace {

constexpr std::uint32_t unknown_space = detail::none;

std::uint16_t narrow(std::size_t size) {
    assert(size <= 0xffff && "a name has at most 65,535 bytes, an element at most so many attributes and namespaces");
    return static_cast<std::uint16_t>(size);
}

}  // namespace

Element::Element(std::string_view tag, std::string_view ns) : spaces_{{0, 0}} {
    const std::uint16_t in = space(ns);
    const std::uint32_t name = store(tag);
    nodes_.push_back({name, narrow(tag.size()), 1, detail::none, 0, 0, in, 0, false});
    refresh();
}

Element::Element(View copied) {
    if (keep(copied)) return;
    spaces_.push_back({0, 0});
    append(copied, detail::none);
    refresh();
}

Element::Element(const Element& other)
    : nodes_(other.nodes_),
      attributes_(other.attributes_),
      spaces_(other.spaces_),
      chars_(other.chars_),
      wasted_(other.wasted_) {
    if (other.block_) (void)keep(other.view());  // it is as dense as it was
    else refresh();
}

Element::Element(Element&& other) noexcept
    : block_(std::move(other.block_)),
      nodes_(std::move(other.nodes_)),
      attributes_(std::move(other.attributes_)),
      spaces_(std::move(other.spaces_)),
      chars_(std::move(other.chars_)),
      wasted_(other.wasted_),
      tree_(other.tree_) {
    refresh();
}

Element& Element::operator=(Element other) noexcept {
    block_.swap(other.block_);
    tree_ = other.tree_;
    nodes_.swap(other.nodes_);
    attributes_.swap(other.attributes_);
    spaces_.swap(other.spaces_);
    chars_.swap(other.chars_);
    wasted_ = other.wasted_;
    refresh();
    return *this;
}

void Element::refresh() {
    if (block_) return;
    tree_ = {nodes_.data(), attributes_.data(), spaces_.data(), chars_.data(), chars_.data()};
}

void Element::close_root() {
    nodes_.front().end = static_cast<std::uint32_t>(nodes_.size());
    refresh();
}

std::uint16_t Element::space(std::string_view ns) {
    for (std::size_t i = 0; i < spaces_.size(); ++i)
        if (std::string_view(chars_).substr(spaces_[i].offset, spaces_[i].length) == ns) return narrow(i);
    const std::uint32_t offset = store(ns);
    spaces_.push_back({offset, static_cast<std::uint32_t>(ns.size())});
    return narrow(spaces_.size() - 1);
}

std::uint32_t Element::store(std::string_view chars) {
    assert(chars_.size() + chars.size() <= detail::none && "an element holds at most 4 GiB of characters");
    const auto offset = static_cast<std::uint32_t>(chars_.size());
    chars_.append(chars);
    return offset;
}

/// Copies the name, or the characters, and the attributes of a node; where it lies in the tree is the caller's part.
detail::Node Element::copy_of(const detail::Node& node, const detail::Tree& from, SpaceMap& known) {
    const auto translate = [&](std::uint16_t index) {
        if (index >= known.size()) known.resize(index + std::size_t{1}, unknown_space);
        if (known[index] == unknown_space) known[index] = space(from.space(index));
        return static_cast<std::uint16_t>(known[index]);
    };
    detail::Node copy = node;
    copy.offset = store(from.slice(node.offset, node.length));
    copy.prefix_length = 0;  // the writer finds prefixes of its own
    copy.space = node.is_text ? std::uint16_t{0} : translate(node.space);
    copy.first_attribute = static_cast<std::uint32_t>(attributes_.size());
    for (std::uint32_t a = node.first_attribute; a < node.first_attribute + node.attribute_count; ++a) {
        detail::Attribute attribute = from.attributes[a];
        attribute.name = store(from.slice(attribute.name, attribute.name_length));
        attribute.value = store(from.slice(attribute.value, attribute.value_length));
        attribute.prefix_length = 0;
        attribute.space = translate(attribute.space);
        attributes_.push_back(attribute);
    }
    return copy;
}

/// Copies `source` and all below it behind the nodes that are there.
void Element::append(View source, std::uint32_t parent) {
    const detail::Tree& from = source.tree();
    const std::uint32_t first = source.index();
    const auto base = static_cast<std::uint32_t>(nodes_.size());
    const std::uint32_t last = std::max(source.node().end, first + 1);  // an open element is kept without content
    const std::size_t size = std::size_t{base} + (last - first);
    if (size > nodes_.capacity()) nodes_.reserve(std::max(size, nodes_.capacity() * 2));
    SpaceMap known;
    for (std::uint32_t i = first; i < last; ++i) {
        detail::Node copy = copy_of(from.nodes[i], from, known);
        copy.end = i == first ? base + (last - first) : from.nodes[i].end - first + base;
        copy.parent = i == first ? parent : from.nodes[i].parent - first + base;
        nodes_.push_back(copy);
    }
}

/// Copies `source` as it lies: its nodes, its attributes, and all characters from its first to its last, which is fast,
/// since a received element lies in one piece. Not where the characters lie scattered, or would be few of what is
/// copied.
bool Element::keep(View source) {
    const detail::Slice slice(source);
    if (!slice.dense()) return false;
    block_ = std::make_unique_for_overwrite<char[]>(slice.size());
    tree_ = slice.copy_to(block_.get());
    return true;
}

/// Before something changes: makes it such that it can.
void Element::loosen() {
    if (!block_) return;
    const std::unique_ptr<char[]> block = std::move(block_);
    const detail::Tree tree = tree_;
    spaces_.assign(1, {0, 0});
    append(View(tree, 0), detail::none);
    refresh();
}

/// Says that so many characters are used no more. When they are most of all, the rest is copied together.
void Element::waste(std::size_t size) {
    constexpr std::size_t bearable = 1024;
    refresh();
    wasted_ += size;
    if (wasted_ > bearable && wasted_ > chars_.size() / 2) *this = Element(view());
}

/// The index of the attribute among all, or none.
std::uint32_t Element::find(Name name) const {
    const detail::Node& root = tree_.nodes[0];
    for (std::uint32_t a = root.first_attribute; a < root.first_attribute + root.attribute_count; ++a) {
        const detail::Attribute& found = tree_.attributes[a];
        if (tree_.slice(found.name, found.name_length) == name.tag && tree_.space(found.space) == name.ns) return a;
    }
    return detail::none;
}

Element& Element::attribute(Name name, std::string_view value) & {
    const std::string tag(name.tag);  // copies, for all three may lie in this very element
    const std::string ns(name.ns);
    const std::string safe(value);
    loosen();
    const auto length = static_cast<std::uint32_t>(safe.size());
    if (const std::uint32_t found = find({tag, ns}); found != detail::none) {
        detail::Attribute& kept = attributes_[found];
        const std::uint32_t before = std::exchange(kept.value_length, length);
        if (length <= before) std::copy(safe.begin(), safe.end(), chars_.begin() + kept.value);
        else kept.value = store(safe);
        waste(length <= before ? before - length : before);
        return *this;
    }
    const std::uint16_t in = space(ns);
    const detail::Attribute added{store(tag), store(safe), length, narrow(tag.size()), 0, in};
    detail::Node& root = nodes_.front();
    attributes_.insert(attributes_.begin() + root.first_attribute + root.attribute_count, added);
    root.attribute_count = narrow(std::size_t{root.attribute_count} + 1);
    for (std::size_t i = 1; i < nodes_.size(); ++i) ++nodes_[i].first_attribute;
    refresh();
    return *this;
}

Element& Element::remove_attribute(Name name) {
    const std::uint32_t found = find(name);
    if (found == detail::none) return *this;
    loosen();
    attributes_.erase(attributes_.begin() + found);
    --nodes_.front().attribute_count;
    for (std::size_t i = 1; i < nodes_.size(); ++i) --nodes_[i].first_attribute;
    refresh();
    return *this;
}

Element& Element::add(View child) & {
    if (&child.tree() == &tree_) return add(Element(child));  // a piece of itself: copied first
    loosen();
    append(child, 0);
    close_root();
    return *this;
}

Element& Element::text(std::string_view text) & {
    if (text.empty()) return *this;
    const std::string added(text);  // it may lie in this very element
    loosen();
    detail::Node& last = nodes_.back();
    const bool joins = last.is_text && last.parent == 0;  // adjacent runs are one run
    const bool in_place = joins && std::size_t{last.offset} + last.length == chars_.size();
    std::string safe(joins && !in_place ? tree_.slice(last.offset, last.length) : std::string_view());
    safe.append(added);
    const std::uint32_t offset = store(safe);
    const auto length = static_cast<std::uint32_t>(safe.size());
    if (joins) {
        last.length = in_place ? last.length + length : length;
        last.offset = in_place ? last.offset : offset;
    } else {
        const auto at = static_cast<std::uint32_t>(nodes_.size());
        nodes_.push_back({offset, length, at + 1, 0, static_cast<std::uint32_t>(attributes_.size()), 0, 0, 0, true});
    }
    close_root();
    if (joins && !in_place) waste(length);
    return *this;
}

/// Builds the content anew with `dropped` pieces from `position` on replaced by `added`.
void Element::splice(std::size_t position, std::size_t dropped, const View* added) {
    Element result(name());
    for (const AttributeView& kept : attributes()) result.attribute(kept.name, kept.value);
    std::size_t at = 0;
    for (const Content& piece : content()) {
        if (at == position && added) result.add(*added);
        const bool keep = at < position || at >= position + dropped;
        ++at;
        if (!keep) continue;
        if (piece.is_text()) result.text(piece.text());
        else result.add(*piece.element());
    }
    assert((dropped == 0 || at >= position + dropped) && "there is no such piece of content");
    if (at <= position && added) result.add(*added);
    *this = std::move(result);
}

Element& Element::insert(std::size_t position, View child) {
    splice(position, 0, &child);
    return *this;
}

Element& Element::replace(std::size_t position, View child) {
    splice(position, 1, &child);
    return *this;
}

Element& Element::remove(std::size_t position) {
    splice(position, 1, nullptr);
    return *this;
}

Element& Element::clear() {
    Element result(name());
    for (const AttributeView& kept : attributes()) result.attribute(kept.name, kept.value);
    return *this = std::move(result);
}

Element View::own() const { return Element(*this); }

}  // namespace headstock::bridge
