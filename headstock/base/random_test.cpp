// SPDX-License-Identifier: MIT
#include "headstock/base/random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace headstock {
namespace {

TEST(Random, the_system_gives_different_bytes_each_time) {
    EXPECT_NE(system_random().bytes(32), system_random().bytes(32));
    EXPECT_EQ(system_random().bytes(0), "");
}

TEST(Random, a_seed_reproduces_its_sequence) {
    SeededRandom a(7), b(7), c(8);
    const std::string first = a.bytes(100);
    EXPECT_EQ(first, b.bytes(100));
    EXPECT_NE(first, c.bytes(100));
}

TEST(Random, below_stays_below_and_reaches_every_number) {
    SeededRandom random(1);
    std::array<int, 7> seen{};
    for (int i = 0; i < 7'000; ++i) ++seen.at(random.below(7));
    for (int count : seen) EXPECT_GT(count, 800);
    EXPECT_EQ(random.below(1), 0U);
}

TEST(Random, ids_are_22_safe_characters_and_do_not_repeat) {
    std::set<std::string> ids;
    for (int i = 0; i < 10'000; ++i) {
        const std::string id = random_id(system_random());
        EXPECT_EQ(id.size(), 22U);
        EXPECT_EQ(id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"),
                  std::string::npos);
        ids.insert(id);
    }
    EXPECT_EQ(ids.size(), 10'000U);
}

}  // namespace
}  // namespace headstock
