// SPDX-License-Identifier: MIT
#pragma once
#include <array>

#include "headstock/bridge/writer.hpp"
#include "headstock/core/namespaces.hpp"

/// How XML is written on a client's stream (RFC 6120 §4.8): its default namespace, and the prefix that is bound.
namespace headstock::core {

inline constexpr std::array<bridge::Prefix, 1> stream_prefixes{{{"stream", ns::streams}}};

/// For the elements in a stream.
inline constexpr bridge::WriteOptions in_stream{.default_ns = ns::client, .prefixes = stream_prefixes};
/// For the stream header, which declares both.
inline constexpr bridge::WriteOptions stream_root{
    .default_ns = ns::client, .declaration = true, .prefixes = stream_prefixes, .declare = true};

/// For the header of a component's stream. What is in it is written as in a client's, and means the component's.
inline constexpr bridge::WriteOptions component_root{
    .default_ns = ns::component, .declaration = true, .prefixes = stream_prefixes, .declare = true};

/// What ends a stream.
inline constexpr std::string_view stream_end = "</stream:stream>";

}  // namespace headstock::core
