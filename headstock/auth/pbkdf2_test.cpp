// SPDX-License-Identifier: MIT
#include "headstock/auth/pbkdf2.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "headstock/base/hex.hpp"

namespace headstock::auth {
namespace {

using namespace std::string_view_literals;

/// The key, computed `step` iterations at a time.
std::string in_steps(Hash hash, std::string_view password, std::string_view salt, int iterations, int step) {
    Pbkdf2 computing(hash, password, salt, iterations);
    while (!computing.advance(step)) {
    }
    return to_hex(computing.key().reveal());
}

TEST(Pbkdf2, gives_the_values_of_rfc_6070) {
    const auto sha1 = [](std::string_view password, std::string_view salt, int iterations) {
        return in_steps(Hash::sha1, password, salt, iterations, 1000);
    };
    EXPECT_EQ(sha1("password", "salt", 1), "0c60c80f961f0e71f3a9b524af6012062fe037a6");
    EXPECT_EQ(sha1("password", "salt", 2), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
    EXPECT_EQ(sha1("password", "salt", 4096), "4b007901b765489abead49d926f721d065a429c1");
    EXPECT_EQ(sha1("passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096).substr(0, 40),
              "3d2eec4fe41c849b80c8d83662c0e44a8b291a96");  // the first block of its 25 bytes
    EXPECT_EQ(sha1("pass\0word"sv, "sa\0lt"sv, 4096).substr(0, 32), "56fa6aa75548099dcc37d7f03425e0c3");
}

TEST(Pbkdf2, gives_the_values_of_rfc_7914) {
    EXPECT_EQ(in_steps(Hash::sha256, "passwd", "salt", 1, 1),
              "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
    EXPECT_EQ(in_steps(Hash::sha256, "Password", "NaCl", 80000, 20000),
              "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
}

class Pbkdf2Pieces : public ::testing::TestWithParam<Hash> {};

TEST_P(Pbkdf2Pieces, are_what_the_whole_is) {
    const std::string longer(200, 'p');  // than a block: its hash is the key then
    for (const std::string_view password : {""sv, "pencil"sv, std::string_view(longer)}) {
        for (const std::string_view salt : {""sv, "salt"sv, std::string_view(longer)}) {
            const std::string whole = to_hex(pbkdf2(GetParam(), password, salt, 1000).reveal());
            for (const int step : {1, 7, 999, 1000, 20000})
                EXPECT_EQ(in_steps(GetParam(), password, salt, 1000, step), whole) << step;
        }
    }
}

TEST_P(Pbkdf2Pieces, are_what_the_whole_is_at_the_edges_of_a_block) {
    for (const std::size_t size : {63U, 64U, 65U, 127U, 128U, 129U}) {
        const std::string password(size, 'p');
        EXPECT_EQ(in_steps(GetParam(), password, "salt", 3, 2),
                  to_hex(pbkdf2(GetParam(), password, "salt", 3).reveal()));
    }
}

INSTANTIATE_TEST_SUITE_P(Hashes, Pbkdf2Pieces, ::testing::Values(Hash::sha1, Hash::sha256, Hash::sha512));

TEST(Pbkdf2, counts_what_is_left_and_may_be_given_up) {
    Pbkdf2 computing(Hash::sha256, "pencil", "salt", 10'000'000);
    EXPECT_FALSE(computing.advance(1000));
    EXPECT_EQ(computing.left(), 9'998'999);  // the first came with the salt
    EXPECT_FALSE(computing.advance(0));      // always at least one, so that it ends
    EXPECT_EQ(computing.left(), 9'998'998);
    Pbkdf2 moved = std::move(computing);
    EXPECT_FALSE(moved.advance(8));
    EXPECT_EQ(moved.left(), 9'998'990);
}

}  // namespace
}  // namespace headstock::auth
