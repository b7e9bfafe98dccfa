// SPDX-License-Identifier: MIT
#include "headstock/auth/error.hpp"

#include <gtest/gtest.h>

#include <set>

namespace headstock::auth {
namespace {

constexpr int last = static_cast<int>(Errc::token_refused);

TEST(AuthErrc, category_names_the_layer) { EXPECT_STREQ(category().name(), "headstock.auth"); }

TEST(AuthErrc, every_code_has_words_of_its_own) {
    std::set<std::string> words;
    for (int value = 1; value <= last; ++value) words.insert(std::error_code(value, category()).message());
    EXPECT_EQ(words.size(), static_cast<std::size_t>(last));
    EXPECT_FALSE(words.contains("unknown authentication error"));
}

TEST(AuthErrc, foreign_numbers_are_unknown) {
    EXPECT_EQ(std::error_code(last + 1, category()).message(), "unknown authentication error");
    EXPECT_EQ(std::error_code(0, category()).message(), "unknown authentication error");
}

TEST(AuthErrc, compares_with_an_error_code) {
    const Error error{Errc::bad_nonce, {}};
    EXPECT_EQ(error.code, Errc::bad_nonce);
    EXPECT_NE(error.code, Errc::early_success);
}

}  // namespace
}  // namespace headstock::auth
