// SPDX-License-Identifier: MIT
#include "headstock/core/stanza_error.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "headstock/base/error.hpp"

namespace headstock::core {
namespace {

TEST(StanzaError, each_of_the_22_words_is_read_as_it_is_written) {
    std::set<std::string_view> words;
    std::set<std::string> messages;
    for (int value = 1; value <= 22; ++value) {
        const auto condition = static_cast<StanzaCondition>(value);
        EXPECT_EQ(stanza_condition(word(condition)), condition);
        words.insert(word(condition));
        messages.insert(make_error_code(condition).message());
    }
    EXPECT_EQ(words.size(), 22U);
    EXPECT_EQ(messages.size(), 22U);
    EXPECT_EQ(static_cast<int>(StanzaCondition::unexpected_request), 22);
}

TEST(StanzaError, words_are_those_of_the_rfc) {
    EXPECT_EQ(word(StanzaCondition::bad_request), "bad-request");
    EXPECT_EQ(word(StanzaCondition::remote_server_not_found), "remote-server-not-found");
    EXPECT_EQ(word(StanzaCondition::unexpected_request), "unexpected-request");
}

TEST(StanzaError, other_words_are_not_read) {
    for (const char* text : {"", "Bad-Request", "bad_request", "bad-request ", "payment-required", "text"})
        EXPECT_EQ(stanza_condition(text), std::nullopt) << text;
}

TEST(StanzaError, each_condition_has_a_type_and_an_old_number) {
    struct {
        StanzaCondition condition;
        ErrorType type;
        int code;
    } const cases[] = {
        {StanzaCondition::bad_request, ErrorType::modify, 400},
        {StanzaCondition::feature_not_implemented, ErrorType::cancel, 501},
        {StanzaCondition::forbidden, ErrorType::auth, 403},
        {StanzaCondition::gone, ErrorType::cancel, 302},
        {StanzaCondition::item_not_found, ErrorType::cancel, 404},
        {StanzaCondition::policy_violation, ErrorType::modify, 0},
        {StanzaCondition::remote_server_timeout, ErrorType::wait, 504},
        {StanzaCondition::service_unavailable, ErrorType::cancel, 503},
        {StanzaCondition::unexpected_request, ErrorType::wait, 400},
    };
    for (const auto& [condition, type, code] : cases) {
        EXPECT_EQ(default_type(condition), type) << word(condition);
        EXPECT_EQ(legacy_code(condition), code) << word(condition);
    }
}

TEST(StanzaError, types_are_read_as_they_are_written) {
    for (int value = 0; value < 5; ++value) {
        const auto type = static_cast<ErrorType>(value);
        EXPECT_EQ(error_type(word(type)), type);
    }
    EXPECT_EQ(word(ErrorType::auth), "auth");
    EXPECT_EQ(word(ErrorType::continue_), "continue");
    EXPECT_EQ(word(ErrorType::wait), "wait");
    EXPECT_EQ(error_type("continue_"), std::nullopt);
    EXPECT_EQ(error_type(""), std::nullopt);
}

TEST(StanzaError, conditions_are_error_codes) {
    const Error error{StanzaCondition::forbidden, "not you"};
    EXPECT_EQ(error.code, StanzaCondition::forbidden);
    EXPECT_NE(error.code, StanzaCondition::gone);
    EXPECT_STREQ(error.code.category().name(), "headstock.stanza");
    EXPECT_EQ(error.message(), "permission is lacking: not you");
    EXPECT_TRUE(make_error_code(StanzaCondition::bad_request));
}

TEST(StanzaError, values_out_of_range_have_words_too) {
    for (const int value : {-1, 0, 23}) EXPECT_EQ(stanza_category().message(value), "unknown stanza error");
}

}  // namespace
}  // namespace headstock::core
