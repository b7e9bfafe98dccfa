// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "headstock/auth/choose.hpp"

namespace headstock::auth {
namespace {

using Names = std::vector<std::string>;

AskAccessToken some_token() {
    return [] { return Secret("abc"); };
}

/// Somebody who has everything to log in with, and a server that takes everything.
struct Wealth {
    Names offered = {"PLAIN",           "DIGEST-MD5",         "X-OAUTH2",    "OAUTHBEARER",     "SCRAM-SHA-256",
                     "HT-SHA-256-EXPR", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1", "HT-SHA-256-NONE", "EXTERNAL"};
    Credentials credentials = {.username = "juliet",
                               .password = Secret("r0m30"),
                               .domain = "capulet.lit",
                               .token = Token{.mechanism = "HT-SHA-256-EXPR", .secret = Secret("t")},
                               .access_token = some_token()};
    Channel channel = {.encrypted = true, .bindings = {{"tls-exporter", "e"}}, .certificate_shown = true};
    Policy policy = {.allow_plain = true, .allow_digest_md5 = true};
    Names except = {};

    [[nodiscard]] Result<std::unique_ptr<Mechanism>> operator()() const {
        return choose(offered, credentials, channel, policy, system_random(), {}, except);
    }
    [[nodiscard]] std::string name() const {
        const auto mechanism = (*this)();
        return mechanism ? std::string((*mechanism)->name()) : mechanism.error().message();
    }
    [[nodiscard]] Error error() const {
        const auto mechanism = (*this)();
        return mechanism ? Error{} : mechanism.error();
    }
    /// Everything that is chosen, one refused after the other.
    [[nodiscard]] Names all() {
        Names chosen;
        for (auto mechanism = (*this)(); mechanism; mechanism = (*this)())
            except.push_back(chosen.emplace_back((*mechanism)->name()));
        return chosen;
    }
};

TEST(ChoiceOfMany, goes_from_the_certificate_to_the_password) {
    EXPECT_EQ(Wealth().all(), (Names{"EXTERNAL", "HT-SHA-256-EXPR", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256",
                                     "SCRAM-SHA-1", "OAUTHBEARER", "X-OAUTH2", "DIGEST-MD5", "PLAIN"}));
}

TEST(ChoiceOfMany, uses_only_what_there_is) {
    Wealth poor;
    poor.credentials.token.reset();
    poor.credentials.access_token = {};
    poor.channel.certificate_shown = false;
    EXPECT_EQ(poor.all(), (Names{"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1", "DIGEST-MD5", "PLAIN"}));
    Wealth no_password;
    no_password.credentials.password = Secret();
    EXPECT_EQ(no_password.all(), (Names{"EXTERNAL", "HT-SHA-256-EXPR", "OAUTHBEARER", "X-OAUTH2"}));
}

TEST(ChoiceOfMany, shows_no_secret_without_tls) {
    Wealth bare;
    bare.channel = {.encrypted = false, .bindings = {{"tls-exporter", "e"}}, .certificate_shown = true};
    bare.except = {"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1"};
    for (const char* only : {"PLAIN", "DIGEST-MD5", "X-OAUTH2", "OAUTHBEARER"}) {
        bare.offered = {only};
        EXPECT_EQ(bare.error().code, Errc::encryption_required) << only;
        EXPECT_NE(bare.error().text.find(only), std::string::npos);
    }
    for (const char* only : {"EXTERNAL", "HT-SHA-256-EXPR"}) {
        bare.offered = {only};
        EXPECT_EQ(bare.error().code, Errc::no_common_mechanism) << only;
    }
}

TEST(ChoiceOfMany, takes_digest_md5_only_where_it_is_allowed) {
    Wealth digest;
    digest.offered = {"DIGEST-MD5"};
    EXPECT_EQ(digest.name(), "DIGEST-MD5");
    digest.policy.scram_seen = true;
    EXPECT_EQ(digest.error().code, Errc::digest_md5_refused);
    digest.policy = {};
    EXPECT_EQ(digest.error().code, Errc::digest_md5_refused);
    EXPECT_NE(digest.error().text.find("allow_digest_md5"), std::string::npos);
    digest.policy.allow_digest_md5 = true;
    digest.credentials.domain.clear();
    EXPECT_EQ(digest.error().code, Errc::no_common_mechanism);
}

TEST(ChoiceOfMany, uses_a_token_for_its_own_mechanism_and_its_own_binding) {
    Wealth token;
    token.channel.certificate_shown = false;
    token.credentials.token->mechanism = "HT-SHA-256-NONE";
    EXPECT_EQ(token.name(), "HT-SHA-256-NONE");
    for (const char* other : {"HT-SHA-512-NONE", "HT-SHA-256-ENDP", "SCRAM-SHA-1", "PLAIN", ""}) {
        token.credentials.token->mechanism = other;
        EXPECT_EQ(token.name(), "SCRAM-SHA-256-PLUS") << other;
    }
    token.offered.emplace_back("HT-SHA-256-ENDP");
    token.credentials.token->mechanism = "HT-SHA-256-ENDP";
    EXPECT_EQ(token.name(), "SCRAM-SHA-256-PLUS");
    token.channel.bindings.push_back({"tls-server-end-point", "s"});
    EXPECT_EQ(token.name(), "HT-SHA-256-ENDP");
    token.credentials.authorization_id = "romeo@capulet.lit";
    EXPECT_EQ(token.name(), "SCRAM-SHA-256-PLUS");
}

TEST(ChoiceOfMany, is_bound_or_nothing_where_the_policy_demands_it) {
    Wealth strict;
    strict.policy.require_channel_binding = true;
    EXPECT_EQ(strict.all(), (Names{"HT-SHA-256-EXPR", "SCRAM-SHA-256-PLUS"}));
    EXPECT_EQ(strict.error().code, Errc::channel_binding_required);
    strict.except.clear();
    strict.offered = {"EXTERNAL", "HT-SHA-256-NONE"};
    strict.credentials.token->mechanism = "HT-SHA-256-NONE";
    EXPECT_EQ(strict.error().code, Errc::channel_binding_required);
}

TEST(ChoiceOfMany, never_falls_below_what_was_seen) {
    const std::vector<std::pair<std::string, Names>> cases{
        {"EXTERNAL", {"EXTERNAL"}},
        {"SCRAM-SHA-256-PLUS", {"EXTERNAL", "HT-SHA-256-EXPR", "SCRAM-SHA-256-PLUS"}},
        {"HT-SHA-256-EXPR", {"EXTERNAL", "HT-SHA-256-EXPR"}},
        {"SCRAM-SHA-256", {"EXTERNAL", "HT-SHA-256-EXPR", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"}},
        {"HT-SHA-512-EXPR", {"EXTERNAL", "HT-SHA-256-EXPR"}},
        {"GSSAPI", {}},
    };
    for (const auto& [seen, allowed] : cases) {
        Wealth pinned;
        pinned.policy.strongest_seen = seen;
        EXPECT_EQ(pinned.all(), allowed) << seen;
        const Error error = pinned.error();
        EXPECT_EQ(error.code, Errc::weaker_than_before);
        EXPECT_TRUE(error.text.starts_with(seen + " was used before; it offers ")) << error.text;
    }
    Wealth lowest;
    lowest.policy.strongest_seen = "PLAIN";
    EXPECT_EQ(lowest.all().size(), 9U);
}

TEST(ChoiceOfMany, tells_a_weaker_offer_from_an_empty_one) {
    Wealth pinned;
    pinned.policy.strongest_seen = "SCRAM-SHA-256";
    pinned.offered = {"GSSAPI"};
    EXPECT_EQ(pinned.error().code, Errc::no_common_mechanism);
    pinned.offered = {"PLAIN"};
    EXPECT_EQ(pinned.error().code, Errc::weaker_than_before);
    pinned.policy.require_channel_binding = true;
    pinned.policy.strongest_seen = "SCRAM-SHA-512-PLUS";
    pinned.offered = {"SCRAM-SHA-256-PLUS"};
    EXPECT_EQ(pinned.error().code, Errc::weaker_than_before);
}

TEST(ChoiceOfMany, hands_on_whom_to_act_as) {
    const auto first = [](const char* only, const std::string& whom) {
        Wealth wealth;
        wealth.offered = {only};
        wealth.credentials.authorization_id = whom;
        return wealth().value()->start().value().value_or("nothing");
    };
    EXPECT_EQ(first("EXTERNAL", ""), "");
    EXPECT_EQ(first("EXTERNAL", "romeo@capulet.lit"), "romeo@capulet.lit");
    EXPECT_EQ(first("OAUTHBEARER", ""), "n,a=juliet@capulet.lit,\1host=capulet.lit\1auth=Bearer abc\1\1");
    EXPECT_EQ(first("OAUTHBEARER", "romeo@capulet.lit"),
              "n,a=romeo@capulet.lit,\1host=capulet.lit\1auth=Bearer abc\1\1");
    Wealth google;
    google.offered = {"X-OAUTH2"};
    google.credentials.authorization_id = "romeo@capulet.lit";
    EXPECT_EQ(google.error().code, Errc::no_common_mechanism);
}

}  // namespace
}  // namespace headstock::auth
