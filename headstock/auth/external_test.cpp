// SPDX-License-Identifier: MIT
#include "headstock/auth/external.hpp"

#include <gtest/gtest.h>

#include "headstock/auth/saslprep.hpp"

namespace headstock::auth {
namespace {

TEST(External, says_whom_to_act_as_or_nobody) {
    EXPECT_EQ(External("").start().value(), "");
    EXPECT_EQ(External("fred@example.com").start().value(), "fred@example.com");  // RFC 4422 appendix A.3
    EXPECT_EQ(External("").name(), "EXTERNAL");
}

TEST(External, ends_with_success_and_nothing_else) {
    External external("");
    EXPECT_EQ(external.finish(std::nullopt).error().code, Errc::early_success);
    ASSERT_TRUE(external.start());
    EXPECT_TRUE(external.finish(""));
    EXPECT_EQ(external.finish("").error().code, Errc::early_success);
    External told("");
    ASSERT_TRUE(told.start());
    EXPECT_EQ(told.finish("data").error().code, Errc::unexpected_challenge);
}

TEST(External, is_over_after_a_challenge) {
    External external("");
    ASSERT_TRUE(external.start());
    EXPECT_EQ(external.respond("").error().code, Errc::unexpected_challenge);
    EXPECT_EQ(external.finish("").error().code, Errc::early_success);
}

TEST(External, refuses_an_identity_that_cannot_be_sent) {
    for (const std::string& bad :
         {std::string("a\0b", 3), std::string("\xff"), std::string(max_prepared_size + 1, 'a')}) {
        External external(bad);
        EXPECT_EQ(external.start().error().code, Errc::invalid_credentials);
        EXPECT_EQ(external.finish(std::nullopt).error().code, Errc::early_success);
    }
}

}  // namespace
}  // namespace headstock::auth
