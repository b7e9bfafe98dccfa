// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/utf8.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <random>
#include <string>

#include "headstock/bridge/engine/characters.hpp"
#include "headstock/bridge/engine/scan.hpp"

namespace headstock::bridge::detail {
namespace {

/// Bytes with what a scanner needs behind them.
class Padded {
public:
    explicit Padded(std::string_view text)
        : size_(text.size()), bytes_(std::string(text) + std::string(scan_padding, 'x')) {}
    [[nodiscard]] Validated checked() const { return validate(bytes_.data(), bytes_.data() + size_); }
    [[nodiscard]] std::size_t valid() const { return static_cast<std::size_t>(checked().end - bytes_.data()); }

private:
    std::size_t size_;
    std::string bytes_;
};

TEST(Utf8, every_code_point_is_valid_if_and_only_if_xml_allows_it) {
    std::array<char, 4 + scan_padding> bytes{};
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        const std::size_t size = encode(c, bytes.data());
        const Validated checked = validate(bytes.data(), bytes.data() + size);
        ASSERT_EQ(!checked.invalid && checked.end == bytes.data() + size, is_xml_char(c)) << static_cast<unsigned>(c);
        if (c >= 0x80 && is_xml_char(c)) {
            ASSERT_EQ(decode(bytes.data()).value, c);
        }
    }
}

TEST(Utf8, of_all_sequences_of_three_bytes_only_those_of_a_code_point_are_valid) {
    std::array<char, 3 + scan_padding> bytes{};
    std::size_t valid = 0;
    for (unsigned i = 0xe00000; i <= 0xefffff; ++i) {
        for (std::size_t j = 0; j < 3; ++j) bytes[j] = static_cast<char>(i >> (16 - 8 * j));
        const Validated checked = validate(bytes.data(), bytes.data() + 3);
        valid += !checked.invalid && checked.end == bytes.data() + 3 ? 1U : 0U;
    }
    EXPECT_EQ(valid, 0x10000U - 0x800U - 0x800U - 2U);  // without shorter forms, surrogates, U+FFFE and U+FFFF
}

TEST(Utf8, of_sequences_of_four_bytes_only_those_of_a_code_point_are_valid) {
    std::array<char, 4 + scan_padding> bytes{};
    std::size_t valid = 0;
    for (unsigned lead = 0xf0; lead <= 0xff; ++lead) {
        for (unsigned i = 0; i < 0x10000; ++i) {
            const std::array<char, 4> sequence = {static_cast<char>(lead), static_cast<char>(i >> 8U),
                                                  static_cast<char>(i), '\x80'};
            std::memcpy(bytes.data(), sequence.data(), 4);
            const Validated checked = validate(bytes.data(), bytes.data() + 4);
            valid += !checked.invalid && checked.end == bytes.data() + 4 ? 1U : 0U;
        }
    }
    EXPECT_EQ(valid, 0x100000U / 64);  // one of 64 last bytes was tried
}

TEST(Utf8, stops_at_the_first_byte_that_is_wrong_wherever_it_stands) {
    for (const char* const wrong :
         {"\x01", "\x80", "\xc1\x81", "\xed\xa0\x80", "\xef\xbf\xbf", "\xf5\x80\x80\x80", "\xc3("}) {
        for (std::size_t before = 0; before < 40; ++before) {
            const Padded text(std::string(before, 'a') + wrong + "bcd");
            EXPECT_TRUE(text.checked().invalid);
            EXPECT_EQ(text.valid(), before);
        }
    }
}

TEST(Utf8, a_character_cut_short_waits_unless_it_is_wrong_already) {
    for (const char* const cut : {"\xc3", "\xe2\x82", "\xf0", "\xf0\x9f\x98", "\xef\xbf"}) {
        EXPECT_FALSE(Padded(std::string("abc") + cut).checked().invalid);
        EXPECT_EQ(Padded(std::string("abc") + cut).valid(), 3U);
    }
    for (const char* const wrong : {"\xe0\x80", "\xed\xa0", "\xf0\x80", "\xf4\x90", "\xf5", "\xc0"})
        EXPECT_TRUE(Padded(wrong).checked().invalid);
}

/// What is said of `text` when it is looked at in pieces that are too short to be looked at in blocks.
Validated in_short_pieces(const char* at, const char* end) {
    LineFeeds feeds;
    for (;;) {
        const char* const piece = std::min(at + 100, end);
        const Validated checked = validate(at, piece);
        feeds = {feeds.count + checked.feeds.count, checked.feeds.last ? checked.feeds.last : feeds.last};
        if (checked.invalid || checked.end == at || checked.end == end) return {checked.end, checked.invalid, feeds};
        at = checked.end;
    }
}

void expect_same_in_pieces(const std::string& text) {
    const std::string bytes = text + std::string(scan_padding, 'x');
    const char* const end = bytes.data() + text.size();
    const Validated whole = validate(bytes.data(), end);
    const Validated pieces = in_short_pieces(bytes.data(), end);
    ASSERT_EQ(whole.end - bytes.data(), pieces.end - bytes.data());
    ASSERT_EQ(whole.invalid, pieces.invalid);
    ASSERT_EQ(whole.feeds.count, pieces.feeds.count);
    ASSERT_EQ(whole.feeds.last, pieces.feeds.last);
}

TEST(Utf8, long_input_is_judged_as_short_input_is_whatever_three_bytes_are_in_it) {
    constexpr std::string_view telling(
        "\x00\x09\x0a\x1f\x20\x7f\x80\x8f\x90\x9f\xa0\xbd\xbe\xbf\xc0\xc1\xc2\xdf\xe0\xe1\xec\xed\xee"
        "\xef\xf0\xf1\xf3\xf4\xf5\xff",
        30);
    std::size_t place = 0;
    for (const char a : telling)
        for (const char b : telling)
            for (const char c : telling)
                for (const char d : telling.substr(6, 8)) {
                    std::string text(200, 'a');
                    text.replace(++place % 196, 4, {a, b, c, d});
                    ASSERT_NO_FATAL_FAILURE(expect_same_in_pieces(text)) << place;
                }
}

TEST(Utf8, long_input_is_judged_as_short_input_is_whatever_it_is_made_of) {
    constexpr std::array<std::string_view, 12> parts = {"a",
                                                        "plain text of some length",
                                                        "\xc3\xbc",
                                                        "\xe2\x82\xac",
                                                        "\xf0\x9f\x98\x80",
                                                        "\n",
                                                        "\t",
                                                        "\xef\xbf\xbd",
                                                        "\xef\xbf\xbf",
                                                        "\xed\xa0\x80",
                                                        "\xf4\x90\x80\x80",
                                                        "\x80"};
    std::mt19937_64 random(1);
    for (int i = 0; i < 30'000; ++i) {
        const std::size_t kinds = i % 4 == 0 ? parts.size() : 8;  // the first eight are right
        std::string text;
        while (text.size() < 128 + random() % 200) text += parts[random() % kinds];
        if (random() % 3 == 0) text.resize(text.size() - random() % 3);
        ASSERT_NO_FATAL_FAILURE(expect_same_in_pieces(text)) << i;
    }
}

}  // namespace
}  // namespace headstock::bridge::detail
