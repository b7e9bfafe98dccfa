// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>

namespace headstock {

using Duration = std::chrono::steady_clock::duration;
using Instant = std::chrono::steady_clock::time_point;    ///< for deadlines: never jumps
using Timestamp = std::chrono::system_clock::time_point;  ///< for records: the calendar's time

/// What time it is. Everything that waits or stamps is given one, so that a test can own it.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual Timestamp wall() const = 0;
};

/// The system's clocks. Lives for ever.
[[nodiscard]] const Clock& system_clock();

/// A clock that moves only when told to.
class ManualClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return Instant(since_start_); }
    [[nodiscard]] Timestamp wall() const override {
        return start_ + std::chrono::duration_cast<Timestamp::duration>(since_start_);
    }
    /// Moves both clocks on by `step`.
    void advance(Duration step) { since_start_ += step; }

private:
    Duration since_start_{std::chrono::hours(1)};
    Timestamp start_{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1) - std::chrono::hours(1)};
};

}  // namespace headstock
