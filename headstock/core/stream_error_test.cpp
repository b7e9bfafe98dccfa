// SPDX-License-Identifier: MIT
#include "headstock/core/stream_error.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "headstock/base/error.hpp"

namespace headstock::core {
namespace {

TEST(StreamError, each_of_the_25_words_is_read_as_it_is_written) {
    std::set<std::string_view> words;
    std::set<std::string> messages;
    for (int value = 1; value <= 25; ++value) {
        const auto condition = static_cast<StreamCondition>(value);
        EXPECT_EQ(stream_condition(word(condition)), condition);
        words.insert(word(condition));
        messages.insert(make_error_code(condition).message());
    }
    EXPECT_EQ(words.size(), 25U);
    EXPECT_EQ(messages.size(), 25U);
    EXPECT_EQ(static_cast<int>(StreamCondition::unsupported_version), 25);
}

TEST(StreamError, words_are_those_of_the_rfc) {
    EXPECT_EQ(word(StreamCondition::bad_format), "bad-format");
    EXPECT_EQ(word(StreamCondition::not_well_formed), "not-well-formed");
    EXPECT_EQ(word(StreamCondition::see_other_host), "see-other-host");
    EXPECT_EQ(word(StreamCondition::unsupported_version), "unsupported-version");
}

TEST(StreamError, other_words_are_not_read) {
    for (const char* text : {"", "Reset", "not_authorized", "reset ", "invalid-id", "text"})
        EXPECT_EQ(stream_condition(text), std::nullopt) << text;
}

TEST(StreamError, conditions_are_error_codes) {
    const Error error{StreamCondition::conflict, "replaced"};
    EXPECT_EQ(error.code, StreamCondition::conflict);
    EXPECT_NE(error.code, StreamCondition::reset);
    EXPECT_STREQ(error.code.category().name(), "headstock.stream");
    EXPECT_EQ(error.message(), "another stream took its place: replaced");
}

TEST(StreamError, values_out_of_range_have_words_too) {
    for (const int value : {-1, 0, 26}) EXPECT_EQ(stream_category().message(value), "unknown stream error");
}

}  // namespace
}  // namespace headstock::core
