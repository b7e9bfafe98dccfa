// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/utf8.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
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

}  // namespace
}  // namespace headstock::bridge::detail
