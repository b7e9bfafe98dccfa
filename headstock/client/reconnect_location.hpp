// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string_view>

#include "headstock/network/srv.hpp"

namespace headstock::client {

/// The target that a location names, as XEP-0198 has it: "host", "host:port" or "[address]:port"; without a port it is
/// 5222. Nothing where it names none.
[[nodiscard]] std::optional<network::Target> location_of(std::string_view location);

}  // namespace headstock::client
