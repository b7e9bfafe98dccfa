// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string_view>

/// How a fragment lies in memory: the same for what the parser received and for what a program built. Nodes stand in
/// document order, so a subtree is a run of nodes, its attributes a run of attributes, and nothing needs recursion.
namespace headstock::bridge::detail {

inline constexpr std::uint32_t none = 0xffffffff;

struct Node {
    std::uint32_t offset;           ///< in chars: the local name of an element, the characters of a text
    std::uint32_t length;           ///< of the local name or of the text
    std::uint32_t end;              ///< the index behind the last node of the subtree; 0 while the element is open
    std::uint32_t parent;           ///< index, or none
    std::uint32_t first_attribute;  ///< index of the first attribute
    std::uint16_t attribute_count;
    std::uint16_t space;          ///< index of the namespace
    std::uint16_t prefix_length;  ///< a prefix stands right before the local name, with a colon between
    bool is_text;
};

struct Attribute {
    std::uint32_t name;   ///< in chars: the local name
    std::uint32_t value;  ///< in chars
    std::uint32_t value_length;
    std::uint16_t name_length;
    std::uint16_t prefix_length;  ///< as in Node
    std::uint16_t space;          ///< index of the namespace
};

/// A namespace's name.
struct Space {
    std::uint32_t offset;  ///< in space_chars
    std::uint32_t length;
};

/// Where the parts of a fragment are. Its owner keeps the pointers right when it grows.
struct Tree {
    const Node* nodes = nullptr;
    const Attribute* attributes = nullptr;
    const Space* spaces = nullptr;  ///< the first is the empty one
    const char* chars = nullptr;
    const char* space_chars = nullptr;

    [[nodiscard]] std::string_view space(std::uint16_t index) const {
        return {space_chars + spaces[index].offset, spaces[index].length};
    }

    [[nodiscard]] std::string_view slice(std::uint32_t offset, std::uint32_t length) const {
        return {chars + offset, length};
    }
};

}  // namespace headstock::bridge::detail
