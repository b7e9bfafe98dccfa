// SPDX-License-Identifier: MIT
#include "headstock/auth/crypto.hpp"

#include <gtest/gtest.h>

#include "headstock/base/hex.hpp"

namespace headstock::auth {
namespace {

struct Expected {
    Hash hash;
    std::string_view name;
    std::string_view digest;  // of "abc", FIPS 180-4
    std::string_view hmac;    // of "key" and "The quick brown fox jumps over the lazy dog"
    std::string_view pbkdf2;  // of "password" and "salt", twice (RFC 6070 for SHA-1)
};

class Crypto : public ::testing::TestWithParam<Expected> {};

TEST_P(Crypto, knows_names_and_sizes) {
    EXPECT_EQ(name(GetParam().hash), GetParam().name);
    EXPECT_EQ(size(GetParam().hash) * 2, GetParam().digest.size());
}

TEST_P(Crypto, digest_gives_the_published_value) {
    EXPECT_EQ(to_hex(digest(GetParam().hash, "abc")), GetParam().digest);
    EXPECT_EQ(digest(GetParam().hash, {}).size(), size(GetParam().hash));
}

TEST_P(Crypto, hmac_gives_the_published_value) {
    EXPECT_EQ(to_hex(hmac(GetParam().hash, "key", "The quick brown fox jumps over the lazy dog")), GetParam().hmac);
    EXPECT_EQ(hmac(GetParam().hash, {}, {}).size(), size(GetParam().hash));
}

TEST_P(Crypto, pbkdf2_gives_the_published_value) {
    EXPECT_EQ(to_hex(pbkdf2(GetParam().hash, "password", "salt", 2).reveal()), GetParam().pbkdf2);
    EXPECT_EQ(pbkdf2(GetParam().hash, {}, {}, 1).reveal().size(), size(GetParam().hash));
}

INSTANTIATE_TEST_SUITE_P(
    Hashes, Crypto,
    ::testing::Values(Expected{Hash::sha1, "SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d",
                               "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9", "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"},
                      Expected{Hash::sha256, "SHA-256",
                               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                               "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
                               "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"},
                      Expected{Hash::sha512, "SHA-512",
                               "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                               "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                               "b42af09057bac1e2d41708e48a902e09b5ff7f12ab428a4fe86653c73dd248fb"
                               "82f948a549f7b791a5b41915ee4d1ec3935357e4e2317250d0372afa2ebeeb3a",
                               "e1d9c16aa681708a45f5c7c4e215ceb66e011a2e9f0040713f18aefdb866d53c"
                               "f76cab2868a39b9f7840edce4fef5a82be67335c77a6068e04112754f27ccf4e"}));

TEST(ExclusiveOr, combines_byte_by_byte) {
    EXPECT_EQ(exclusive_or("\x0f\xf0", "\xff\xff"), "\xf0\x0f");
    EXPECT_EQ(exclusive_or({}, {}), "");
}

TEST(RunningMd5s, give_the_same_in_pieces) {
    RunningMd5 running;
    for (const std::string_view piece : {"message", "", " ", "digest"}) running.add(piece);
    EXPECT_EQ(running.finish(), md5("message digest"));
    EXPECT_EQ(RunningMd5().finish(), md5(""));
}

}  // namespace
}  // namespace headstock::auth
