// SPDX-License-Identifier: MIT
#include "headstock/auth/scram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>

#include "headstock/base/base64.hpp"

namespace headstock::auth {
namespace {

using namespace std::string_view_literals;

Credentials credentials(std::string_view username, std::string_view password) {
    return {.username = std::string(username), .password = Secret(password)};
}

/// A whole login as it is printed: the nonce, what each side says, and how it is bound.
struct Conversation {
    Hash hash;
    std::string_view username, password, nonce, client_first, server_first, client_final, server_final;
    bool bound = false;
};

ScramSetup setup_of(const Conversation& c) {
    ScramSetup setup{.hash = c.hash, .nonce = std::string(c.nonce)};
    if (!c.bound) return setup;
    setup.binding = ChannelBinding{"tls-exporter", std::string(32, '\0')};
    std::iota(setup.binding->data.begin(), setup.binding->data.end(), '\0');
    return setup;
}

class ScramVectors : public ::testing::TestWithParam<Conversation> {};

TEST_P(ScramVectors, says_what_is_printed_and_accepts_the_signature_with_success) {
    const Conversation& c = GetParam();
    Scram scram(setup_of(c), credentials(c.username, c.password));
    EXPECT_EQ(scram.start().value(), c.client_first);
    EXPECT_EQ(scram.respond(c.server_first), c.client_final);
    EXPECT_TRUE(scram.finish(c.server_final));
}

TEST_P(ScramVectors, accepts_the_signature_as_a_challenge) {
    const Conversation& c = GetParam();
    Scram scram(setup_of(c), credentials(c.username, c.password));
    ASSERT_TRUE(scram.start());
    ASSERT_TRUE(scram.respond(c.server_first));
    EXPECT_EQ(scram.respond(c.server_final), "");
    EXPECT_TRUE(scram.finish(std::nullopt));
}

// The first two are RFC 5802 §5 and RFC 7677 §3; the others were computed with Python's hashlib and hmac.
INSTANTIATE_TEST_SUITE_P(
    Printed, ScramVectors,
    ::testing::Values(
        Conversation{Hash::sha1, "user", "pencil", "fyko+d2lbbFgONRv9qkxdawL", "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
                     "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
                     "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                     "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="},
        Conversation{Hash::sha256, "user", "pencil", "rOprNGfwEbeRWgbNEkqO", "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
                     "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                     "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                     "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                     "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="},
        Conversation{Hash::sha512, "user", "pencil", "rOprNGfwEbeRWgbNEkqO", "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
                     "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                     "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                     "p=gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ==",
                     "v=ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw=="},
        Conversation{Hash::sha1, "juliet", "r0m30myr0m30", "12C4CD5C-E38E-4A98",
                     "p=tls-exporter,,n=juliet,r=12C4CD5C-E38E-4A98",
                     "r=12C4CD5C-E38E-4A98-a09117a6-ac50,s=QSBTQUxUIG9mIDE2IG9jdA==,i=4096",
                     "c=cD10bHMtZXhwb3J0ZXIsLAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f,"
                     "r=12C4CD5C-E38E-4A98-a09117a6-ac50,p=ycZavD7kRjjl646wCxBXmMaGOG4=",
                     "v=MoTV3X+nLPj4wFAHrNOhuAadqqk=", true},
        Conversation{Hash::sha256, "juliet", "r0m30myr0m30", "12C4CD5C-E38E-4A98",
                     "p=tls-exporter,,n=juliet,r=12C4CD5C-E38E-4A98",
                     "r=12C4CD5C-E38E-4A98-a09117a6-ac50,s=QSBTQUxUIG9mIDE2IG9jdA==,i=4096",
                     "c=cD10bHMtZXhwb3J0ZXIsLAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f,"
                     "r=12C4CD5C-E38E-4A98-a09117a6-ac50,p=G95m+XDsb4Zb5PGMFYX0xon8bh+wWwRJea+Svq55Z8E=",
                     "v=dsvSpq5mwM6VxSMYadxEuHPloCioJ+OL4qItezI9EuY=", true},
        Conversation{
            Hash::sha512, "juliet", "r0m30myr0m30", "12C4CD5C-E38E-4A98",
            "p=tls-exporter,,n=juliet,r=12C4CD5C-E38E-4A98",
            "r=12C4CD5C-E38E-4A98-a09117a6-ac50,s=QSBTQUxUIG9mIDE2IG9jdA==,i=4096",
            "c=cD10bHMtZXhwb3J0ZXIsLAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f,"
            "r=12C4CD5C-E38E-4A98-a09117a6-ac50,p=/WznXerZUBREaJPPCAQwrf1WwfRLwQJAxq7fmNU8U9omq/PG/"
            "lm39or8kVWVpjfk2/PbcL8Bcsp8M8aguHImRQ==",
            "v=VkFzAAyPRLASmtKVqwXgcADYQj81l40El/YfY/Bf9u/uPa3pmOlgPZsV0lRXCDdLyIZJh6fbU0x4n4YPS/ceFA==", true}));

constexpr std::string_view server_first = "r=nonceserver,s=c2FsdA==,i=4096";
constexpr std::string_view good_signature = "v=5Jhcoh3vwO/j5HTHqArc99bryd2z1qq/ZSSq0QOKD68=";

/// A SHA-256 login of "user" with the nonce "nonce", ready for the server's first message.
Scram begun(ScramSetup setup = {.nonce = "nonce"}) {
    Scram scram(std::move(setup), credentials("user", "pencil"));
    EXPECT_TRUE(scram.start());
    return scram;
}

/// The same after our proof.
Scram proved() {
    Scram scram = begun();
    EXPECT_TRUE(scram.respond(server_first));
    return scram;
}

TEST(Scram, names_its_hash_and_whether_it_is_bound) {
    EXPECT_EQ(begun().name(), "SCRAM-SHA-256");
    EXPECT_EQ(Scram({.hash = Hash::sha512, .nonce = "n", .binding = ChannelBinding{"tls-exporter", "x"}},
                    credentials("user", "pencil"))
                  .name(),
              "SCRAM-SHA-512-PLUS");
}

TEST(Scram, escapes_names_and_tells_the_server_that_a_binding_was_missed) {
    Credentials who = credentials("a,b=c", "pencil");
    who.authorization_id = "x,y";
    Scram scram({.nonce = "nonce", .binding_missed = true}, std::move(who));
    EXPECT_EQ(scram.start().value(), "y,a=x=2Cy,n=a=2Cb=3Dc,r=nonce");
    EXPECT_EQ(scram.respond(server_first),
              "c=eSxhPXg9MkN5LA==,r=nonceserver,p=LMcAANi3R8PxqNUf6vOYDtz/pBlNGMSa+eHOAnSwKg4=");
    EXPECT_TRUE(scram.finish("v=Oc0Kyjf5rzSu2/q3WONFYFF3k6oe4+J1vaSqwNZDVHc="));
}

TEST(Scram, prepares_name_and_password) {
    Scram scram({.hash = Hash::sha1, .nonce = "fyko+d2lbbFgONRv9qkxdawL"},
                credentials("us\u00ADer", "p\u00ADenc\u00ADil"));
    EXPECT_EQ(scram.start().value(), "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
    ASSERT_TRUE(scram.respond("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"));
    EXPECT_TRUE(scram.finish("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
}

TEST(Scram, refuses_credentials_before_it_says_anything) {
    for (const std::string_view bad : {""sv, "a\0b"sv, "\u00AD"sv, "\xff"sv, "a\nb"sv}) {
        const auto name = Scram({.nonce = "n"}, credentials(bad, "pencil")).start();
        EXPECT_EQ(name.error().code, Errc::invalid_credentials);
        EXPECT_TRUE(name.error().text.starts_with("user name: ")) << name.error().text;
        const auto password = Scram({.nonce = "n"}, credentials("user", bad)).start();
        EXPECT_EQ(password.error().code, Errc::invalid_credentials);
        EXPECT_TRUE(password.error().text.starts_with("password: ")) << password.error().text;
    }
    Credentials whom = credentials("user", "pencil");
    whom.authorization_id = "a\0b"sv;
    EXPECT_EQ(Scram({.nonce = "n"}, whom).start().error().code, Errc::invalid_credentials);
}

TEST(Scram, sends_no_proof_after_a_bad_challenge_and_never_recovers) {
    for (const std::string_view bad : {"r=nonce,s=c2FsdA==,i=4096", "r=other,s=c2FsdA==,i=4096",
                                       "r=nonceserver,s=c2FsdA==,i=2147483647", "r=nonceserver,s=,i=4096", ""}) {
        Scram scram = begun();
        EXPECT_FALSE(scram.respond(bad)) << bad;
        EXPECT_EQ(scram.respond(server_first).error().code, Errc::unexpected_challenge) << bad;
        EXPECT_EQ(scram.finish(good_signature).error().code, Errc::early_success) << bad;
    }
}

TEST(Scram, obeys_the_policys_iterations) {
    ScramSetup setup{.nonce = "nonce"};
    setup.policy.min_iterations = 1;
    setup.policy.max_iterations = 10;
    EXPECT_TRUE(begun(setup).respond("r=nonceserver,s=c2FsdA==,i=1"));
    EXPECT_TRUE(begun(setup).respond("r=nonceserver,s=c2FsdA==,i=10"));
    EXPECT_EQ(begun(setup).respond("r=nonceserver,s=c2FsdA==,i=11").error().code, Errc::iteration_count);
    setup.policy.min_iterations = -5;
    EXPECT_EQ(begun(setup).respond("r=nonceserver,s=c2FsdA==,i=0").error().code, Errc::iteration_count);
    EXPECT_EQ(begun(setup).respond("r=nonceserver,s=c2FsdA==,i=-1").error().code, Errc::iteration_count);
}

TEST(Scram, refuses_a_success_that_comes_before_the_servers_proof) {
    EXPECT_EQ(begun().finish(std::nullopt).error().code, Errc::early_success);
    EXPECT_EQ(begun().finish(good_signature).error().code, Errc::early_success);
    EXPECT_EQ(proved().finish(std::nullopt).error().code, Errc::early_success);
    EXPECT_EQ(proved().finish("").error().code, Errc::early_success);
    Scram fresh({.nonce = "nonce"}, credentials("user", "pencil"));
    EXPECT_EQ(fresh.finish(good_signature).error().code, Errc::early_success);
}

TEST(Scram, refuses_a_wrong_or_cut_signature) {
    EXPECT_TRUE(proved().finish(good_signature));
    const std::string bytes = from_base64(good_signature.substr(2)).value();
    std::string flipped = bytes;
    flipped.back() = static_cast<char>(flipped.back() ^ 1);
    const std::string longer = bytes + '\0';
    for (const std::string& wrong : {bytes.substr(0, 31), bytes.substr(0, 1), flipped, longer, std::string(32, '\0')}) {
        EXPECT_EQ(proved().finish("v=" + to_base64(wrong)).error().code, Errc::bad_server_signature);
        EXPECT_EQ(proved().respond("v=" + to_base64(wrong)).error().code, Errc::bad_server_signature);
    }
    EXPECT_EQ(proved().finish("v=").error().code, Errc::malformed_challenge);
    EXPECT_EQ(proved().finish("ok").error().code, Errc::malformed_challenge);
}

TEST(Scram, does_not_take_a_second_try_at_the_signature) {
    Scram scram = proved();
    EXPECT_FALSE(scram.finish("v=AAAA"));
    EXPECT_EQ(scram.finish(good_signature).error().code, Errc::early_success);
    EXPECT_EQ(scram.respond(good_signature).error().code, Errc::unexpected_challenge);
}

TEST(Scram, hands_on_the_servers_reason_even_inside_success) {
    for (const bool as_success : {false, true}) {
        Scram scram = proved();
        const Error error =
            as_success ? scram.finish("e=invalid-proof").error() : scram.respond("e=invalid-proof").error();
        EXPECT_EQ(error.code, Errc::server_error);
        EXPECT_EQ(error.text, "invalid-proof");
    }
}

TEST(Scram, ends_after_its_last_step) {
    Scram scram = proved();
    ASSERT_TRUE(scram.respond(good_signature));
    EXPECT_EQ(scram.respond("").error().code, Errc::unexpected_challenge);
    EXPECT_EQ(scram.finish(std::nullopt).error().code, Errc::early_success);

    Scram chatty = proved();
    ASSERT_TRUE(chatty.respond(good_signature));
    EXPECT_EQ(chatty.finish(good_signature).error().code, Errc::unexpected_challenge);

    Scram unasked({.nonce = "nonce"}, credentials("user", "pencil"));
    EXPECT_EQ(unasked.respond(server_first).error().code, Errc::unexpected_challenge);
}

TEST(Scram, finds_out_when_the_offer_was_changed_on_its_way) {
    const ScramSetup setup{.nonce = "nonce", .offer_hash = "G6k/rBLDqgOhRRaCuuatSDFkJ08="};
    EXPECT_TRUE(begun(setup).respond(std::string(server_first) + ",h=G6k/rBLDqgOhRRaCuuatSDFkJ08="));
    EXPECT_TRUE(begun(setup).respond(server_first));  // a server that does not know XEP-0474
    EXPECT_EQ(begun(setup).respond(std::string(server_first) + ",h=AAAA").error().code, Errc::downgrade_detected);
    EXPECT_TRUE(begun().respond(std::string(server_first) + ",h=AAAA"));  // not checked
}

/// The same where only a thousand iterations are computed at once.
Scram in_pieces(KeyCache* keys = nullptr) {
    ScramSetup setup{.nonce = "nonce", .keys = keys};
    setup.policy.iterations_at_once = 1000;
    return begun(std::move(setup));
}

TEST(Scram, answers_in_pieces_what_it_answers_at_once) {
    Scram scram = in_pieces();
    auto response = scram.respond(server_first);
    int pieces = 1;
    for (; response && !*response; ++pieces) response = scram.compute();
    EXPECT_EQ(pieces, 5);  // of 4,096
    EXPECT_EQ(response, begun().respond(server_first));
    EXPECT_TRUE(scram.finish(good_signature));
}

TEST(Scram, answers_a_usual_count_at_once) {
    Scram scram = begun();
    const auto response = scram.respond("r=nonceserver,s=c2FsdA==,i=20000");
    ASSERT_TRUE(response);
    EXPECT_TRUE(*response);
    Scram more = begun();
    EXPECT_FALSE(more.respond("r=nonceserver,s=c2FsdA==,i=20002").value());
}

TEST(Scram, is_over_where_the_server_does_not_wait_for_the_answer) {
    for (const bool success : {false, true}) {
        Scram scram = in_pieces();
        ASSERT_FALSE(scram.respond(server_first).value());
        ASSERT_FALSE(scram.compute().value());
        if (success) EXPECT_EQ(scram.finish(good_signature).error().code, Errc::early_success);
        else EXPECT_EQ(scram.respond(server_first).error().code, Errc::unexpected_challenge);
        EXPECT_EQ(scram.compute().error().code, Errc::unexpected_challenge);
        EXPECT_EQ(scram.finish(good_signature).error().code, Errc::early_success);
    }
}

TEST(Scram, computes_only_what_was_asked) {
    EXPECT_EQ(begun().compute().error().code, Errc::unexpected_challenge);
    EXPECT_EQ(proved().compute().error().code, Errc::unexpected_challenge);
}

TEST(Scram, keeps_nothing_of_a_computation_that_was_given_up) {
    KeyCache cache;
    {
        Scram scram = in_pieces(&cache);
        ASSERT_TRUE(scram.respond(server_first));
    }
    EXPECT_EQ(cache.size(), 0U);
    Scram scram = in_pieces(&cache);
    auto response = scram.respond(server_first);
    while (response && !*response) response = scram.compute();
    EXPECT_TRUE(scram.finish(good_signature));
    EXPECT_EQ(in_pieces(&cache).respond(server_first), response);  // with keys that are known, at once
}

TEST(Scram, computes_nothing_for_keys_that_it_knows) {
    KeyCache cache;  // the keys of another password, which only the cache can have given
    cache.keep(key_fingerprint(Hash::sha256, "user", "pencil", "salt", 4096),
               derive_keys(Hash::sha256, "other", "salt", 4096));
    Scram other({.nonce = "nonce"}, credentials("user", "other"));
    ASSERT_TRUE(other.start());
    ScramSetup setup{.nonce = "nonce", .keys = &cache};
    EXPECT_EQ(begun(setup).respond(server_first), other.respond(server_first));
}

TEST(Scram, keeps_keys_only_once_the_server_has_proved_itself) {
    KeyCache cache;
    const ScramSetup setup{.nonce = "nonce", .keys = &cache};
    Scram failing = begun(setup);
    ASSERT_TRUE(failing.respond(server_first));
    EXPECT_FALSE(failing.finish("v=AAAA"));
    EXPECT_EQ(cache.size(), 0U);
    Scram good = begun(setup);
    ASSERT_TRUE(good.respond(server_first));
    EXPECT_TRUE(good.finish(good_signature));
    EXPECT_TRUE(cache.find(key_fingerprint(Hash::sha256, "user", "pencil", "salt", 4096)));
    Scram again = begun(setup);
    ASSERT_TRUE(again.respond(server_first));
    EXPECT_TRUE(again.finish(good_signature));
    EXPECT_EQ(cache.size(), 1U);
}

TEST(Scram, survives_every_mutation_of_a_challenge_and_trusts_none) {
    SeededRandom random(7);
    ScramSetup setup{.nonce = "nonce"};
    setup.policy.min_iterations = 1;
    setup.policy.max_iterations = 9;
    const std::string honest = "r=nonceserver,s=c2FsdA==,i=4";
    const std::string signature = "v=QdYbVveabRtO1oRFc7GTOEntqzSOwiTCeoQXKY+V8FQ=";
    Scram unharmed = begun(setup);
    ASSERT_TRUE(unharmed.respond(honest));
    ASSERT_TRUE(unharmed.finish(signature));
    for (int round = 0; round < 20000; ++round) {
        std::string changed = honest;
        for (std::uint64_t edits = 1 + random.below(3); edits > 0; --edits) {
            const std::size_t at = random.below(changed.size());
            const char byte = random.bytes(1)[0];
            if (random.below(2) == 0) changed[at] = byte;
            else changed.insert(at, 1, byte);
        }
        if (changed == honest) continue;
        Scram scram = begun(setup);
        if (!scram.respond(changed)) continue;
        EXPECT_FALSE(scram.finish(signature)) << changed;
    }
}

TEST(Nonce, has_24_random_bytes_in_printable_form) {
    const std::string nonce = make_nonce(system_random());
    EXPECT_EQ(nonce.size(), 32U);
    EXPECT_EQ(from_base64(nonce).value().size(), 24U);
    EXPECT_EQ(nonce.find(','), std::string::npos);
    SeededRandom one(1);
    SeededRandom same(1);
    EXPECT_EQ(make_nonce(one), make_nonce(same));
}

TEST(Nonce, is_never_the_same_in_a_million) {
    std::vector<std::array<char, 32>> nonces(1'000'000);
    for (auto& place : nonces) {
        const std::string nonce = make_nonce(system_random());
        ASSERT_EQ(nonce.size(), place.size());
        std::memcpy(place.data(), nonce.data(), place.size());
    }
    std::ranges::sort(nonces);
    EXPECT_EQ(std::ranges::adjacent_find(nonces), nonces.end());
}

}  // namespace
}  // namespace headstock::auth
