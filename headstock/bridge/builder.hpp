// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string_view>

#include "headstock/bridge/element.hpp"

namespace headstock::bridge {

/// Builds an element in document order, in one piece of memory and to any depth, where `Element::add` would copy each
/// child. After `take` it is done.
///
///     Builder query({"query", roster::ns});
///     query.open({"item", roster::ns}).attribute("jid", "juliet@capulet.lit").close();
class Builder {
public:
    explicit Builder(Name root);

    /// Opens a child of the element that is open; what follows goes into it.
    Builder& open(Name child);
    /// Gives the open element an attribute that it does not have; before any content.
    Builder& attribute(std::string_view name, std::string_view value) { return attribute(Name{name, {}}, value); }
    Builder& attribute(Name name, std::string_view value);
    /// Adds text to the open element.
    Builder& text(std::string_view text);
    /// Adds a copy of `child` to the open element.
    Builder& add(View child);
    /// Closes the open element, which is not the root.
    Builder& close();

    /// The element, with whatever is still open closed.
    [[nodiscard]] Element take() &&;

private:
    Element built_;
    std::uint32_t current_ = 0;
};

}  // namespace headstock::bridge
