// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "headstock/bridge/view.hpp"

namespace headstock::core {

/// Which way something went.
enum class Direction { received, sent };

/// `element` as XML for a trace, with secrets blotted out: what is said in a login, tokens, passwords wherever they
/// stand, and the names of sessions that can be resumed.
[[nodiscard]] std::string trace_text(bridge::View element);

}  // namespace headstock::core
