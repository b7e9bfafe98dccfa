// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>

#include "headstock/bridge/view.hpp"

namespace headstock::bridge::detail {

/// What an element takes up in its tree: a run of nodes, a run of attributes, a stretch of characters, and the names of
/// namespaces up to the last that is used. Copied into one block, that is a tree of its own.
class Slice {
public:
    explicit Slice(View element);

    /// Whether the characters lie in order, and what is copied is not much more than what is needed.
    [[nodiscard]] bool dense() const;
    /// How many bytes the block needs.
    [[nodiscard]] std::size_t size() const;
    /// Copies all to `block`, which is aligned for any of it.
    [[nodiscard]] Tree copy_to(char* block) const;

private:
    void measure_nodes();
    void measure_attributes();
    void measure_spaces();
    [[nodiscard]] bool holds(const Space& space) const {
        return from_.space_chars == from_.chars && space.offset >= begin_ && space.offset + space.length <= end_;
    }
    /// Whether the namespace may be in use; where there are many, all count as used that share a bit with one that is.
    [[nodiscard]] bool used(std::uint32_t space) const { return (used_ >> (space % 64U) & 1U) != 0; }
    void copy_nodes(Node* to) const;
    void copy_attributes(Attribute* to) const;
    void copy_spaces(Space* to, char* chars) const;

    const Tree& from_;
    std::uint32_t first_;
    std::uint32_t nodes_;
    std::uint32_t first_attribute_;
    std::uint32_t attributes_;
    std::uint32_t spaces_ = 1;
    std::uint64_t used_ = 0;
    std::uint32_t begin_;  // of the characters
    std::uint32_t end_;
    std::size_t needed_ = 0;   // characters of names, values and texts
    std::size_t outside_ = 0;  // characters of namespaces that lie elsewhere
};

}  // namespace headstock::bridge::detail
