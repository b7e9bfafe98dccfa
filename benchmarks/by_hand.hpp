// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/core/roster.hpp"
#include "headstock/extensions/disco.hpp"

/// What declared payloads do, written out for two of them as one would without declarations.
namespace headstock::bench::by_hand {

[[nodiscard]] Result<core::RosterQuery> read_roster(bridge::View query);
[[nodiscard]] bridge::Element write_roster(const core::RosterQuery& roster);
[[nodiscard]] Result<disco::Info> read_info(bridge::View query);
[[nodiscard]] bridge::Element write_info(const disco::Info& info);

}  // namespace headstock::bench::by_hand
