// SPDX-License-Identifier: MIT
#include "headstock/auth/oauth_bearer.hpp"

#include <gtest/gtest.h>

#include "headstock/auth/saslprep.hpp"
#include "headstock/auth/scram_message.hpp"
#include "headstock/base/base64.hpp"

namespace headstock::auth {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view token = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";
constexpr std::string_view reason = R"({"status":"invalid_token","scope":"example_scope",)"
                                    R"("openid-configuration":"https://example.com/.well-known/openid-configuration"})";

AskAccessToken giving(std::string_view text) {
    return [secret = Secret(text)] { return secret; };
}
OAuthBearer example() {
    return {{.authorization_id = "user@example.com", .host = "server.example.com", .port = 143}, giving(token)};
}

TEST(OAuthBearer, says_what_the_rfc_prints) {  // RFC 7628 §4.1
    OAuthBearer bearer = example();
    EXPECT_EQ(bearer.name(), "OAUTHBEARER");
    EXPECT_EQ(to_base64(bearer.start().value().value()),
              "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRj"
              "Mk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB");
    EXPECT_TRUE(bearer.finish(std::nullopt));
    EXPECT_FALSE(bearer.refusal());
    EXPECT_EQ(bearer.finish(std::nullopt).error().code, Errc::early_success);
}

TEST(OAuthBearer, says_only_what_it_knows) {
    EXPECT_EQ(OAuthBearer({}, giving("abc")).start().value(), "n,,\1auth=Bearer abc\1\1");
    EXPECT_EQ(OAuthBearer({.authorization_id = "a,b=c"}, giving("abc")).start().value(),
              "n,a=a=2Cb=3Dc,\1auth=Bearer abc\1\1");
}

TEST(OAuthBearer, asks_for_the_token_once_a_login) {
    int asked = 0;
    OAuthBearer bearer({}, [&]() -> Result<Secret> { return ++asked, Secret("abc"); });
    EXPECT_EQ(asked, 0);
    ASSERT_TRUE(bearer.start());
    EXPECT_EQ(asked, 1);
}

TEST(OAuthBearer, passes_on_why_there_is_no_token) {
    OAuthBearer bearer({},
                       [] { return Result<Secret>(fail(std::make_error_code(std::errc::timed_out), "no answer")); });
    EXPECT_EQ(bearer.start().error(), (Error{std::make_error_code(std::errc::timed_out), "no answer"}));
    EXPECT_EQ(bearer.finish(std::nullopt).error().code, Errc::early_success);
}

TEST(OAuthBearer, refuses_a_token_that_would_change_the_message) {
    for (const std::string& bad :
         {std::string(), std::string("a b"), std::string("a\1auth=x"), std::string("a\0b", 3), std::string("a\u00e9"),
          std::string("="), std::string("a=b"), std::string("a,b"), std::string(max_prepared_size + 1, 'a')}) {
        EXPECT_EQ(OAuthBearer({}, giving(bad)).start().error().code, Errc::invalid_credentials);
        EXPECT_EQ(XOAuth2("juliet", giving(bad)).start().error().code, Errc::invalid_credentials);
    }
    EXPECT_TRUE(OAuthBearer({}, giving("aZ09-._~+/==")).start());
}

TEST(OAuthBearer, refuses_names_that_would_change_the_message) {
    EXPECT_EQ(OAuthBearer({.authorization_id = "\xff"}, giving("abc")).start().error().code, Errc::invalid_credentials);
    for (const std::string& bad : {std::string("a\1auth=x"), std::string("a\0b", 3), std::string("\xff")})
        EXPECT_EQ(OAuthBearer({.host = bad}, giving("abc")).start().error().code, Errc::invalid_credentials);
}

TEST(OAuthBearer, lets_the_server_fail_and_knows_why) {  // RFC 7628 §4.3
    OAuthBearer bearer = example();
    ASSERT_TRUE(bearer.start());
    EXPECT_EQ(bearer.respond(reason), "\1");
    EXPECT_EQ(bearer.failure(),
              (OAuthFailure{"invalid_token", "example_scope", "https://example.com/.well-known/openid-configuration"}));
    const Error expected{Errc::token_refused,
                         "invalid_token; it wants the scope example_scope; see "
                         "https://example.com/.well-known/openid-configuration"};
    EXPECT_EQ(bearer.refusal(), expected);
    EXPECT_EQ(bearer.finish(std::nullopt).error(), expected);
    EXPECT_EQ(bearer.respond(reason).error().code, Errc::unexpected_challenge);
}

TEST(OAuthBearer, refuses_what_has_no_place) {
    OAuthBearer early = example();
    EXPECT_EQ(early.respond(reason).error().code, Errc::unexpected_challenge);
    OAuthBearer told = example();
    ASSERT_TRUE(told.start());
    EXPECT_EQ(told.finish("data").error().code, Errc::unexpected_challenge);
    OAuthBearer babble = example();
    ASSERT_TRUE(babble.start());
    EXPECT_EQ(babble.respond("").error().code, Errc::malformed_challenge);
    EXPECT_FALSE(babble.refusal());
    EXPECT_FALSE(babble.finish(std::nullopt));
}

TEST(OAuthFailure, needs_a_status_and_nothing_else) {
    EXPECT_EQ(read_oauth_failure(R"({"status":"401","schemes":"bearer"})"), (OAuthFailure{.status = "401"}));
    for (const char* bad :
         {R"({})", R"({"scope":"x"})", R"({"status":""})", R"({"status":401})", "", R"({"status":"a\u001b[2J"})",
          R"({"status":"a","scope":"\u00e9"})", R"({"status":"a","openid-configuration":"\n"})"})
        EXPECT_EQ(read_oauth_failure(bad).error().code, Errc::malformed_challenge) << bad;
}

TEST(OAuthFailure, is_told_in_bounded_words) {
    OAuthBearer bearer = example();
    ASSERT_TRUE(bearer.start());
    const std::string size(10'000, 's');
    ASSERT_TRUE(bearer.respond(R"({"status":")" + size + R"(","scope":")" + size + R"(","openid-configuration":")" +
                               size + "\"}"));
    EXPECT_EQ(bearer.failure()->scope, size);
    EXPECT_LT(bearer.refusal()->text.size(), 3 * max_reason_size + 64);
}

TEST(XOAuth2, says_user_and_token) {
    XOAuth2 google("juliet", giving(token));
    EXPECT_EQ(google.name(), "X-OAUTH2");
    EXPECT_EQ(google.start().value(), "\0juliet\0vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="sv);
    EXPECT_TRUE(google.finish(std::nullopt));
}

TEST(XOAuth2, refuses_a_user_that_would_change_the_message) {
    for (const std::string& bad : {std::string(), std::string("a\0b", 3), std::string("\xff")})
        EXPECT_EQ(XOAuth2(bad, giving("abc")).start().error().code, Errc::invalid_credentials);
    XOAuth2 without("juliet", [] { return Result<Secret>(fail(std::make_error_code(std::errc::timed_out))); });
    EXPECT_EQ(without.start().error().code, std::errc::timed_out);
}

}  // namespace
}  // namespace headstock::auth
