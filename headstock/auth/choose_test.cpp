// SPDX-License-Identifier: MIT
#include "headstock/auth/choose.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "headstock/auth/downgrade.hpp"

namespace headstock::auth {
namespace {

using Names = std::vector<std::string>;

const Names everything{"PLAIN",         "SCRAM-SHA-1",      "SCRAM-SHA-256-PLUS", "ANONYMOUS",         "EXTERNAL",
                       "SCRAM-SHA-512", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256",      "SCRAM-SHA-512-PLUS"};

/// One choice to make; what a test does not name is as good as it gets.
struct Choose {
    Names offered = everything;
    Credentials credentials = {.username = "juliet", .password = Secret("r0m30")};
    Channel channel = {.encrypted = true, .bindings = {{"tls-exporter", "e"}, {"tls-server-end-point", "s"}}};
    Policy policy = {};
    Names types = {};
    Names except = {};
    KeyCache* keys = nullptr;

    [[nodiscard]] Result<std::unique_ptr<Mechanism>> operator()() const {
        return choose(offered, credentials, channel, policy, system_random(), types, except, keys);
    }
    [[nodiscard]] std::string name() const {
        const auto mechanism = (*this)();
        return mechanism ? std::string((*mechanism)->name()) : mechanism.error().message();
    }
    [[nodiscard]] Error error() const {
        const auto mechanism = (*this)();
        return mechanism ? Error{} : mechanism.error();
    }
    /// The GS2 flag of what was chosen.
    [[nodiscard]] std::string flag() const {
        const std::string first = (*this)().value()->start().value().value();
        return first.substr(0, first.find(','));
    }
};

TEST(Choice, goes_from_the_strongest_to_the_weakest) {
    Choose choice;
    choice.policy.allow_plain = true;
    for (const std::string_view expected : {"SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS",
                                            "SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"}) {
        EXPECT_EQ(choice.name(), expected);
        choice.except.emplace_back(expected);
    }
    EXPECT_EQ(choice.error().code, Errc::no_common_mechanism);
}

TEST(Choice, takes_the_best_binding_of_both) {
    EXPECT_EQ(Choose{}.flag(), "p=tls-exporter");
    EXPECT_EQ((Choose{.types = {"tls-unique", "tls-server-end-point"}}.flag()), "p=tls-server-end-point");
    EXPECT_EQ((Choose{.channel = {true, {{"tls-exporter", "e"}, {"tls-unique", "u"}}}}.flag()), "p=tls-unique");
    EXPECT_EQ((Choose{.channel = {true, {{"tls-unique", "u"}}}}.flag()), "p=tls-unique");
}

TEST(Choice, is_not_bound_to_what_proves_nothing) {
    EXPECT_EQ((Choose{.channel = {true, {{"tls-exporter", ""}, {"unheard-of", "x"}}}}.name()), "SCRAM-SHA-512");
}

TEST(Choice, is_not_bound_where_the_types_have_none_in_common_and_says_so) {
    const Choose choice{.types = {"tls-unique"}};
    EXPECT_EQ(choice.name(), "SCRAM-SHA-512");
    EXPECT_EQ(choice.flag(), "n");
}

TEST(Choice, tells_the_server_that_its_binding_was_missed) {
    Choose choice{.offered = {"SCRAM-SHA-1", "SCRAM-SHA-256"}};
    EXPECT_EQ(choice.name(), "SCRAM-SHA-256");
    EXPECT_EQ(choice.flag(), "y");
    choice.types = {"tls-unique"};
    EXPECT_EQ(choice.flag(), "y");
}

TEST(Choice, says_n_where_the_channel_proves_nothing) {
    EXPECT_EQ((Choose{.channel = {true, {}}}.flag()), "n");
    EXPECT_EQ((Choose{.offered = {"SCRAM-SHA-1"}, .channel = {true, {}}}.flag()), "n");
    EXPECT_EQ((Choose{.channel = {false, {}}}.name()), "SCRAM-SHA-512");
}

TEST(Choice, says_n_after_the_server_refused_its_own_plus) {
    const Choose choice{.except = {"SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS"}};
    EXPECT_EQ(choice.name(), "SCRAM-SHA-512");
    EXPECT_EQ(choice.flag(), "n");
}

TEST(Choice, is_bound_or_nothing_where_the_policy_demands_it) {
    Policy strict;
    strict.require_channel_binding = true;
    strict.allow_plain = true;
    EXPECT_EQ(Choose{.policy = strict}.name(), "SCRAM-SHA-512-PLUS");
    EXPECT_EQ((Choose{.channel = {true, {}}, .policy = strict}.error().code), Errc::channel_binding_required);
    EXPECT_EQ((Choose{.offered = {"SCRAM-SHA-512", "PLAIN"}, .policy = strict}.error().code),
              Errc::channel_binding_required);
    EXPECT_EQ((Choose{.policy = strict, .types = {"tls-unique"}}.error().code), Errc::channel_binding_required);
}

TEST(Choice, refuses_plain_by_default_and_says_how_to_allow_it) {
    const Error error = Choose{.offered = {"PLAIN"}}.error();
    EXPECT_EQ(error.code, Errc::plain_refused);
    EXPECT_NE(error.message().find("only PLAIN"), std::string::npos);
    EXPECT_NE(error.message().find("set allow_plain"), std::string::npos);
}

TEST(Choice, takes_plain_only_where_it_is_allowed_and_encrypted) {
    Policy lax;
    lax.allow_plain = true;
    EXPECT_EQ((Choose{.offered = {"PLAIN"}, .policy = lax}.name()), "PLAIN");
    const Error error = Choose{.offered = {"PLAIN"}, .channel = {false, {}}, .policy = lax}.error();
    EXPECT_EQ(error.code, Errc::encryption_required);
    EXPECT_NE(error.message().find("PLAIN"), std::string::npos);
}

TEST(Choice, never_goes_back_to_plain_once_scram_was_seen) {
    Policy policy;
    policy.allow_plain = true;
    policy.scram_seen = true;
    const Error error = Choose{.offered = {"PLAIN"}, .policy = policy}.error();
    EXPECT_EQ(error.code, Errc::plain_refused);
    EXPECT_NE(error.text.find("SCRAM"), std::string::npos);
    EXPECT_EQ(Choose{.policy = policy}.name(), "SCRAM-SHA-512-PLUS");
}

TEST(Choice, is_anonymous_only_where_that_is_wanted) {
    Choose choice;
    choice.credentials.anonymous = true;
    EXPECT_EQ(choice.name(), "ANONYMOUS");
    choice.offered = {"SCRAM-SHA-1", "PLAIN"};
    EXPECT_EQ(choice.error().code, Errc::no_common_mechanism);
    EXPECT_EQ(Choose{.offered = {"ANONYMOUS"}}.error().code, Errc::no_common_mechanism);
}

TEST(Choice, names_what_was_offered_where_nothing_fits) {
    EXPECT_EQ((Choose{.offered = {"GSSAPI", "X-OAUTH2"}}.error().text), "it offers GSSAPI, X-OAUTH2");
    EXPECT_EQ(Choose{.offered = {}}.error().text, "it offers nothing");
    EXPECT_EQ((Choose{.offered = {"evil\x1b[2J", std::string(99, 'A'), ""}}.error().text), "it offers ?, ?, ?");
    EXPECT_LT((Choose{.offered = Names(1000, std::string(32, 'A'))}.error().text.size()), 500U);
}

TEST(Choice, compares_names_exactly) {
    EXPECT_EQ((Choose{.offered = {"scram-sha-256", "SCRAM-SHA-256 ", "SCRAM-SHA-2567"}}.error().code),
              Errc::no_common_mechanism);
}

TEST(Choice, notices_a_changed_offer) {
    auto answer = [](const Choose& choice, const Names& really_offered, const Names& really_typed) {
        auto mechanism = choice().value();
        const std::string first = mechanism->start().value().value();
        const std::string nonce = first.substr(first.rfind("r=") + 2);
        const Hash hash = mechanism->name().find("512") == std::string_view::npos ? Hash::sha1 : Hash::sha512;
        const auto response = mechanism->respond(
            "r=" + nonce + "server,s=c2FsdA==,i=4096,h=" + offer_hash(hash, really_offered, really_typed));
        return response ? std::error_code() : response.error().code;
    };
    const Names types{"tls-exporter", "tls-unique"};
    EXPECT_EQ(answer(Choose{.types = types}, everything, types), std::error_code());
    EXPECT_EQ(answer(Choose{}, everything, {}), std::error_code());
    EXPECT_EQ(answer(Choose{.offered = {"SCRAM-SHA-1"}, .types = types}, everything, types), Errc::downgrade_detected);
    EXPECT_EQ(answer(Choose{.types = {"tls-exporter"}}, everything, types), Errc::downgrade_detected);
    EXPECT_EQ(answer(Choose{}, everything, types), Errc::downgrade_detected);
    Policy careless;
    careless.check_offer_hash = false;
    EXPECT_EQ(answer(Choose{.policy = careless}, everything, types), std::error_code());
}

TEST(Choice, hands_policy_and_keys_on) {
    KeyCache cache;
    cache.keep(key_fingerprint(Hash::sha1, "juliet", "r0m30", "salt", 5), {Secret(std::string(20, 'c')), Secret("s")});
    Choose choice{.offered = {"SCRAM-SHA-1"}, .channel = {true, {}}, .keys = &cache};
    choice.policy.min_iterations = 5;
    choice.policy.max_iterations = 5;
    auto respond = [&](std::string_view count) {
        auto mechanism = choice().value();
        const std::string first = mechanism->start().value().value();
        return mechanism->respond("r=" + first.substr(first.rfind("r=") + 2) + "x,s=c2FsdA==,i=" + std::string(count));
    };
    EXPECT_TRUE(respond("5"));
    EXPECT_EQ(respond("6").error().code, Errc::iteration_count);
}

TEST(Choice, makes_a_new_nonce_each_time) {
    const Choose choice;
    EXPECT_NE(choice().value()->start().value(), choice().value()->start().value());
}

}  // namespace
}  // namespace headstock::auth
