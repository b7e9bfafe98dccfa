// SPDX-License-Identifier: MIT
#include "headstock/testing/server/login.hpp"

#include <gtest/gtest.h>

#include "headstock/base/base64.hpp"
#include "headstock/testing/server/world.hpp"

namespace headstock::testing::test {
namespace {

/// A server of one mechanism, which the client has to take.
ServerOptions only(std::string mechanism) {
    ServerOptions options;
    options.mechanisms = {std::move(mechanism)};
    return options;
}

std::optional<Error> refusal(Server& server, std::string_view user, std::string_view password,
                             bool allow_plain = false) {
    core::StreamOptions options = like_the_server(server);
    options.auth.allow_plain = allow_plain;
    core::Stream stream(core::Account(core::jid(user), Secret(password)), std::move(options));
    LocalLink link(server, stream);
    link.pump();
    return stream.end();
}

class ScramLogin : public ::testing::TestWithParam<const char*> {};

TEST_P(ScramLogin, lets_the_right_password_in) {
    Server server(only(GetParam()));
    server.add_account("juliet", "secret");
    User juliet(server, "juliet@localhost/balcony");
    EXPECT_TRUE(juliet.bound()) << (juliet.stream.end() ? juliet.stream.end()->message() : "");
    EXPECT_EQ(server.sessions(), 1U);
}

TEST_P(ScramLogin, tells_a_wrong_password_and_an_unknown_user_in_the_same_words) {
    Server server(only(GetParam()));
    server.add_account("juliet", "secret");
    const auto wrong = refusal(server, "juliet@localhost", "guess");
    const auto unknown = refusal(server, "tybalt@localhost", "guess");
    ASSERT_TRUE(wrong && unknown);
    EXPECT_EQ(wrong->code, core::SaslCondition::not_authorized);
    EXPECT_EQ(*wrong, *unknown);
    EXPECT_EQ(server.sessions(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Mechanisms, ScramLogin,
                         ::testing::Values("SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512", "SCRAM-SHA-1-PLUS",
                                           "SCRAM-SHA-256-PLUS", "SCRAM-SHA-512-PLUS"));

TEST(Login, binds_scram_to_tls_1_2_as_well) {
    ServerOptions options = only("SCRAM-SHA-256-PLUS");
    options.max_tls_version = wire::tls_1_2;
    Server server(options);
    server.add_account("juliet", "secret");
    User juliet(server, "juliet@localhost/balcony");
    EXPECT_TRUE(juliet.bound());
    EXPECT_EQ(juliet.link.tls()->version(), "TLSv1.2");
}

TEST(Login, takes_plain_inside_tls_where_it_is_offered) {
    Server server(only("PLAIN"));
    server.add_account("juliet", "secret");
    EXPECT_FALSE(refusal(server, "juliet@localhost", "secret", true));
    EXPECT_EQ(refusal(server, "juliet@localhost", "guess", true)->code, core::SaslCondition::not_authorized);
    EXPECT_EQ(refusal(server, "tybalt@localhost", "secret", true)->code, core::SaslCondition::not_authorized);
}

TEST(Login, prepares_names_and_passwords) {
    World world;
    world.server.add_account("Lorenzo", "I\u00ADX");  // SASLprep drops the soft hyphen
    EXPECT_TRUE(User(world.server, "lorenzo@localhost/a", "IX").bound());
    EXPECT_FALSE(User(world.server, "lorenzo@localhost/a", "ix").bound());
}

TEST(Login, gives_nobody_an_account_that_ends_with_the_connection) {
    ServerOptions options = in_plain();
    options.anonymous = true;
    World world(options);
    core::Stream stream(core::Account::nobody(core::jid("localhost")), like_the_server(world.server));
    LocalLink link(world.server, stream);
    link.pump();
    EXPECT_EQ(stream.status(), core::Status::bound);
    EXPECT_TRUE(stream.address().local().starts_with("anon-"));
    EXPECT_EQ(world.server.accounts(), 4U);
    link.cut();
    EXPECT_EQ(world.server.accounts(), 3U);
    EXPECT_EQ(world.server.sessions(), 0U);
}

/// A client that speaks SASL by hand.
class LoginByHand : public ::testing::Test {
protected:
    explicit LoginByHand(ServerOptions options = in_plain())
        : world(std::move(options)), client(world.server.connect()) {
        client->receive(header);
        (void)client->take_output();
    }
    std::string say(std::string_view xml) {
        client->receive(xml);
        return client->take_output();
    }
    static std::string auth(std::string_view mechanism, std::string_view content) {
        return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='" + std::string(mechanism) + "'>" +
               std::string(content) + "</auth>";
    }
    void expect_failure(std::string_view condition, std::string_view heard) {
        EXPECT_EQ(
            compare("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><" + std::string(condition) + "/></failure>",
                    heard, world.names),
            "");
    }
    World world;
    std::unique_ptr<Server::Connection> client;
};

TEST_F(LoginByHand, refuses_a_mechanism_that_was_not_offered) {
    expect_failure("invalid-mechanism", say(auth("DIGEST-MD5", "=")));
    expect_failure("invalid-mechanism", say(auth("SCRAM-SHA-1-PLUS", "=")));
}

TEST_F(LoginByHand, takes_no_password_in_plain_text) {
    expect_failure("encryption-required", say(auth("PLAIN", "AGEAYg==")));
}

TEST_F(LoginByHand, refuses_what_is_no_base64) {
    expect_failure("incorrect-encoding", say(auth("SCRAM-SHA-1", "a b")));
}

TEST_F(LoginByHand, refuses_what_the_mechanism_does_not_know) {
    expect_failure("malformed-request", say(auth("SCRAM-SHA-1", "bm9uc2Vuc2U=")));
    expect_failure("malformed-request", say("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
}

TEST_F(LoginByHand, asks_who_says_nothing_at_first) {
    EXPECT_EQ(
        compare("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>", say(auth("SCRAM-SHA-1", "")), world.names),
        "");
    expect_failure("aborted", say("<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
}

TEST_F(LoginByHand, ends_after_three_tries) {
    (void)say(auth("DIGEST-MD5", "="));
    (void)say(auth("DIGEST-MD5", "="));
    EXPECT_FALSE(client->finished());
    EXPECT_NE(say(auth("DIGEST-MD5", "=")).find("<policy-violation"), std::string::npos);
    EXPECT_TRUE(client->finished());
}

TEST_F(LoginByHand, shows_the_same_salt_each_time_for_one_who_does_not_exist) {
    const std::string first = to_base64("n,,n=tybalt,r=abcdefgh");
    const auto salt = [&] {
        const auto challenge = bridge::parse_element(say(auth("SCRAM-SHA-1", first)));
        const std::string text = from_base64(challenge->text()).value_or("");
        (void)say("<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        return text.substr(text.find(",s="), text.find(",i=") - text.find(",s="));
    };
    const std::string once = salt();
    EXPECT_EQ(once.size(), 3U + 24U);
    EXPECT_EQ(once, salt());
}

TEST(Login, lets_nobody_act_as_somebody_else) {
    World world;
    core::Account account(core::jid("juliet@localhost"), Secret("secret"));
    account.authorization_id = "romeo@localhost";
    core::Stream stream(account, like_the_server(world.server));
    LocalLink link(world.server, stream);
    link.pump();
    ASSERT_TRUE(stream.end());
    EXPECT_EQ(stream.end()->code, core::SaslCondition::invalid_authzid);
}

}  // namespace
}  // namespace headstock::testing::test
