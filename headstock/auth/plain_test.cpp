// SPDX-License-Identifier: MIT
#include "headstock/auth/plain.hpp"

#include <gtest/gtest.h>

#include "headstock/auth/saslprep.hpp"

namespace headstock::auth {
namespace {

using namespace std::string_view_literals;

Credentials juliet() { return {.username = "juliet", .password = Secret("r0m30")}; }

std::string said_by(Credentials credentials) { return Plain(std::move(credentials)).start().value().value(); }

TEST(Plain, says_who_and_the_password) {
    EXPECT_EQ(Plain(juliet()).name(), "PLAIN");
    EXPECT_EQ(said_by(juliet()), "\0juliet\0r0m30"sv);
    Credentials other = juliet();
    other.authorization_id = "romeo@example.org";
    EXPECT_EQ(said_by(other), "romeo@example.org\0juliet\0r0m30"sv);
}

TEST(Plain, sends_the_password_as_it_was_typed) {
    Credentials c = juliet();
    c.password = Secret("\u2168 \U0001F600");
    EXPECT_EQ(said_by(c), "\0juliet\0\u2168 \U0001F600"sv);
}

TEST(Plain, ends_with_success_and_nothing_else) {
    Plain plain(juliet());
    ASSERT_TRUE(plain.start());
    EXPECT_TRUE(plain.finish(std::nullopt));
    EXPECT_EQ(plain.finish(std::nullopt).error().code, Errc::early_success);
}

TEST(Plain, refuses_a_success_before_it_has_spoken) {
    EXPECT_EQ(Plain(juliet()).finish(std::nullopt).error().code, Errc::early_success);
}

TEST(Plain, refuses_a_challenge_and_data_on_success) {
    Plain plain(juliet());
    ASSERT_TRUE(plain.start());
    EXPECT_EQ(plain.respond("").error().code, Errc::unexpected_challenge);
    EXPECT_EQ(plain.finish("data").error().code, Errc::unexpected_challenge);
}

TEST(Plain, refuses_credentials_that_would_change_the_message) {
    for (const std::string_view bad : {""sv, "a\0b"sv, "\xff"sv}) {
        Credentials name = juliet();
        name.username = bad;
        EXPECT_EQ(Plain(name).start().error().code, Errc::invalid_credentials);
        Credentials password = juliet();
        password.password = Secret(bad);
        EXPECT_EQ(Plain(password).start().error().code, Errc::invalid_credentials);
        if (bad.empty()) continue;
        Credentials whom = juliet();
        whom.authorization_id = bad;
        EXPECT_EQ(Plain(whom).start().error().code, Errc::invalid_credentials);
    }
    Credentials longest = juliet();
    longest.password = Secret(std::string(max_prepared_size + 1, 'a'));
    EXPECT_EQ(Plain(longest).start().error().code, Errc::invalid_credentials);
}

TEST(ParsePlain, reads_what_a_client_says) {
    const auto message = parse_plain("whom\0juliet\0r0m30"sv);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->authorization_id, "whom");
    EXPECT_EQ(message->username, "juliet");
    EXPECT_EQ(message->password.reveal(), "r0m30");
    EXPECT_EQ(parse_plain(said_by(juliet()))->username, "juliet");
}

TEST(ParsePlain, refuses_everything_else) {
    for (const std::string_view text : {""sv, "a"sv, "\0a"sv, "\0\0"sv, "\0a\0"sv, "\0\0b"sv, "\0a\0b\0"sv,
                                        "\0a\0b\0c"sv, "\xff\0a\0b"sv, "\0\xff\0b"sv, "\0a\0\xff"sv}) {
        const auto message = parse_plain(text);
        ASSERT_FALSE(message);
        EXPECT_EQ(message.error().code, Errc::malformed_response);
    }
}

TEST(ParsePlain, bounds_the_length) {
    const std::string head("\0a\0"sv);
    EXPECT_TRUE(parse_plain(head + std::string(max_message_size - head.size(), 'p')));
    EXPECT_FALSE(parse_plain(head + std::string(max_message_size - head.size() + 1, 'p')));
}

}  // namespace
}  // namespace headstock::auth
