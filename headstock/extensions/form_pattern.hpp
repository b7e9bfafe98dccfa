// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

#include "headstock/base/error.hpp"

namespace headstock::form_validation::detail {

/// Whether `text` as a whole is what the POSIX extended regular expression `pattern` describes. Fails with
/// `std::errc::not_supported` on a pattern that is wrong or past the limits of form_validation.hpp, and on a text that
/// is past them.
[[nodiscard]] Result<bool> matches(std::string_view pattern, std::string_view text);

}  // namespace headstock::form_validation::detail
