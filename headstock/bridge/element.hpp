// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/bridge/view.hpp"

namespace headstock::bridge {

/// An element to build, or to keep: a value with attributes and mixed content, in order. A `View` of it lives until it
/// is changed, moved or destroyed. Any bytes may be put into it; what XML cannot say is refused when it is written.
///
///     Element query("query", "jabber:iq:version");
///     query.add(Element("name", query.ns()).text("Exodus"));
class Element {
public:
    explicit Element(Name name) : Element(name.tag, name.ns) {}
    Element(std::string_view tag, std::string_view ns);
    explicit Element(View copied);
    Element(const Element& other);
    Element(Element&& other) noexcept;
    Element& operator=(Element other) noexcept;
    ~Element() = default;

    [[nodiscard]] View view() const { return {tree_, 0}; }
    operator View() const {
        return view();
    }  // NOLINT(google-explicit-constructor): an element can be read as what it is

    // What a View can tell, an Element can tell.
    [[nodiscard]] Name name() const { return view().name(); }
    [[nodiscard]] std::string_view tag() const { return view().tag(); }
    [[nodiscard]] std::string_view ns() const { return view().ns(); }
    [[nodiscard]] bool is(Name name) const { return view().is(name); }
    [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const {
        return view().attribute(name);
    }
    [[nodiscard]] std::optional<std::string_view> attribute(Name name) const { return view().attribute(name); }
    [[nodiscard]] Range<AttributeView> attributes() const { return view().attributes(); }
    [[nodiscard]] Range<View> children() const { return view().children(); }
    [[nodiscard]] std::optional<View> child(Name name) const { return view().child(name); }
    [[nodiscard]] bool has_child(Name name) const { return view().has_child(name); }
    [[nodiscard]] Range<Content> content() const { return view().content(); }
    [[nodiscard]] std::string text() const { return view().text(); }
    [[nodiscard]] std::string xml() const { return view().xml(); }

    /// Gives the attribute a value, whether it was there or not.
    Element& attribute(std::string_view name, std::string_view value) & { return attribute(Name{name, {}}, value); }
    Element& attribute(Name name, std::string_view value) &;
    Element&& attribute(std::string_view name, std::string_view value) && { return std::move(attribute(name, value)); }
    Element&& attribute(Name name, std::string_view value) && { return std::move(attribute(name, value)); }
    /// Takes the attribute away, if it is there.
    Element& remove_attribute(Name name);

    /// Adds a copy of `child` behind the content.
    Element& add(View child) &;
    Element&& add(View child) && { return std::move(add(child)); }
    /// Adds text behind the content.
    Element& text(std::string_view text) &;
    Element&& text(std::string_view text) && { return std::move(this->text(text)); }

    /// Puts a copy of `child` before the `position`-th piece of content; at the end if there are fewer.
    Element& insert(std::size_t position, View child);
    /// Puts a copy of `child` in the place of the `position`-th piece of content, which must be there.
    Element& replace(std::size_t position, View child);
    /// Takes the `position`-th piece of content away, which must be there.
    Element& remove(std::size_t position);
    /// Takes all content away; the attributes stay.
    Element& clear();

    friend bool operator==(const Element& a, const Element& b) { return a.view() == b.view(); }

private:
    friend class Builder;
    using SpaceMap = std::vector<std::uint32_t>;  // from another tree's namespaces to this one's
    std::uint16_t space(std::string_view ns);
    std::uint32_t store(std::string_view chars);
    [[nodiscard]] std::uint32_t find(Name name) const;
    detail::Node copy_of(const detail::Node& node, const detail::Tree& from, SpaceMap& known);
    void append(View source, std::uint32_t parent);
    [[nodiscard]] bool keep(View source);
    void loosen();
    void splice(std::size_t position, std::size_t dropped, const View* added);
    void waste(std::size_t size);
    void close_root();
    void refresh();

    std::unique_ptr<char[]> block_;  // all of it, for as long as nothing changes; then what follows is empty
    std::vector<detail::Node> nodes_;
    std::vector<detail::Attribute> attributes_;
    std::vector<detail::Space> spaces_;
    std::string chars_;  // the names of namespaces too
    std::size_t wasted_ = 0;
    detail::Tree tree_;
};

}  // namespace headstock::bridge
