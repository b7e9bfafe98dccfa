// SPDX-License-Identifier: MIT
#include "headstock/auth/hashed_token.hpp"

#include <gtest/gtest.h>

#include "headstock/auth/saslprep.hpp"
#include "headstock/base/hex.hpp"

namespace headstock::auth {
namespace {

using namespace std::chrono_literals;

// Computed with another implementation of HMAC: the draft prints no example.
constexpr std::string_view sha256_initiator = "8113a6dc8118e5e396a5a17ab8641c1da29ae9fa931bb0ef948b7f97a825880e";
constexpr std::string_view sha256_responder = "37cc81eda90fe849e7bc41d33e28c6d3ba4b3b86dd22fbdd1b370fce0bcabdfb";
constexpr std::string_view sha512_initiator =
    "0813f02a717f85ec5e4539e5030918fc57fe05653d009406c96dde9c63f78bfc"
    "43075d8826395b68f59482ee883134d58f756caa5edf718777aeb950c2aa4176";
constexpr std::string_view sha512_responder =
    "0ece7abccdc3cea81fe8140382f1e05e97f529ceff222c1a3119e1595f8fd660"
    "6b82bd4c28080975da18bb0ff733111846db5e32b30652c370c91798c5f21421";

HashedToken login(std::string mechanism, std::string binding = {}) {
    return {
        {.mechanism = std::move(mechanism), .secret = Secret("secret-token:fast-0123")}, "juliet", std::move(binding)};
}
std::string bytes(std::string_view hex) { return from_hex(hex).value(); }

TEST(HashedToken, says_who_and_the_hash_of_the_token) {
    HashedToken token = login("HT-SHA-256-NONE");
    EXPECT_EQ(token.name(), "HT-SHA-256-NONE");
    EXPECT_EQ(token.start().value(), std::string("juliet\0", 7) + bytes(sha256_initiator));
    EXPECT_TRUE(token.finish(bytes(sha256_responder)));
}

TEST(HashedToken, binds_both_hashes_to_the_channel) {
    HashedToken token = login("HT-SHA-512-EXPR", "exported");
    EXPECT_EQ(token.start().value(), std::string("juliet\0", 7) + bytes(sha512_initiator));
    EXPECT_TRUE(token.finish(bytes(sha512_responder)));
    HashedToken elsewhere = login("HT-SHA-512-EXPR", "other");
    ASSERT_TRUE(elsewhere.start());
    EXPECT_EQ(elsewhere.finish(bytes(sha512_responder)).error().code, Errc::bad_server_signature);
}

TEST(HashedToken, takes_the_proof_in_a_challenge_too) {
    HashedToken token = login("HT-SHA-256-NONE");
    ASSERT_TRUE(token.start());
    EXPECT_EQ(token.respond(bytes(sha256_responder)), "");
    EXPECT_TRUE(token.finish(std::nullopt));
}

TEST(HashedToken, believes_only_a_server_that_proves_itself) {
    const auto started = [] {
        HashedToken token = login("HT-SHA-256-NONE");
        EXPECT_TRUE(token.start());
        return token;
    };
    EXPECT_EQ(login("HT-SHA-256-NONE").finish(bytes(sha256_responder)).error().code, Errc::early_success);
    EXPECT_EQ(started().finish(std::nullopt).error().code, Errc::early_success);
    EXPECT_EQ(started().finish("").error().code, Errc::early_success);
    EXPECT_EQ(started().finish(bytes(sha256_initiator)).error().code, Errc::bad_server_signature);
    EXPECT_EQ(started().finish(bytes(sha256_responder).substr(0, 31)).error().code, Errc::bad_server_signature);
    EXPECT_EQ(started().finish(bytes(sha256_responder) + "x").error().code, Errc::bad_server_signature);
    EXPECT_EQ(started().respond("").error().code, Errc::bad_server_signature);
    HashedToken once = started();
    ASSERT_FALSE(once.finish("wrong"));
    EXPECT_EQ(once.finish(bytes(sha256_responder)).error().code, Errc::early_success);
}

TEST(HashedToken, refuses_what_cannot_be_sent) {
    for (const std::string& bad : {std::string(), std::string("a\0b", 3), std::string("\xff")}) {
        HashedToken name({.mechanism = "HT-SHA-256-NONE", .secret = Secret("s")}, bad);
        EXPECT_EQ(name.start().error().code, Errc::invalid_credentials);
        HashedToken token({.mechanism = "HT-SHA-256-NONE", .secret = Secret(bad)}, "juliet");
        EXPECT_EQ(token.start().error().code, Errc::invalid_credentials);
    }
    HashedToken longest({.mechanism = "HT-SHA-256-NONE", .secret = Secret(std::string(max_prepared_size + 1, 'a'))},
                        "j");
    EXPECT_EQ(longest.start().error().code, Errc::invalid_credentials);
}

TEST(HashedTokenForm, is_what_the_name_says) {
    EXPECT_EQ(hashed_token_form("HT-SHA-256-EXPR")->binding_type, "tls-exporter");
    EXPECT_EQ(hashed_token_form("HT-SHA-256-ENDP")->binding_type, "tls-server-end-point");
    EXPECT_EQ(hashed_token_form("HT-SHA-512-UNIQ")->binding_type, "tls-unique");
    EXPECT_EQ(hashed_token_form("HT-SHA-512-NONE")->binding_type, "");
    EXPECT_EQ(hashed_token_form("HT-SHA-256-NONE")->hash, Hash::sha256);
    EXPECT_EQ(hashed_token_form("HT-SHA-512-NONE")->hash, Hash::sha512);
    for (const char* name : {"", "HT-", "HT-SHA-256-", "HT-SHA-256-NON", "HT-SHA-256-NONE-", "HT-SHA-1-NONE",
                             "HT-SHA3-512-ENDP", "ht-sha-256-none", "SCRAM-SHA-256"})
        EXPECT_FALSE(hashed_token_form(name)) << name;
}

TEST(Token, expires_at_its_time_or_never) {
    const Timestamp noon = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1) + 12h;
    Token token{.mechanism = "HT-SHA-256-NONE", .secret = Secret("s")};
    EXPECT_FALSE(token.expired(noon));
    token.expiry = noon;
    EXPECT_FALSE(token.expired(noon - 1s));
    EXPECT_TRUE(token.expired(noon));
    EXPECT_EQ(token, Token(token));
    Token used = token;
    ++used.count;
    EXPECT_NE(token, used);
}

}  // namespace
}  // namespace headstock::auth
