// SPDX-License-Identifier: MIT
#include "headstock/base/number.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace headstock {
namespace {

TEST(Number, reads_decimal_digits) {
    EXPECT_EQ(read_number<std::uint32_t>("4294967295").value(), 4294967295U);
    EXPECT_EQ(read_number<std::int8_t>("-128").value(), -128);
    EXPECT_EQ(read_number<int>("0").value(), 0);
}

TEST(Number, refuses_everything_else) {
    for (const char* text : {"", "-", "+1", " 1", "1 ", "0x1", "1.0", "NaN", "1e3", "-1", "\xd9\xa1"})
        EXPECT_FALSE(read_number<std::uint32_t>(text)) << text;
}

TEST(Number, says_when_it_does_not_fit) {
    EXPECT_EQ(read_number<std::uint32_t>("4294967296").error().code, std::errc::result_out_of_range);
    EXPECT_EQ(read_number<std::uint64_t>(std::string(400, '9')).error().code, std::errc::result_out_of_range);
    EXPECT_EQ(read_number<std::uint32_t>(std::string(400, '9')).error().text.size(), 32U);
}

}  // namespace
}  // namespace headstock
