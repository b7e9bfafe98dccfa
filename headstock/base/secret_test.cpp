// SPDX-License-Identifier: MIT
#include "headstock/base/secret.hpp"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <new>

namespace headstock {
namespace {

TEST(Secret, reveals_what_it_was_given) { EXPECT_EQ(Secret("pencil").reveal(), "pencil"); }

TEST(Secret, wipe_overwrites) {
    std::array<char, 6> bytes{'p', 'e', 'n', 'c', 'i', 'l'};
    wipe(bytes.data(), bytes.size());
    for (char c : bytes) EXPECT_EQ(c, 0);
}

TEST(Secret, takes_a_string_over_and_leaves_nothing_behind) {
    std::string source = "short";
    const char* inside = source.data();
    const Secret secret(std::move(source));
    EXPECT_EQ(secret.reveal(), "short");
    EXPECT_EQ(std::string_view(inside, 5), std::string_view("\0\0\0\0\0", 5));  // it lay in the string itself
}

TEST(Secret, a_secret_moved_from_is_wiped) {
    Secret from("short");
    const char* inside = from.reveal().data();
    const Secret to(std::move(from));
    EXPECT_EQ(to.reveal(), "short");
    EXPECT_EQ(std::string_view(inside, 5), std::string_view("\0\0\0\0\0", 5));
}

TEST(Secret, its_bytes_are_gone_when_it_goes) {
    alignas(Secret) std::array<std::byte, sizeof(Secret)> place{};
    auto* secret = new (place.data()) Secret("short");
    const char* inside = secret->reveal().data();
    const auto offset = static_cast<std::size_t>(inside - reinterpret_cast<const char*>(place.data()));
    ASSERT_LT(offset, place.size());
    std::destroy_at(secret);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(place[offset + i], std::byte{0});
}

TEST(Secret, compares_by_value) {
    EXPECT_EQ(Secret("a"), Secret("a"));
    EXPECT_FALSE(Secret("a") == Secret("b"));
    EXPECT_FALSE(equal_in_constant_time("a", "ab"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
}

}  // namespace
}  // namespace headstock
