// SPDX-License-Identifier: MIT
#include "headstock/auth/anonymous.hpp"

#include <gtest/gtest.h>

namespace headstock::auth {
namespace {

Anonymous started() {
    Anonymous anonymous;
    EXPECT_EQ(anonymous.start().value(), std::nullopt);
    return anonymous;
}

TEST(Anonymous, says_nothing_and_is_let_in) {
    Anonymous anonymous = started();
    EXPECT_EQ(anonymous.name(), "ANONYMOUS");
    EXPECT_TRUE(anonymous.finish(std::nullopt));
    EXPECT_EQ(anonymous.finish(std::nullopt).error().code, Errc::early_success);
}

TEST(Anonymous, leaves_no_trace_when_asked_for_one) {
    Anonymous anonymous = started();
    EXPECT_EQ(anonymous.respond(""), "");
    EXPECT_TRUE(anonymous.finish(""));
}

TEST(Anonymous, answers_once) {
    Anonymous anonymous = started();
    ASSERT_TRUE(anonymous.respond(""));
    EXPECT_EQ(anonymous.respond("").error().code, Errc::unexpected_challenge);
    EXPECT_FALSE(anonymous.finish(std::nullopt));
}

TEST(Anonymous, refuses_what_has_no_place) {
    Anonymous challenged = started();
    EXPECT_EQ(challenged.respond("who?").error().code, Errc::malformed_challenge);
    Anonymous given = started();
    EXPECT_EQ(given.finish("data").error().code, Errc::unexpected_challenge);
    EXPECT_EQ(Anonymous().finish(std::nullopt).error().code, Errc::early_success);
}

}  // namespace
}  // namespace headstock::auth
