// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "headstock/bridge/parser.hpp"

/// The parser's inside: none of it is installed, and nobody but `Parser` and its tests should include it.
namespace headstock::bridge::detail {

/// A place in the parser's buffer. Offsets, not pointers, so the buffer may move.
using Offset = std::uint32_t;

/// How far a token could be read.
enum class Progress : std::uint8_t { done, wait, failed };

/// What is wrong. `seen` is the byte that proves it: errors are ordered by it, so that the first one is the same
/// however the input was cut.
struct Fault {
    ParseErrc code;
    Offset at;
    Offset seen;
};

}  // namespace headstock::bridge::detail
