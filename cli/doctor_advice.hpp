// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "cli/doctor_report.hpp"

namespace headstock::cli {

/// Judges what was seen: what is wrong, why that matters, what to set. The worst comes first; what is true of several
/// ways is said once.
[[nodiscard]] std::vector<Finding> judge(const Report& report);

}  // namespace headstock::cli
