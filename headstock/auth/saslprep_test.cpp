// SPDX-License-Identifier: MIT
#include "headstock/auth/saslprep.hpp"

#include <gtest/gtest.h>

namespace headstock::auth {
namespace {

using namespace std::string_view_literals;

std::string prepared(std::string_view text) { return saslprep(text).value_or("(refused)"); }

TEST(Saslprep, gives_the_examples_of_rfc_4013) {
    EXPECT_EQ(prepared("I\u00ADX"), "IX");
    EXPECT_EQ(prepared("user"), "user");
    EXPECT_EQ(prepared("USER"), "USER");
    EXPECT_EQ(prepared("\u00AA"), "a");
    EXPECT_EQ(prepared("\u2168"), "IX");
    EXPECT_EQ(prepared("\u0007"), "(refused)");
    EXPECT_EQ(prepared("\u0627\u0031"), "(refused)");
}

TEST(Saslprep, turns_every_space_into_the_plain_one) { EXPECT_EQ(prepared("a\u00A0b\u3000c"), "a b c"); }

TEST(Saslprep, composes_so_that_both_ways_of_typing_give_the_same) {
    EXPECT_EQ(prepared("e\u0301"), "\u00E9");
    EXPECT_EQ(prepared("\u00E9"), "\u00E9");
}

TEST(Saslprep, keeps_right_to_left_text) { EXPECT_EQ(prepared("\u0627\u0628"), "\u0627\u0628"); }

TEST(Saslprep, grows_where_one_character_becomes_eighteen) {
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "\uFDFA";
    const auto result = saslprep(many);
    ASSERT_TRUE(result) << result.error().message();
    EXPECT_GT(result->size(), many.size() * 10);
}

TEST(Saslprep, refuses_what_cannot_be_sent) {
    for (const std::string_view text :
         {""sv, "\0"sv, "a\0b"sv, "a\nb"sv, "\x7f"sv, "\u00AD"sv, "\u00AD\uFE00"sv, "\uE000"sv, "\uFFFD"sv, "\u200E"sv,
          "\xc3"sv, "\xff"sv, "\xed\xa0\x80"sv, "\xc0\x80"sv, "\xf4\x90\x80\x80"sv}) {
        const auto result = saslprep(text);
        ASSERT_FALSE(result) << "accepted: " << text;
        EXPECT_EQ(result.error().code, Errc::invalid_credentials);
    }
}

TEST(Saslprep, refuses_characters_younger_than_unicode_3_2_unless_they_are_allowed) {
    EXPECT_FALSE(saslprep("\u0221"));
    EXPECT_EQ(saslprep("\u0221", Unassigned::allowed), "\u0221");
}

TEST(Saslprep, bounds_the_length) {
    EXPECT_TRUE(saslprep(std::string(max_prepared_size, 'a')));
    EXPECT_FALSE(saslprep(std::string(max_prepared_size + 1, 'a')));
}

TEST(Saslprep, never_shows_the_input_in_an_error) {
    EXPECT_EQ(saslprep("pencil\n").error().message().find("pencil"), std::string::npos);
}

TEST(IsText, is_utf8_without_nul) {
    for (const std::string_view text : {""sv, "abc"sv, "a\nb"sv, "\u00E9\u4E2D\U0001F600"sv})
        EXPECT_TRUE(is_text(text));
    for (const std::string_view text : {"\0"sv, "\u00E9\0"sv, "\xc3"sv, "a\xff"sv, "\xed\xa0\x80"sv, "\xc0\x80"sv})
        EXPECT_FALSE(is_text(text));
}

}  // namespace
}  // namespace headstock::auth
