// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/base/clock.hpp"
#include "headstock/base/error.hpp"

namespace headstock {

/// Writes a moment as XMPP does (XEP-0082, DateTime): in UTC, with no more digits of a second than it takes.
[[nodiscard]] std::string to_xmpp_time(Timestamp time);

/// Reads `CCYY-MM-DDThh:mm:ss[.s…]` with `Z` or an offset of at most 14 hours, and nothing else; digits finer than a
/// `Timestamp` are dropped. Years are 0001 to 9999. Fails with `std::errc::invalid_argument` on what is no such time,
/// and with `result_out_of_range` on one that a `Timestamp` cannot hold.
[[nodiscard]] Result<Timestamp> from_xmpp_time(std::string_view text);

}  // namespace headstock
