// SPDX-License-Identifier: MIT
#include "headstock/base/error.hpp"

#include <gtest/gtest.h>

namespace headstock {
namespace {

const Category category("headstock.test", [](int value) -> std::string_view { return value == 1 ? "one" : "other"; });

TEST(Error, message_is_the_code_and_then_the_detail) {
    EXPECT_EQ((Error{{1, category}, "detail"}).message(), "one: detail");
    EXPECT_EQ((Error{{2, category}, ""}).message(), "other");
}

TEST(Error, category_names_its_layer) {
    EXPECT_STREQ(std::error_code(1, category).category().name(), "headstock.test");
}

TEST(Error, fail_is_returned_as_a_result) {
    auto failing = []() -> Result<int> { return fail({1, category}, "no"); };
    ASSERT_FALSE(failing());
    EXPECT_EQ(failing().error().text, "no");
}

}  // namespace
}  // namespace headstock
