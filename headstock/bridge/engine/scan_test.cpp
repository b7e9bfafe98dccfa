// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/scan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

namespace headstock::bridge::detail {
namespace {

constexpr std::string_view telling =
    "<>&'\"]\r\n\t \x01\x1f\x20\x7f\x80\xff"
    "ab";

/// Sixteen bytes and more, most of them such as matter.
std::string random_bytes(std::mt19937_64& random, std::size_t size) {
    std::string bytes(size + scan_padding, 'x');
    for (char& c : bytes) c = random() % 3 == 0 ? telling[random() % telling.size()] : static_cast<char>(random());
    return bytes;
}

#if HEADSTOCK_SSE2
TEST(Block, answers_as_it_does_a_byte_at_a_time) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 20'000; ++i) {
        const std::string bytes = random_bytes(random, 16);
        const PlainBlock plain(bytes.data());
        const SseBlock fast(bytes.data());
        ASSERT_EQ(fast.equal('\n'), plain.equal('\n'));
        ASSERT_EQ(fast.any_of(']', '\r'), plain.any_of(']', '\r'));
        ASSERT_EQ(fast.any_of('<', '&', '\r', '>'), plain.any_of('<', '&', '\r', '>'));
        ASSERT_EQ(fast.control_or('<', '&'), plain.control_or('<', '&'));
        ASSERT_EQ(fast.control_or_wide(), plain.control_or_wide());
        ASSERT_EQ(fast.name(), plain.name());
        const std::string other = random_bytes(random, 16);
        ASSERT_EQ(fast.same_as(SseBlock(other.data())), plain.same_as(PlainBlock(other.data())));
    }
}
#endif

std::size_t first_control_or_wide(std::string_view text) {
    const auto found = std::ranges::find_if(text, [](unsigned char c) { return c < 0x20 || c >= 0x80; });
    return static_cast<std::size_t>(found - text.begin());
}

TEST(SameBytes, sees_every_byte_within_and_none_behind) {
    for (std::size_t size = 0; size < 70; ++size) {
        const std::string a(size + scan_padding, 'a');
        std::string b = a;
        b[size] = 'b';
        ASSERT_TRUE(same_bytes(a.data(), b.data(), size));
        for (std::size_t at = 0; at < size; ++at) {
            b[at] = 'b';
            ASSERT_FALSE(same_bytes(a.data(), b.data(), size)) << at;
            b[at] = 'a';
        }
    }
}

TEST(Find, finds_the_first_and_nothing_behind_the_end) {
    std::mt19937_64 random(2);
    for (int i = 0; i < 5'000; ++i) {
        const std::size_t size = random() % 70;
        const std::string bytes = random_bytes(random, size);
        const std::string_view text(bytes.data(), size);
        const auto offset = [&](const char* at) { return static_cast<std::size_t>(at - bytes.data()); };
        const char* const end = bytes.data() + size;
        ASSERT_EQ(offset(find_text_stop(bytes.data(), end)), std::min(text.find_first_of("<&\r>"), size));
        for (const char quote : {'"', '\''}) {
            const auto ends = [quote](unsigned char c) { return c < 0x20 || c == '<' || c == '&' || c == quote; };
            const auto found = static_cast<std::size_t>(std::ranges::find_if(text, ends) - text.begin());
            if (found == size) continue;
            ASSERT_EQ(offset(find_plain_value_end(bytes.data(), quote)), found);
            ASSERT_EQ(offset(find_value_stop(bytes.data(), quote)), found);
        }
        const std::size_t name =
            text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");
        if (name != text.npos) {
            ASSERT_EQ(offset(find_name_end(bytes.data())), name);
        }
        ASSERT_EQ(offset(find_control_or_wide(bytes.data(), end)), first_control_or_wide(text));
        ASSERT_TRUE(same_bytes(bytes.data(), std::string(bytes).data(), size));
        ASSERT_EQ(offset(find_cdata_stop(bytes.data(), end)), std::min(text.find_first_of("]\r"), size));
    }
}

}  // namespace
}  // namespace headstock::bridge::detail
