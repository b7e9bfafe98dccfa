// SPDX-License-Identifier: MIT
#include "headstock/auth/scram_server.hpp"

#include <gtest/gtest.h>

#include "headstock/auth/mechanism.hpp"
#include "headstock/auth/scram.hpp"
#include "headstock/base/base64.hpp"

namespace headstock::auth {
namespace {

using namespace std::string_view_literals;

const std::vector<ChannelBinding> server_bindings{{"tls-exporter", "exported"},
                                                  {"tls-server-end-point", "certificate"}};

/// A server that knows "juliet" with the password "r0m30".
ScramServerSetup server_setup(Hash hash, bool plus) {
    return {.find = [hash](std::string_view username) -> std::optional<ScramVerifier> {
                if (username != "juliet") return std::nullopt;
                return make_verifier(hash, "r0m30", "salt", 4096).value();
            },
            .plus = plus,
            .plus_offered = plus,
            .bindings = server_bindings};
}

Scram client(Hash hash, std::optional<ChannelBinding> binding, std::string_view password = "r0m30",
             std::string_view username = "juliet") {
    ScramSetup setup{.hash = hash, .nonce = make_nonce(system_random()), .binding = std::move(binding)};
    return Scram(std::move(setup),
                 {.username = std::string(username), .authorization_id = "whom", .password = Secret(password)});
}

/// Lets the two talk, and gives the server's verdict and then the client's.
Result<void> talk(Scram& scram, ScramServer& server) {
    const auto answer = server.first(scram.start().value().value());
    if (!answer) return std::unexpected(answer.error());
    const auto proof = scram.respond(*answer);
    if (!proof) return std::unexpected(proof.error());
    const auto signature = server.final(**proof);
    if (!signature) return std::unexpected(signature.error());
    return scram.finish(*signature);
}

std::error_code verdict(Scram scram, ScramServerSetup setup) {
    ScramServer server(std::move(setup), system_random());
    const auto result = talk(scram, server);
    return result ? std::error_code() : result.error().code;
}

class ScramTalk : public ::testing::TestWithParam<std::tuple<Hash, bool>> {
protected:
    const Hash hash = std::get<0>(GetParam());
    const bool plus = std::get<1>(GetParam());
    const std::optional<ChannelBinding> binding = plus ? std::optional(server_bindings[0]) : std::nullopt;
};

TEST_P(ScramTalk, ends_well_with_the_right_password) {
    Scram scram = client(hash, binding);
    ScramServer server(server_setup(hash, plus), system_random());
    const auto result = talk(scram, server);
    EXPECT_TRUE(result) << result.error().message();
    EXPECT_EQ(server.username(), "juliet");
    EXPECT_EQ(server.authorization_id(), "whom");
}

TEST_P(ScramTalk, fails_with_a_wrong_password) {
    EXPECT_EQ(verdict(client(hash, binding, "r0m31"), server_setup(hash, plus)), Errc::authentication_failed);
}

TEST_P(ScramTalk, fails_for_an_unknown_user) {
    EXPECT_EQ(verdict(client(hash, binding, "r0m30", "tybalt"), server_setup(hash, plus)), Errc::authentication_failed);
}

TEST_P(ScramTalk, fails_when_the_two_see_different_channels) {
    if (plus) {
        EXPECT_EQ(
            verdict(client(hash, ChannelBinding{"tls-exporter", "of a man in the middle"}), server_setup(hash, plus)),
            Errc::channel_binding_failed);
        EXPECT_EQ(verdict(client(hash, ChannelBinding{"tls-unique", "exported"}), server_setup(hash, plus)),
                  Errc::channel_binding_failed);
    } else {  // somebody took -PLUS out of the offer, and the client says that it missed it
        ScramServerSetup setup = server_setup(hash, false);
        setup.plus_offered = true;
        Scram scram({.hash = hash, .nonce = "n", .binding_missed = true},
                    {.username = "juliet", .password = Secret("r0m30")});
        EXPECT_EQ(verdict(std::move(scram), setup), Errc::channel_binding_failed);
    }
}

TEST_P(ScramTalk, fails_when_flag_and_mechanism_disagree) {
    const auto opposite = plus ? std::nullopt : std::optional(server_bindings[0]);
    EXPECT_EQ(verdict(client(hash, opposite), server_setup(hash, plus)), Errc::channel_binding_failed);
}

INSTANTIATE_TEST_SUITE_P(Mechanisms, ScramTalk,
                         ::testing::Combine(::testing::Values(Hash::sha1, Hash::sha256, Hash::sha512),
                                            ::testing::Bool()));

TEST(ScramServer, lets_a_client_in_that_missed_a_binding_where_none_was_offered) {
    Scram scram({.nonce = "n", .binding_missed = true}, {.username = "juliet", .password = Secret("r0m30")});
    EXPECT_EQ(verdict(std::move(scram), server_setup(Hash::sha256, false)), std::error_code());
}

TEST(ScramServer, takes_any_of_its_bindings) {
    EXPECT_EQ(verdict(client(Hash::sha256, server_bindings[1]), server_setup(Hash::sha256, true)), std::error_code());
}

TEST(ScramServer, sends_the_offer_hash_that_the_client_checks) {
    ScramServerSetup setup = server_setup(Hash::sha256, false);
    setup.offer_hash = "aGFzaA==";
    auto with_hash = [](std::string hash) {
        return Scram({.nonce = "n", .offer_hash = std::move(hash)},
                     {.username = "juliet", .password = Secret("r0m30")});
    };
    EXPECT_EQ(verdict(with_hash("aGFzaA=="), setup), std::error_code());
    EXPECT_EQ(verdict(with_hash("b3RoZXI="), setup), Errc::downgrade_detected);
}

TEST(ScramServer, says_what_rfc_7677_prints) {
    const auto verifier =
        make_verifier(Hash::sha256, "pencil", from_base64("W22ZaJ0SNY7soEsUEjb6gQ==").value(), 4096).value();
    ScramServer server({.find = [&](std::string_view) { return verifier; }, .nonce = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"});
    EXPECT_EQ(server.first("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"),
              "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    EXPECT_EQ(server.final("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                           "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="),
              "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
}

TEST(ScramServer, refuses_a_malformed_first_message) {
    for (const std::string_view message : {""sv,
                                           "n"sv,
                                           "n,"sv,
                                           "n,,"sv,
                                           "n,,n=juliet"sv,
                                           "n,,r=abc"sv,
                                           "n,,r=abc,n=juliet"sv,
                                           "n,,n=,r=abc"sv,
                                           "n,,n=juliet,r="sv,
                                           "n,,n=ju=liet,r=abc"sv,
                                           "n,,m=x,n=juliet,r=abc"sv,
                                           "n,,n=juliet,n=juliet,r=abc"sv,
                                           "n,,n=ju\0liet,r=abc"sv,
                                           "n,,n=juliet,r=a c"sv,
                                           "n,,n=juliet,r=\xff"sv,
                                           "n,,n=\xff,r=abc"sv,
                                           "x,,n=juliet,r=abc"sv,
                                           "N,,n=juliet,r=abc"sv,
                                           "n,b=x,n=juliet,r=abc"sv,
                                           "n,a=,n=juliet,r=abc"sv,
                                           "n,a==,n=juliet,r=abc"sv,
                                           "n,a=\xff,n=juliet,r=abc"sv,
                                           "n=juliet,r=abc"sv,
                                           "n,,n=\u00AD,r=abc"sv}) {
        ScramServer server(server_setup(Hash::sha256, false), system_random());
        const auto answer = server.first(message);
        ASSERT_FALSE(answer) << message;
        EXPECT_EQ(answer.error().code, Errc::malformed_response) << message;
    }
}

TEST(ScramServer, bounds_its_messages) {
    const std::string head = "n,,n=juliet,r=";
    ScramServer server(server_setup(Hash::sha256, false), system_random());
    EXPECT_EQ(server.first(head + std::string(max_message_size - head.size() + 1, 'x')).error().code,
              Errc::malformed_response);
    ScramServer other(server_setup(Hash::sha256, false), system_random());
    ASSERT_TRUE(other.first(head + "x"));
    EXPECT_EQ(other.final(std::string(max_message_size + 1, 'x')).error().code, Errc::malformed_response);
}

TEST(ScramServer, refuses_a_malformed_last_message) {
    const std::string proof = to_base64(std::string(32, 'p'));
    for (const auto& message : std::vector<std::string>{
             "", "p=" + proof, "r=abcserver,p=" + proof, "c=biws,r=abcserver",
             "c=biws,r=abcserver,p=", "c=biws,r=abc,p=" + proof, "c=biws,r=abcserverx,p=" + proof,
             "r=abcserver,c=biws,p=" + proof, "c=biws,r=abcserver,p=" + proof + ",x=y", "c=biws,r=abcserver,p=AAAA",
             "c=biws,r=abcserver,p=!", "c=biws,c=biws,r=abcserver,p=" + proof}) {
        ScramServerSetup setup = server_setup(Hash::sha256, false);
        setup.nonce = "server";
        ScramServer server(std::move(setup));
        ASSERT_TRUE(server.first("n,,n=juliet,r=abc"));
        const auto answer = server.final(message);
        ASSERT_FALSE(answer) << message;
        EXPECT_EQ(answer.error().code, Errc::malformed_response) << message;
    }
}

TEST(ScramServer, refuses_a_header_that_differs_from_the_first_one) {
    const std::string proof = to_base64(std::string(32, 'p'));
    for (const std::string_view header : {"eSws", "biwsAA==", "AA==", "!"}) {
        ScramServerSetup setup = server_setup(Hash::sha256, false);
        setup.nonce = "server";
        ScramServer server(std::move(setup));
        ASSERT_TRUE(server.first("n,,n=juliet,r=abc"));
        EXPECT_EQ(server.final("c=" + std::string(header) + ",r=abcserver,p=" + proof).error().code,
                  Errc::channel_binding_failed);
    }
}

TEST(ScramServer, goes_no_further_after_an_error_and_never_twice) {
    Scram scram = client(Hash::sha256, std::nullopt);
    const std::string hello = scram.start().value().value();
    ScramServer failed(server_setup(Hash::sha256, false), system_random());
    EXPECT_FALSE(failed.final("c=biws,r=abc,p=AAAA"));
    EXPECT_FALSE(failed.first(hello));

    ScramServer server(server_setup(Hash::sha256, false), system_random());
    const std::string proof = scram.respond(server.first(hello).value()).value().value();
    EXPECT_TRUE(server.final(proof));
    EXPECT_FALSE(server.final(proof));
    EXPECT_FALSE(server.first(hello));
}

TEST(ScramVerifier, refuses_a_password_that_cannot_be_prepared) {
    EXPECT_EQ(make_verifier(Hash::sha256, "", "salt", 4096).error().code, Errc::invalid_credentials);
    EXPECT_EQ(make_verifier(Hash::sha256, "a\0b"sv, "salt", 4096).error().code, Errc::invalid_credentials);
}

TEST(ScramVerifier, is_the_same_for_passwords_typed_in_two_ways) {
    const auto a = make_verifier(Hash::sha1, "e\u0301", "salt", 1).value();
    const auto b = make_verifier(Hash::sha1, "\u00E9", "salt", 1).value();
    EXPECT_EQ(a.stored_key, b.stored_key);
    EXPECT_EQ(a.server_key, b.server_key);
}

}  // namespace
}  // namespace headstock::auth
