// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace headstock::bridge {

/// How much a peer may ask of the parser. Whatever is past a limit ends the input with an error of its own.
struct Limits {
    std::uint32_t stanza =
        1U << 20U;             ///< bytes of an element at depth 1, of the root's start tag, and of what is kept of it
    std::uint32_t depth = 64;  ///< elements within each other, the root included
    std::uint32_t attributes = 64;  ///< attributes of one element, namespace declarations included
    std::uint32_t namespaces = 64;  ///< declarations in scope
    std::uint32_t name = 256;       ///< bytes of a name with its prefix
    std::uint32_t nodes = 10'000;   ///< elements and runs of text in a stanza
    std::uint32_t waiting =
        1U << 20U;  ///< bytes that come in while nothing is parsed: during a pause, behind the root's end
};

}  // namespace headstock::bridge
