// SPDX-License-Identifier: MIT
#include "headstock/bridge/language_texts.hpp"

#include <gtest/gtest.h>

namespace headstock::bridge {
namespace {

const LanguageTexts texts{{"de", "hallo"}, {"", "hi"}, {"en-GB", "good day"}, {"en", "hello"}, {"fr-CA", "allo"}};

TEST(LanguageTexts, gives_the_very_language_first) {
    EXPECT_EQ(texts.text("en-GB"), "good day");
    EXPECT_EQ(texts.text("EN-gb"), "good day");
    EXPECT_EQ(texts.text("de"), "hallo");
}

TEST(LanguageTexts, else_one_less_special) {
    EXPECT_EQ(texts.text("en-US"), "hello");
    EXPECT_EQ(texts.text("en-GB-scotland"), "good day");
    EXPECT_EQ(texts.text("de-Latn-DE-1996"), "hallo");
}

TEST(LanguageTexts, else_one_more_special) {
    EXPECT_EQ(texts.text("fr"), "allo");
    EXPECT_EQ(LanguageTexts({{"english", "x"}, {"eng-x", "y"}}).text("en"), std::nullopt);
}

TEST(LanguageTexts, else_the_one_without_a_language) {
    EXPECT_EQ(texts.text("it"), "hi");
    EXPECT_EQ(texts.text("-"), "hi");
    EXPECT_EQ(LanguageTexts({{"de", "hallo"}}).text("it"), std::nullopt);
}

TEST(LanguageTexts, asked_for_no_language_gives_the_one_without_or_the_first) {
    EXPECT_EQ(texts.text(), "hi");
    EXPECT_EQ(LanguageTexts({{"fr", "salut"}, {"de", "hallo"}}).text(), "hallo");
    EXPECT_EQ(LanguageTexts().text(), std::nullopt);
    EXPECT_EQ(LanguageTexts("plain").text("any"), "plain");
}

TEST(LanguageTexts, are_ordered_by_language_however_they_came) {
    std::string order;
    for (const auto& [language, text] : texts) order += language + ";";
    EXPECT_EQ(order, ";de;en;en-GB;fr-CA;");
    EXPECT_EQ(texts,
              LanguageTexts({{"fr-CA", "allo"}, {"en", "hello"}, {"en-GB", "good day"}, {"", "hi"}, {"de", "hallo"}}));
}

TEST(LanguageTexts, hold_one_text_a_language) {
    LanguageTexts some;
    EXPECT_TRUE(some.add("en", "first"));
    EXPECT_FALSE(some.add("EN", "second"));
    EXPECT_EQ(some.text("en"), "first");
    some.set("EN", "third");
    EXPECT_EQ(some.size(), 1U);
    EXPECT_EQ(some.text("en"), "third");
    some.erase("fr");
    some.erase("En");
    EXPECT_TRUE(some.empty());
}

}  // namespace
}  // namespace headstock::bridge
