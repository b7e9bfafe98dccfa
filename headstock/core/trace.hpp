// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "headstock/bridge/view.hpp"

namespace headstock::core {

/// Which way something went.
enum class Direction { received, sent };

/// `element` as XML for a trace, with the secrets of a login blotted out.
[[nodiscard]] std::string trace_text(bridge::View element);

}  // namespace headstock::core
