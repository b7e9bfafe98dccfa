// SPDX-License-Identifier: MIT
#include "headstock/bridge/slice.hpp"

#include <algorithm>
#include <cstring>

namespace headstock::bridge::detail {

Slice::Slice(View element)
    : from_(element.tree()),
      first_(element.index()),
      nodes_(std::max(element.node().end, first_ + 1) - first_),  // an open element is kept without content
      first_attribute_(element.node().first_attribute),
      begin_(element.node().offset),
      end_(begin_) {
    const Node& last = from_.nodes[first_ + nodes_ - 1];
    attributes_ = last.first_attribute + last.attribute_count - first_attribute_;
    measure_nodes();
    measure_attributes();
    if (dense()) measure_spaces();
}

// What is measured is summed up in variables of its own: those that others might see would be stored each time.

void Slice::measure_nodes() {
    std::uint32_t begin = begin_;
    std::uint32_t end = end_;
    std::size_t needed = 0;
    std::uint32_t space = 0;
    std::uint64_t used = used_;
    for (const Node *node = from_.nodes + first_, *behind = node + nodes_; node != behind; ++node) {
        begin = std::min(begin, node->offset);
        end = std::max(end, node->offset + node->length);
        needed += node->length;
        space = std::max<std::uint32_t>(space, node->space);
        used |= std::uint64_t{1} << (node->space % 64U);
    }
    begin_ = begin;
    end_ = end;
    needed_ = needed;
    spaces_ = space + 1;
    used_ = used;
}

void Slice::measure_attributes() {
    std::uint32_t begin = begin_;
    std::uint32_t end = end_;
    std::size_t needed = 0;
    std::uint32_t space = 0;
    std::uint64_t used = used_;
    const Attribute* attribute = from_.attributes + first_attribute_;
    for (const Attribute* const behind = attribute + attributes_; attribute != behind; ++attribute) {
        begin = std::min({begin, attribute->name, attribute->value});
        end = std::max({end, attribute->name + attribute->name_length, attribute->value + attribute->value_length});
        needed += attribute->name_length + attribute->value_length;
        space = std::max<std::uint32_t>(space, attribute->space);
        used |= std::uint64_t{1} << (attribute->space % 64U);
    }
    begin_ = begin;
    end_ = end;
    needed_ += needed;
    spaces_ = std::max(spaces_, space + 1);
    used_ = used;
}

void Slice::measure_spaces() {
    for (std::uint32_t i = 0; i < spaces_; ++i)
        if (used(i) && !holds(from_.spaces[i])) outside_ += from_.spaces[i].length;
}

bool Slice::dense() const { return end_ - begin_ <= 4 * needed_ + 256 && spaces_ <= 2 * (nodes_ + attributes_) + 32; }

std::size_t Slice::size() const {
    return nodes_ * sizeof(Node) + attributes_ * sizeof(Attribute) + spaces_ * sizeof(Space) + (end_ - begin_) +
           outside_;
}

Tree Slice::copy_to(char* block) const {
    // An array of char holds what is copied into it: these are plain values, all aligned alike.
    static_assert(alignof(Node) == alignof(Attribute) && alignof(Node) == alignof(Space));
    auto* const nodes = reinterpret_cast<Node*>(block);
    auto* const attributes = reinterpret_cast<Attribute*>(nodes + nodes_);
    auto* const spaces = reinterpret_cast<Space*>(attributes + attributes_);
    char* const chars = reinterpret_cast<char*>(spaces + spaces_);
    copy_nodes(nodes);
    copy_attributes(attributes);
    std::memcpy(chars, from_.chars + begin_, end_ - begin_);
    copy_spaces(spaces, chars);
    return {nodes, attributes, spaces, chars, chars};
}

void Slice::copy_nodes(Node* to) const {
    for (std::uint32_t i = 0; i < nodes_; ++i) {
        Node node = from_.nodes[first_ + i];
        node.offset -= begin_;
        node.end -= first_;
        node.parent -= first_;
        node.first_attribute -= first_attribute_;
        node.prefix_length = 0;  // the writer finds prefixes of its own
        to[i] = node;
    }
    to[0].end = nodes_;
    to[0].parent = none;
}

void Slice::copy_attributes(Attribute* to) const {
    for (std::uint32_t i = 0; i < attributes_; ++i) {
        Attribute attribute = from_.attributes[first_attribute_ + i];
        attribute.name -= begin_;
        attribute.value -= begin_;
        attribute.prefix_length = 0;
        to[i] = attribute;
    }
}

void Slice::copy_spaces(Space* to, char* chars) const {
    std::uint32_t at = end_ - begin_;
    for (std::uint32_t i = 0; i < spaces_; ++i) {
        const Space& space = from_.spaces[i];
        if (!used(i) || space.length == 0) {
            to[i] = {0, 0};
        } else if (holds(space)) {
            to[i] = {space.offset - begin_, space.length};
        } else {
            to[i] = {at, space.length};
            std::memcpy(chars + at, from_.space_chars + space.offset, space.length);
            at += space.length;
        }
    }
}

}  // namespace headstock::bridge::detail
