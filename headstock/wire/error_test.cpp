// SPDX-License-Identifier: MIT
#include "headstock/wire/error.hpp"

#include <gtest/gtest.h>

#include <set>

namespace headstock::wire {
namespace {

TEST(WireErrc, category_names_its_layer) {
    const std::error_code code = Errc::wrong_name;
    EXPECT_STREQ(code.category().name(), "headstock.wire");
}

TEST(WireErrc, every_value_has_words_of_its_own) {
    std::set<std::string> words;
    for (int value = 1; value <= static_cast<int>(Errc::expands_too_much); ++value)
        EXPECT_TRUE(words.insert(category().message(value)).second) << value;
    EXPECT_FALSE(words.contains(category().message(0)));
    EXPECT_EQ(category().message(static_cast<int>(Errc::expands_too_much) + 1), category().message(0));
}

}  // namespace
}  // namespace headstock::wire
