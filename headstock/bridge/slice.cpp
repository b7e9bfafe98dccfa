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
    std::uint32_t last_space = 0;
    for (std::uint32_t i = first_; i < first_ + nodes_; ++i) {
        measure(from_.nodes[i].offset, from_.nodes[i].length);
        last_space = std::max<std::uint32_t>(last_space, from_.nodes[i].space);
    }
    for (std::uint32_t i = first_attribute_; i < first_attribute_ + attributes_; ++i) {
        measure(from_.attributes[i].name, from_.attributes[i].name_length);
        measure(from_.attributes[i].value, from_.attributes[i].value_length);
        last_space = std::max<std::uint32_t>(last_space, from_.attributes[i].space);
    }
    spaces_ = last_space + 1;
    if (dense()) measure_spaces();
}

void Slice::measure_spaces() {
    for (std::uint32_t i = 0; i < spaces_; ++i)
        if (!holds(from_.spaces[i])) outside_ += from_.spaces[i].length;
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
        to[i] = {holds(space) ? space.offset - begin_ : at, space.length};
        if (holds(space)) continue;
        if (space.length != 0) std::memcpy(chars + at, from_.space_chars + space.offset, space.length);
        at += space.length;
    }
}

}  // namespace headstock::bridge::detail
