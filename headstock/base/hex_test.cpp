// SPDX-License-Identifier: MIT
#include "headstock/base/hex.hpp"

#include <gtest/gtest.h>

namespace headstock {
namespace {

TEST(Hex, writes_and_reads) {
    const std::string bytes("\x00\x7f\xff\x0a", 4);
    EXPECT_EQ(to_hex(bytes), "007fff0a");
    EXPECT_EQ(from_hex("007FfF0a").value(), bytes);
    EXPECT_EQ(from_hex("").value(), "");
}

TEST(Hex, refuses_other_characters_and_odd_lengths) {
    EXPECT_FALSE(from_hex("0"));
    EXPECT_EQ(from_hex("0g").error().text, "hex: not a digit at character 1");
    EXPECT_FALSE(from_hex("0x00"));
}

}  // namespace
}  // namespace headstock
