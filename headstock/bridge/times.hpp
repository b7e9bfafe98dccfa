// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <optional>

/// Dates, times of day and zones as XMPP writes them (XEP-0082). A moment is a `Timestamp`, in whatever zone it stood;
/// a date is a `std::chrono::year_month_day` of the years 0001 to 9999.
namespace headstock::bridge {

/// How far a clock is east of UTC, up to 14 hours: `Z` or `+hh:mm`.
struct Zone {
    std::chrono::minutes east{};
    friend bool operator==(const Zone&, const Zone&) = default;
};

/// A time of each day, to a billionth of a second, in a zone that may be left open: `hh:mm:ss[.s…][zone]`.
struct TimeOfDay {
    std::chrono::nanoseconds since_midnight{};
    std::optional<Zone> zone{};
    friend bool operator==(const TimeOfDay&, const TimeOfDay&) = default;
};

}  // namespace headstock::bridge
