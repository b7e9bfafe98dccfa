// SPDX-License-Identifier: MIT
#include "headstock/core/precis_class.hpp"

#include <gtest/gtest.h>

#include <string>

#include "headstock/core/unicode.hpp"

namespace headstock::core::precis {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

void expect_each(std::u32string_view text, Property expected) {
    for (const char32_t c : text) EXPECT_EQ(property(c), expected) << unicode::name(c);
}

// Each row follows the order of RFC 8264 §8.
TEST(PrecisClass, exceptions_come_first) {
    expect_each(U"\u00df\u03c2\u06fd\u06fe\u0f0b\u3007", Property::valid);
    expect_each(U"\u00b7\u0375\u05f3\u05f4\u30fb\u0660\u0669\u06f0\u06f9", Property::context_o);
    expect_each(U"\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b", Property::disallowed);
}

TEST(PrecisClass, unassigned_code_points_are_known_from_noncharacters) {
    expect_each(U"\u0378\U000e0002\U0002fe20", Property::unassigned);
    expect_each(U"\ufdd0\ufffe\U0010ffff", Property::disallowed);
}

TEST(PrecisClass, all_visible_ascii_is_valid) {
    for (char32_t c = 0x21; c <= 0x7e; ++c) EXPECT_EQ(property(c), Property::valid) << unicode::name(c);
    EXPECT_EQ(property(U' '), Property::free_only);
}

TEST(PrecisClass, join_controls_depend_on_their_context) { expect_each(U"\u200c\u200d", Property::context_j); }

TEST(PrecisClass, jamo_ignorables_controls_and_private_use_are_disallowed) {
    expect_each(U"\u1100\u1160\u11a8\ua960\ud7b0", Property::disallowed);
    expect_each(U"\u00ad\u034f\u115f\u180b\u200e\u202e\u2060\ufe0f\ufeff\U000e0001", Property::disallowed);
    expect_each(U"\t\n\u007f\u0085", Property::disallowed);
    EXPECT_EQ(property(0), Property::disallowed);
    expect_each(U"\ue000\U000f0000\u2028\u2029\u06dd", Property::disallowed);
}

TEST(PrecisClass, compatibility_forms_spaces_symbols_and_punctuation_are_for_free_text) {
    expect_each(U"\u2163\ufb01\uff21\u00b2\u212a\u017f", Property::free_only);
    expect_each(U"\u00a0\u1680\u3000", Property::free_only);
    expect_each(U"\u265a\u2211\u20ac\U0001f40e", Property::free_only);
    expect_each(U"\u265a\u20ac\u2013\u00ab\u203f\u01c5\u20dd\u2180", Property::free_only);
}

TEST(PrecisClass, letters_digits_and_marks_are_valid) {
    expect_each(U"\u00e9\u00c9\u03c0\u0430\u05d0\u0967\u02bc\u0301\u0903\u4e00\uac00\U00010400", Property::valid);
}

TEST(PrecisClass, identifiers_hold_no_space_and_free_text_does) {
    EXPECT_EQ(first_disallowed(U"foo bar", Class::identifier), 3U);
    EXPECT_EQ(first_disallowed(U"foo bar", Class::freeform), npos);
    EXPECT_EQ(first_disallowed(U"foo\tbar", Class::freeform), 3U);
    EXPECT_EQ(first_disallowed(U"", Class::identifier), npos);
}

TEST(PrecisClass, non_joiners_stand_behind_a_virama_or_in_a_broken_joint) {
    EXPECT_EQ(first_disallowed(U"\u0915\u094d\u200c\u0937", Class::identifier), npos);        // behind a virama
    EXPECT_EQ(first_disallowed(U"\u0628\u200c\u0628", Class::identifier), npos);              // dual, dual
    EXPECT_EQ(first_disallowed(U"\u0628\u064e\u200c\u064e\u0627", Class::identifier), npos);  // with marks, dual, right
    EXPECT_EQ(first_disallowed(U"\u0627\u200c\u0628", Class::identifier), 1U);                // right, dual
    EXPECT_EQ(first_disallowed(U"\u0628\u200c", Class::identifier), 1U);
    EXPECT_EQ(first_disallowed(U"\u200c\u0628", Class::identifier), 0U);
    EXPECT_EQ(first_disallowed(U"a\u200cb", Class::freeform), 1U);
}

TEST(PrecisClass, joiners_stand_behind_a_virama_only) {
    EXPECT_EQ(first_disallowed(U"\u0915\u094d\u200d\u0937", Class::identifier), npos);
    EXPECT_EQ(first_disallowed(U"\u0628\u200d\u0628", Class::identifier), 1U);
    EXPECT_EQ(first_disallowed(U"\u200d", Class::freeform), 0U);
}

TEST(PrecisClass, middle_dots_stand_between_two_letters_l) {
    EXPECT_EQ(first_disallowed(U"l\u00b7l", Class::identifier), npos);
    EXPECT_EQ(first_disallowed(U"l\u00b7L", Class::identifier), 1U);
    EXPECT_EQ(first_disallowed(U"l\u00b7", Class::identifier), 1U);
    EXPECT_EQ(first_disallowed(U"\u00b7l", Class::identifier), 0U);
}

TEST(PrecisClass, signs_of_greek_and_hebrew_stand_beside_their_letters) {
    EXPECT_EQ(first_disallowed(U"\u0375\u03b1", Class::identifier), npos);
    EXPECT_EQ(first_disallowed(U"\u0375a", Class::identifier), 0U);
    EXPECT_EQ(first_disallowed(U"\u03b1\u0375", Class::identifier), 1U);
    EXPECT_EQ(first_disallowed(U"\u05d0\u05f3", Class::identifier), npos);
    EXPECT_EQ(first_disallowed(U"\u05d0\u05f4\u05d0", Class::identifier), npos);
    EXPECT_EQ(first_disallowed(U"a\u05f3", Class::identifier), 1U);
    EXPECT_EQ(first_disallowed(U"\u05f4\u05d0", Class::identifier), 0U);
}

TEST(PrecisClass, katakana_middle_dots_need_a_japanese_letter_somewhere) {
    EXPECT_EQ(first_disallowed(U"a\u30fbb\u30a2", Class::identifier), npos);
    EXPECT_EQ(first_disallowed(U"\u3042\u30fb", Class::identifier), npos);
    EXPECT_EQ(first_disallowed(U"\u30fb\u4e00", Class::identifier), npos);
    EXPECT_EQ(first_disallowed(U"a\u30fbb", Class::identifier), 1U);
}

TEST(PrecisClass, arabic_digits_of_two_kinds_do_not_mix) {
    EXPECT_EQ(first_disallowed(U"\u0660\u0669", Class::identifier), npos);
    EXPECT_EQ(first_disallowed(U"\u06f0\u06f9", Class::identifier), npos);
    EXPECT_EQ(first_disallowed(U"a\u0660\u06f0", Class::identifier), 1U);
    EXPECT_EQ(first_disallowed(U"a\u06f0\u0660", Class::identifier), 1U);
}

TEST(PrecisClass, bidi_rule_lets_each_direction_stay_by_itself) {
    EXPECT_TRUE(obeys_bidi_rule(U""));
    EXPECT_TRUE(obeys_bidi_rule(U"1a.-"));
    EXPECT_TRUE(obeys_bidi_rule(U"\u05d0\u05d1"));
    EXPECT_TRUE(obeys_bidi_rule(U"\u05d0-1\u05b0"));  // ends in a number and a mark
    EXPECT_TRUE(obeys_bidi_rule(U"\u0627\u0661"));
}

TEST(PrecisClass, bidi_rule_has_six_conditions) {
    EXPECT_FALSE(obeys_bidi_rule(U"1\u05d0"));              // 1: starts with a number
    EXPECT_FALSE(obeys_bidi_rule(U"\u0661"));               // 1: an Arabic number alone
    EXPECT_FALSE(obeys_bidi_rule(U"\u05d0a\u05d0"));        // 2: a Latin letter within
    EXPECT_FALSE(obeys_bidi_rule(U"\u05d0-"));              // 3: ends in a sign
    EXPECT_FALSE(obeys_bidi_rule(U"\u06271\u0661\u0627"));  // 4: numbers of both kinds
    EXPECT_FALSE(obeys_bidi_rule(U"a\u05d0"));              // 5: a Hebrew letter in a Latin text
    EXPECT_FALSE(obeys_bidi_rule(U"a\u05d0a"));             // 5, where 6 holds
}

}  // namespace
}  // namespace headstock::core::precis
