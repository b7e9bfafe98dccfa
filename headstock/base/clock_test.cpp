// SPDX-License-Identifier: MIT
#include "headstock/base/clock.hpp"

#include <gtest/gtest.h>

namespace headstock {
namespace {

using namespace std::chrono_literals;

TEST(Clock, the_systems_moves_by_itself_and_never_back) {
    const Instant before = system_clock().now();
    EXPECT_LE(before, system_clock().now());
    EXPECT_GT(system_clock().wall().time_since_epoch(), 24h * 365 * 50);
}

TEST(Clock, a_manual_one_moves_when_told) {
    ManualClock clock;
    const Instant before = clock.now();
    const Timestamp date = clock.wall();
    EXPECT_EQ(date, std::chrono::sys_days(std::chrono::year(2026) / 1 / 1));
    clock.advance(90s);
    EXPECT_EQ(clock.now() - before, 90s);
    EXPECT_EQ(clock.wall() - date, 90s);
}

}  // namespace
}  // namespace headstock
