// SPDX-License-Identifier: MIT
#include "headstock/base/timestamp.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <type_traits>

#include "headstock/base/random.hpp"

namespace headstock {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;

TEST(Time, examples_of_xep_0082) {
    const Timestamp moon = sys_days(year(1969) / 7 / 21) + 2h + 56min + 15s;
    EXPECT_EQ(from_xmpp_time("1969-07-21T02:56:15Z").value(), moon);
    EXPECT_EQ(from_xmpp_time("1969-07-20T21:56:15-05:00").value(), moon);
    EXPECT_EQ(to_xmpp_time(moon), "1969-07-21T02:56:15Z");
}

TEST(Time, fractions_of_a_second_are_kept) {
    const Timestamp noon = sys_days(year(2002) / 9 / 10) + 12h;
    EXPECT_EQ(from_xmpp_time("2002-09-10T12:00:00.5Z").value(), noon + 500ms);
    EXPECT_EQ(from_xmpp_time("2002-09-10T12:00:00.000000001Z").value(), noon + 1ns);
    EXPECT_EQ(from_xmpp_time("2002-09-10T12:00:00.123456789987654321Z").value(), noon + 123456789ns);
    EXPECT_EQ(from_xmpp_time("1960-01-01T00:00:00.25Z").value(), sys_days(year(1960) / 1 / 1) + 250ms);
    EXPECT_EQ(from_xmpp_time("2002-09-10T12:00:00." + std::string(100'000, '9') + "Z").value(), noon + 999999999ns);
}

TEST(Time, fractions_are_written_in_as_few_groups_as_it_takes) {
    const Timestamp noon = sys_days(year(2002) / 9 / 10) + 12h;
    EXPECT_EQ(to_xmpp_time(noon + 5ms), "2002-09-10T12:00:00.005Z");
    EXPECT_EQ(to_xmpp_time(noon + 120us), "2002-09-10T12:00:00.000120Z");
    EXPECT_EQ(to_xmpp_time(noon + 1ns), "2002-09-10T12:00:00.000000001Z");
    EXPECT_EQ(to_xmpp_time(sys_days(year(1969) / 12 / 31) + 24h - 1ms), "1969-12-31T23:59:59.999Z");
}

TEST(Time, offsets_carry_over_borders) {
    EXPECT_EQ(to_xmpp_time(from_xmpp_time("2024-02-28T23:30:00-01:00").value()), "2024-02-29T00:30:00Z");
    EXPECT_EQ(to_xmpp_time(from_xmpp_time("2025-01-01T00:00:00+05:30").value()), "2024-12-31T18:30:00Z");
    EXPECT_EQ(to_xmpp_time(from_xmpp_time("2025-01-01T00:00:00+14:00").value()), "2024-12-31T10:00:00Z");
    EXPECT_EQ(to_xmpp_time(from_xmpp_time("2025-01-01T00:00:00-00:00").value()), "2025-01-01T00:00:00Z");
}

TEST(Time, refuses_everything_else) {
    for (const char* text : {"",
                             "Z",
                             "2002-09-10",
                             "2002-09-10T12:00:00",
                             "20020910T12:00:00",
                             "2002-09-10T12:00Z",
                             "2002-09-10 12:00:00Z",
                             "2002-09-10t12:00:00Z",
                             "2002-09-10T12:00:00z",
                             " 2002-09-10T12:00:00Z",
                             "2002-09-10T12:00:00Z ",
                             "2002-09-10T12:00:00.Z",
                             "2002-09-10T12:00:00,5Z",
                             "2002-09-10T12:00:00.5",
                             "2002-09-10T12:00:00+0100",
                             "2002-09-10T12:00:00+01",
                             "2002-09-10T12:00:00+15:00",
                             "2002-09-10T12:00:00+14:01",
                             "2002-09-10T12:00:00+01:60",
                             "2002-13-10T12:00:00Z",
                             "2002-00-10T12:00:00Z",
                             "2002-09-31T12:00:00Z",
                             "2002-09-00T12:00:00Z",
                             "2023-02-29T12:00:00Z",
                             "1900-02-29T12:00:00Z",
                             "2002-09-10T24:00:00Z",
                             "2002-09-10T12:60:00Z",
                             "2002-09-10T12:00:60Z",
                             "0000-01-01T00:00:00Z",
                             "-2002-09-10T12:00:00Z",
                             "12002-09-10T12:00:00Z",
                             "+002-09-10T12:00:00Z",
                             "2002-9-10T12:00:00Z",
                             "2002-09-10T12:00:00Z\n",
                             "2002-09-10T12:00:00ZZ"}) {
        const auto time = from_xmpp_time(text);
        ASSERT_FALSE(time) << text;
        EXPECT_EQ(time.error().code, std::errc::invalid_argument) << text;
    }
    EXPECT_FALSE(from_xmpp_time(std::string_view("2002-09-10T12:00:00Z\0", 21)));
}

TEST(Time, an_error_repeats_only_the_beginning) {
    EXPECT_EQ(from_xmpp_time("yesterday").error().text, "not a time: \"yesterday\"");
    EXPECT_LT(from_xmpp_time(std::string(100'000, 'x')).error().text.size(), 64U);
}

/// The first and the last year are times; whether a `Timestamp` can hold them, its clock decides.
TEST(Time, what_does_not_fit_is_out_of_range_and_never_another_time) {
    for (const char* text : {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999Z",
                             "9999-12-31T23:59:59-14:00", "1677-09-20T00:00:00Z", "2262-04-12T00:00:00Z"}) {
        const auto time = from_xmpp_time(text);
        if (time) EXPECT_EQ(to_xmpp_time(*time).substr(0, 4), std::string_view(text).substr(0, 4));
        else EXPECT_EQ(time.error().code, std::errc::result_out_of_range) << text;
    }
    EXPECT_TRUE(from_xmpp_time("1700-01-01T00:00:00Z"));
    EXPECT_TRUE(from_xmpp_time("2261-12-31T23:59:59Z"));
}

TEST(Time, the_first_and_the_last_moment_survive) {
    if constexpr (std::is_same_v<Timestamp::duration, std::chrono::nanoseconds>) {
        for (const Timestamp edge : {Timestamp::min(), Timestamp::max()})
            EXPECT_EQ(from_xmpp_time(to_xmpp_time(edge)).value(), edge);
        EXPECT_EQ(to_xmpp_time(Timestamp::max()), "2262-04-11T23:47:16.854775807Z");
        EXPECT_FALSE(from_xmpp_time("2262-04-11T23:47:16.854775808Z"));
        EXPECT_FALSE(from_xmpp_time("1677-09-21T00:12:43.145224191Z"));
    }
    EXPECT_EQ(from_xmpp_time(to_xmpp_time(Timestamp{})).value(), Timestamp{});
}

TEST(Time, every_moment_survives) {
    SeededRandom random(82);
    for (int i = 0; i < 10'000; ++i) {
        const auto ticks = static_cast<std::int64_t>(random.below(std::numeric_limits<std::uint64_t>::max()));
        const Timestamp time(std::chrono::duration_cast<Timestamp::duration>(std::chrono::nanoseconds(ticks)));
        ASSERT_EQ(from_xmpp_time(to_xmpp_time(time)).value(), time) << to_xmpp_time(time);
    }
}

}  // namespace
}  // namespace headstock
