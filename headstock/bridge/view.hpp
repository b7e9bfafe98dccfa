// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/bridge/name.hpp"
#include "headstock/bridge/tree.hpp"

namespace headstock::bridge {

class Element;
class View;

/// An attribute of a received or built element. Borrows as its `View` does.
struct AttributeView {
    Name name;
    std::string_view prefix;
    std::string_view value;
};

/// A piece of an element's content: a child element, or a run of text.
class Content;

/// A range over a tree; `Item` says what it yields.
template <class Item>
class Range;

/// An element that lies elsewhere: in the parser, for as long as its handler runs, or in an `Element`, until that is
/// changed, moved or destroyed. Copying it costs nothing; `own()` keeps what it shows.
class View {
public:
    [[nodiscard]] Name name() const { return {tag(), ns()}; }
    [[nodiscard]] std::string_view tag() const { return tree_->slice(node().offset, node().length); }
    [[nodiscard]] std::string_view ns() const { return tree_->space(node().space); }
    /// The prefix it was written with; empty when there is none.
    [[nodiscard]] std::string_view prefix() const;
    [[nodiscard]] bool is(Name name) const { return tag() == name.tag && ns() == name.ns; }

    /// The value of the attribute without a namespace; nothing where it is absent.
    [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const {
        return attribute(Name{name, {}});
    }
    [[nodiscard]] std::optional<std::string_view> attribute(Name name) const;
    /// The attributes in order, namespace declarations left out.
    [[nodiscard]] Range<AttributeView> attributes() const;

    /// The children that are elements, in order.
    [[nodiscard]] Range<View> children() const;
    /// The first child of that name.
    [[nodiscard]] std::optional<View> child(Name name) const;
    [[nodiscard]] bool has_child(Name name) const { return child(name).has_value(); }
    /// Elements and runs of text, in order.
    [[nodiscard]] Range<Content> content() const;

    /// Its own text, joined, without that of its children.
    [[nodiscard]] std::string text() const;
    /// Its text without a copy, when it is in one piece: always so for an element without children.
    [[nodiscard]] std::optional<std::string_view> text_in_one_piece() const;

    /// The element around it: nothing for the root. A stanza's parent is the stream.
    [[nodiscard]] std::optional<View> parent() const;
    [[nodiscard]] View root() const;
    /// How many elements are around it: 0 for the root, 1 for a stanza.
    [[nodiscard]] std::size_t depth() const;

    /// Copies it, with all below it, to keep. Its parents are left behind.
    [[nodiscard]] Element own() const;

    /// Writes it as XML that stands alone, for people and tests. Characters that XML forbids come out as U+FFFD; what
    /// goes to a peer is written by `Writer`, which refuses them.
    [[nodiscard]] std::string xml() const;

    /// Whether both show the same names, attributes (in any order) and content; prefixes do not count.
    friend bool operator==(View a, View b);

    View(const detail::Tree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}
    [[nodiscard]] const detail::Tree& tree() const { return *tree_; }
    [[nodiscard]] std::uint32_t index() const { return index_; }
    [[nodiscard]] const detail::Node& node() const { return tree_->nodes[index_]; }

private:
    const detail::Tree* tree_;
    std::uint32_t index_;
};

class Content {
public:
    Content(const detail::Tree& tree, std::uint32_t index) : view_(tree, index) {}
    [[nodiscard]] bool is_text() const { return view_.node().is_text; }
    /// The characters of a run of text; empty for an element.
    [[nodiscard]] std::string_view text() const {
        return is_text() ? view_.tree().slice(view_.node().offset, view_.node().length) : std::string_view();
    }
    /// The child element; nothing for a run of text.
    [[nodiscard]] std::optional<View> element() const { return is_text() ? std::nullopt : std::optional(view_); }

private:
    View view_;
};

namespace detail {

struct ContentStep {
    static std::uint32_t next(const Tree& tree, std::uint32_t at) { return tree.nodes[at].end; }
    static std::uint32_t settle(const Tree&, std::uint32_t at, std::uint32_t) { return at; }
    static Content item(const Tree& tree, std::uint32_t at) { return {tree, at}; }
};
struct ChildStep {
    static std::uint32_t next(const Tree& tree, std::uint32_t at) { return tree.nodes[at].end; }
    static std::uint32_t settle(const Tree& tree, std::uint32_t at, std::uint32_t end) {
        while (at < end && tree.nodes[at].is_text) ++at;
        return at;
    }
    static View item(const Tree& tree, std::uint32_t at) { return {tree, at}; }
};
struct AttributeStep {
    static std::uint32_t next(const Tree&, std::uint32_t at) { return at + 1; }
    static std::uint32_t settle(const Tree&, std::uint32_t at, std::uint32_t) { return at; }
    static AttributeView item(const Tree& tree, std::uint32_t at) {
        const Attribute& a = tree.attributes[at];
        return {{tree.slice(a.name, a.name_length), tree.space(a.space)},
                a.prefix_length == 0 ? std::string_view() : tree.slice(a.name - a.prefix_length - 1, a.prefix_length),
                tree.slice(a.value, a.value_length)};
    }
};
template <class Item>
struct StepOf;
template <>
struct StepOf<View> : ChildStep {};
template <>
struct StepOf<Content> : ContentStep {};
template <>
struct StepOf<AttributeView> : AttributeStep {};

}  // namespace detail

template <class Item>
class Range {
    using Step = detail::StepOf<Item>;

public:
    class iterator {
    public:
        using value_type = Item;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::forward_iterator_tag;
        using iterator_category = std::input_iterator_tag;
        iterator() = default;
        iterator(const detail::Tree& tree, std::uint32_t at, std::uint32_t end)
            : tree_(&tree), at_(Step::settle(tree, at, end)), end_(end) {}
        Item operator*() const { return Step::item(*tree_, at_); }
        iterator& operator++() {
            at_ = Step::settle(*tree_, Step::next(*tree_, at_), end_);
            return *this;
        }
        iterator operator++(int) {
            iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const iterator& a, const iterator& b) { return a.at_ == b.at_; }

    private:
        const detail::Tree* tree_ = nullptr;
        std::uint32_t at_ = 0;
        std::uint32_t end_ = 0;
    };
    using const_iterator = iterator;

    Range(const detail::Tree& tree, std::uint32_t begin, std::uint32_t end)
        : begin_(tree, begin, end), end_(tree, end, end) {}
    [[nodiscard]] iterator begin() const { return begin_; }
    [[nodiscard]] iterator end() const { return end_; }
    [[nodiscard]] bool empty() const { return begin_ == end_; }
    /// Counts by walking.
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(std::distance(begin_, end_)); }
    [[nodiscard]] Item front() const { return *begin_; }

private:
    iterator begin_;
    iterator end_;
};

/// The run of an open element's nodes ends where the tree does; until it closes only its attributes are readable.
inline Range<Content> View::content() const { return {*tree_, index_ + 1, node().end == 0 ? index_ + 1 : node().end}; }
inline Range<View> View::children() const { return {*tree_, index_ + 1, node().end == 0 ? index_ + 1 : node().end}; }
inline Range<AttributeView> View::attributes() const {
    return {*tree_, node().first_attribute, node().first_attribute + node().attribute_count};
}

}  // namespace headstock::bridge
