// SPDX-License-Identifier: MIT
#include "headstock/auth/scram_keys.hpp"

#include <gtest/gtest.h>

#include <string>

namespace headstock::auth {
namespace {

Secret print(int i) { return Secret("fingerprint " + std::to_string(i)); }
ScramKeys keys(int i) { return {Secret("client " + std::to_string(i)), Secret("server " + std::to_string(i))}; }

TEST(KeyCache, finds_what_it_keeps) {
    KeyCache cache;
    EXPECT_FALSE(cache.find(print(1)));
    cache.keep(print(1), keys(1));
    const auto found = cache.find(print(1));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->client_key, Secret("client 1"));
    EXPECT_EQ(found->server_key, Secret("server 1"));
    EXPECT_FALSE(cache.find(print(2)));
}

TEST(KeyCache, replaces_what_it_kept_under_the_same_fingerprint) {
    KeyCache cache;
    cache.keep(print(1), keys(1));
    cache.keep(print(1), keys(2));
    EXPECT_EQ(cache.size(), 1U);
    EXPECT_EQ(cache.find(print(1))->client_key, Secret("client 2"));
}

TEST(KeyCache, forgets_those_that_were_not_used_for_longest) {
    KeyCache cache;
    for (int i = 0; i < 8; ++i) cache.keep(print(i), keys(i));
    ASSERT_TRUE(cache.find(print(0)));
    for (int i = 8; i < 11; ++i) cache.keep(print(i), keys(i));
    EXPECT_EQ(cache.size(), KeyCache::capacity);
    EXPECT_TRUE(cache.find(print(0)));
    for (int i = 1; i < 4; ++i) EXPECT_FALSE(cache.find(print(i))) << i;
    for (int i = 4; i < 11; ++i) EXPECT_TRUE(cache.find(print(i))) << i;
}

TEST(KeyCache, forgets_all_when_told) {
    KeyCache cache;
    cache.keep(print(1), keys(1));
    cache.clear();
    EXPECT_EQ(cache.size(), 0U);
    EXPECT_FALSE(cache.find(print(1)));
}

TEST(KeyFingerprint, differs_with_everything_that_the_keys_depend_on) {
    const Secret one = key_fingerprint(Hash::sha256, "user", "pencil", "salt", 4096);
    EXPECT_EQ(one, key_fingerprint(Hash::sha256, "user", "pencil", "salt", 4096));
    EXPECT_FALSE(one == key_fingerprint(Hash::sha512, "user", "pencil", "salt", 4096));
    EXPECT_FALSE(one == key_fingerprint(Hash::sha256, "users", "pencil", "alt", 4096));
    EXPECT_FALSE(one == key_fingerprint(Hash::sha256, "user", "pencils", "salt", 4096));
    EXPECT_FALSE(one == key_fingerprint(Hash::sha256, "user", "pencil", "salt2", 4096));
    EXPECT_FALSE(one == key_fingerprint(Hash::sha256, "user", "pencil", "salt", 4097));
}

}  // namespace
}  // namespace headstock::auth
