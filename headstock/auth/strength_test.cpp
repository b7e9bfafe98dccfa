// SPDX-License-Identifier: MIT
#include "headstock/auth/strength.hpp"

#include <gtest/gtest.h>

#include <array>

namespace headstock::auth {
namespace {

TEST(Strength, grows_from_plain_to_external) {
    constexpr std::array order{
        "PLAIN",         "DIGEST-MD5",       "X-OAUTH2",           "OAUTHBEARER",        "SCRAM-SHA-1", "SCRAM-SHA-256",
        "SCRAM-SHA-512", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-512-PLUS", "EXTERNAL"};
    for (std::size_t i = 1; i < order.size(); ++i) {
        EXPECT_TRUE(at_least(order.at(i), order.at(i - 1))) << order.at(i);
        EXPECT_FALSE(at_least(order.at(i - 1), order.at(i))) << order.at(i);
        EXPECT_TRUE(at_least(order.at(i), order.at(i)));
    }
}

TEST(Strength, of_a_token_is_that_of_scram_with_the_best_hash) {
    EXPECT_EQ(strength("HT-SHA-256-NONE"), strength("SCRAM-SHA-512"));
    EXPECT_EQ(strength("HT-SHA-512-NONE"), strength("SCRAM-SHA-512"));
    for (const char* suffix : {"EXPR", "ENDP", "UNIQ"}) {
        EXPECT_EQ(strength(std::string("HT-SHA-256-") + suffix), strength("SCRAM-SHA-512-PLUS"));
        EXPECT_EQ(strength(std::string("HT-SHA-512-") + suffix), strength("SCRAM-SHA-512-PLUS"));
    }
}

TEST(Strength, of_a_stranger_is_not_known) {
    for (const char* name : {"", "GSSAPI", "scram-sha-1", "ANONYMOUS", "HT-SHA-1-NONE"}) {
        EXPECT_FALSE(strength(name)) << name;
        EXPECT_FALSE(at_least("EXTERNAL", name)) << name;
        EXPECT_FALSE(at_least(name, "PLAIN")) << name;
    }
}

}  // namespace
}  // namespace headstock::auth
