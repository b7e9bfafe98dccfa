// SPDX-License-Identifier: MIT
#include "headstock/bridge/view.hpp"

#include <algorithm>

namespace headstock::bridge {
namespace {

bool same_attributes(View a, View b) {
    if (a.node().attribute_count != b.node().attribute_count) return false;
    return std::ranges::all_of(a.attributes(),
                               [&](const AttributeView& mine) { return b.attribute(mine.name) == mine.value; });
}

/// How many nodes it is made of; one that is still open counts without its content.
std::uint32_t size_of(View element) { return std::max(element.node().end, element.index() + 1) - element.index(); }

bool same_node(View a, View b) {
    if (a.node().is_text != b.node().is_text) return false;
    if (a.node().is_text) return a.tag() == b.tag();  // a text's characters lie where an element's tag does
    return a.name() == b.name() && same_attributes(a, b);
}

}  // namespace

std::string_view View::prefix() const {
    const detail::Node& self = node();
    if (self.prefix_length == 0) return {};
    return tree_->slice(self.offset - self.prefix_length - 1, self.prefix_length);
}

std::optional<std::string_view> View::attribute(Name name) const {
    for (const AttributeView& found : attributes())
        if (found.name == name) return found.value;
    return std::nullopt;
}

std::optional<View> View::child(Name name) const {
    for (const View found : children())
        if (found.is(name)) return found;
    return std::nullopt;
}

std::string View::text() const {
    std::string joined;
    for (const Content& piece : content()) joined.append(piece.text());
    return joined;
}

std::optional<std::string_view> View::text_in_one_piece() const {
    std::optional<std::string_view> only;
    for (const Content& piece : content()) {
        if (!piece.is_text()) continue;
        if (only) return std::nullopt;
        only = piece.text();
    }
    return only ? only : std::string_view();
}

std::optional<View> View::parent() const {
    if (node().parent == detail::none) return std::nullopt;
    return View(*tree_, node().parent);
}

View View::root() const {
    View at = *this;
    while (at.node().parent != detail::none) at.index_ = at.node().parent;
    return at;
}

std::size_t View::depth() const {
    std::size_t depth = 0;
    for (std::uint32_t at = node().parent; at != detail::none; at = tree_->nodes[at].parent) ++depth;
    return depth;
}

bool operator==(View a, View b) {
    const std::uint32_t size = size_of(a);
    if (size != size_of(b)) return false;
    for (std::uint32_t i = 0; i < size; ++i) {  // nodes stand in document order: same order and sizes, same shape
        const View x(*a.tree_, a.index_ + i);
        const View y(*b.tree_, b.index_ + i);
        if (!same_node(x, y) || size_of(x) != size_of(y)) return false;
    }
    return true;
}

}  // namespace headstock::bridge
