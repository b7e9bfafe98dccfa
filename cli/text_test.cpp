// SPDX-License-Identifier: MIT
#include "cli/text.hpp"

#include <gtest/gtest.h>

#include "cli/exit_codes.hpp"

namespace headstock::cli {
namespace {

TEST(Text, visible_leaves_letters_of_all_scripts_alone) {
    EXPECT_EQ(visible("Grüße, Ромео, 羅密歐, 👩‍🚀 <&>"),
              "Grüße, Ромео, 羅密歐, 👩‍🚀 <&>");
}

TEST(Text, visible_shows_what_would_steer_a_terminal) {
    EXPECT_EQ(visible("\x1b[2J"), "\\u{1b}[2J");
    EXPECT_EQ(visible("a\nb\rc\td"), "a\\u{a}b\\u{d}c\\u{9}d");
    EXPECT_EQ(visible("\x7f"), "\\u{7f}");
    EXPECT_EQ(visible("\xc2\x9b"
                      "31m\xc2\x9d"),
              "\\u{9b}31m\\u{9d}");
    EXPECT_EQ(visible(std::string_view("\0", 1)), "\\u{0}");
}

TEST(Text, visible_shows_what_would_turn_or_split_a_line) {
    EXPECT_EQ(visible("\u202Eexe.txt\u2069"), "\\u{202e}exe.txt\\u{2069}");
    EXPECT_EQ(visible("\u061C\u200E\u200F"), "\\u{61c}\\u{200e}\\u{200f}");
    EXPECT_EQ(visible("a\u2028b\u2029c"), "a\\u{2028}b\\u{2029}c");
}

TEST(Text, unsafe_are_exactly_the_controls_and_separators) {
    int count = 0;
    for (char32_t code = 0; code <= 0x10FFFF; ++code) count += is_unsafe(code) ? 1 : 0;
    EXPECT_EQ(count, 32 + 33 + 3 + 7 + 4);
    for (const char32_t harmless : {U' ', U'~', U'\u00A0', U'\u200D', U'\u2027', U'\u202F', U'\u2065', U'\u206A'})
        EXPECT_FALSE(is_unsafe(harmless)) << static_cast<unsigned>(harmless);
}

TEST(Text, visible_replaces_bytes_that_are_no_utf8) {
    EXPECT_EQ(visible("a\xff"
                      "b"),
              "a\ufffdb");
    EXPECT_EQ(visible("\xc0\xaf"), "\ufffd\ufffd");
    EXPECT_EQ(visible("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");
    EXPECT_EQ(visible("\xf0\x9f"), "\ufffd\ufffd");
}

TEST(Text, visible_lines_indents_so_that_no_line_can_be_forged) {
    EXPECT_EQ(visible_lines("hello\nromeo@localhost: I am Romeo"), "hello\n    romeo@localhost: I am Romeo");
    EXPECT_EQ(visible_lines("a\r\nb\tc\u2028d"), "a\\u{d}\n    b\tc\\u{2028}d");
}

TEST(Text, check_sendable_accepts_what_xml_can_say) {
    EXPECT_TRUE(check_sendable(""));
    EXPECT_TRUE(check_sendable("tab\tline\ncarriage\rreturn \u0085 \U0010FFFD"));
}

TEST(Text, check_sendable_names_the_line_and_what_is_wrong) {
    const auto why = [](std::string_view text) { return check_sendable(text).error(); };
    EXPECT_EQ(why(std::string_view("a\nb\0", 4)), (Error{Errc::bad_input, "line 2: the control character U+0000"}));
    EXPECT_EQ(why("\x1b"), (Error{Errc::bad_input, "line 1: the control character U+001b"}));
    EXPECT_EQ(why("\n\n\xfe"), (Error{Errc::bad_input, "line 3: byte 0xfe is no UTF-8"}));
    EXPECT_FALSE(check_sendable("\xef\xbf\xbf"));
}

}  // namespace
}  // namespace headstock::cli
