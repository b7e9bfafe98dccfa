// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "headstock/bridge/element.hpp"

namespace headstock::testing {

/// What placeholders stand for, by name.
using Names = std::map<std::string, std::string, std::less<>>;

/// Why `actual` is not the XML that `expected` is, in words with both in them; empty where it is: attributes in any
/// order, prefixes and the way of escaping left aside.
///
/// A value or text `{name}` in `expected` matches anything the first time, which `names` then keeps, and the same
/// after.
[[nodiscard]] std::string difference(bridge::View expected, bridge::View actual, Names& names);

/// `text` with each `{name}` that `names` knows replaced by what it stands for.
[[nodiscard]] std::string fill_in(std::string_view text, const Names& names);

}  // namespace headstock::testing
