// SPDX-License-Identifier: MIT
#include "headstock/auth/digest_md5.hpp"

#include <gtest/gtest.h>

#include "headstock/auth/saslprep.hpp"

namespace headstock::auth {
namespace {

Credentials chris(std::string domain) {
    return {.username = "chris", .password = Secret("secret"), .domain = std::move(domain)};
}

DigestMd5 started(DigestMd5Setup setup, Credentials credentials) {
    DigestMd5 digest(std::move(setup), std::move(credentials));
    EXPECT_EQ(digest.start().value(), std::nullopt);
    return digest;
}

DigestMd5 imap() { return started({.nonce = "OA6MHXh6VqTrRk", .service = "imap"}, chris("elwood.innosoft.com")); }
DigestMd5 xmpp(Credentials credentials) { return started({.nonce = "C"}, std::move(credentials)); }

constexpr std::string_view imap_challenge =
    R"(realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8)";
constexpr std::string_view imap_proof = "rspauth=ea40f60335c427b5527b84dbabcdfffd";

TEST(DigestMd5, says_what_the_rfc_prints_to_imap) {  // RFC 2831 §4
    DigestMd5 digest = imap();
    EXPECT_EQ(digest.name(), "DIGEST-MD5");
    EXPECT_EQ(digest.respond(imap_challenge),
              R"(charset=utf-8,username="chris",realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",nc=00000001,)"
              R"(cnonce="OA6MHXh6VqTrRk",digest-uri="imap/elwood.innosoft.com",)"
              R"(response=d388dad90d4bbd760a152321f2143af7,qop=auth)");
    EXPECT_EQ(digest.respond(imap_proof), "");
    EXPECT_TRUE(digest.finish(std::nullopt));
}

TEST(DigestMd5, says_what_the_rfc_prints_to_acap) {  // RFC 2831 §4; the proof comes with the success
    DigestMd5 digest = started({.nonce = "OA9BSuZWMSpW8m", .service = "acap"}, chris("elwood.innosoft.com"));
    const auto response = digest.respond(
        R"(realm="elwood.innosoft.com",nonce="OA9BSXrbuRhWay",qop="auth",algorithm=md5-sess,charset=utf-8)");
    ASSERT_TRUE(response);
    EXPECT_NE((*response)->find("response=6084c6db3fede7352c551284490fd0fc,"), std::string::npos);
    EXPECT_TRUE(digest.finish("rspauth=2f0b3d7c3c2e486600ef710726aa2eae"));
}

TEST(DigestMd5, hashes_what_fits_in_latin1_and_says_it_as_agreed) {
    const Credentials renee{.username = "ren\u00e9e", .password = Secret("\u00e9"), .domain = "capulet.lit"};
    const std::string hash = "response=8b9f2a6ffba653dcd9d289f640295c9e";
    const auto utf8 = xmpp(renee).respond("nonce=N,algorithm=md5-sess,charset=utf-8").value().value();
    EXPECT_TRUE(utf8.starts_with("charset=utf-8,username=\"ren\u00e9e\",realm=\"capulet.lit\",")) << utf8;
    EXPECT_NE(utf8.find(hash), std::string::npos) << utf8;
    const auto latin1 = xmpp(renee).respond("nonce=N,algorithm=md5-sess").value().value();
    EXPECT_TRUE(
        latin1.starts_with("username=\"ren\xe9"
                           "e\","))
        << latin1;
    EXPECT_NE(latin1.find(hash), std::string::npos);
}

TEST(DigestMd5, hashes_other_writing_in_utf8_where_the_server_takes_it) {
    Credentials romeo = chris("capulet.lit");
    romeo.username = "\u30ed\u30df\u30aa";
    const auto response = xmpp(romeo).respond("nonce=N,algorithm=md5-sess,charset=utf-8").value().value();
    EXPECT_NE(response.find("response=eadf86f8b4bbd9a54c62d40ca99e5bc6"), std::string::npos) << response;
    EXPECT_EQ(xmpp(romeo).respond("nonce=N,algorithm=md5-sess").error().code, Errc::invalid_credentials);
    romeo = chris("capulet.lit");
    romeo.password = Secret("\u30ed");
    EXPECT_EQ(xmpp(romeo).respond("nonce=N,algorithm=md5-sess").error().code, Errc::invalid_credentials);
}

TEST(DigestMd5, says_whom_to_act_as) {
    Credentials c = chris("capulet.lit");
    c.authorization_id = "romeo@capulet.lit";
    const auto response = xmpp(c).respond("nonce=N,algorithm=md5-sess,charset=utf-8").value().value();
    EXPECT_NE(response.find("response=f293f909ef401da9103ff84b4dee6986,"), std::string::npos) << response;
    EXPECT_TRUE(response.ends_with(",authzid=\"romeo@capulet.lit\""));
}

TEST(DigestMd5, takes_the_realm_that_fits_or_the_first) {
    const auto realm = [](const std::string& offered, DigestMd5Setup setup) {
        const auto response = started(std::move(setup), chris("capulet.lit"))
                                  .respond("nonce=N,algorithm=md5-sess" + offered)
                                  .value()
                                  .value();
        const std::size_t begin = response.find("realm=") + 6;
        return response.substr(begin, response.find(",nonce=") - begin);
    };
    EXPECT_EQ(realm("", {.nonce = "C"}), "\"capulet.lit\"");
    EXPECT_EQ(realm(",realm=a,realm=capulet.lit", {.nonce = "C"}), "\"capulet.lit\"");
    EXPECT_EQ(realm(",realm=a,realm=b", {.nonce = "C"}), "\"a\"");
    EXPECT_EQ(realm(",realm=a,realm=b", {.nonce = "C", .realm = "b"}), "\"b\"");
    EXPECT_EQ(realm(",realm=\"\"", {.nonce = "C"}), "\"\"");
}

TEST(DigestMd5, quotes_what_the_server_quoted) {
    const auto response = xmpp(chris("capulet.lit"))
                              .respond(R"(nonce="N\"\\",realm="other \"q\"",algorithm=md5-sess,charset=utf-8)")
                              .value()
                              .value();
    EXPECT_NE(response.find(R"(realm="other \"q\"",nonce="N\"\\",)"), std::string::npos) << response;
    EXPECT_NE(response.find("response=1e3e6108e0782e498067325e4b0049db,"), std::string::npos) << response;
}

TEST(DigestMd5, believes_only_a_server_that_proves_itself) {
    const auto answered = [] {
        DigestMd5 digest = imap();
        EXPECT_TRUE(digest.respond(imap_challenge));
        return digest;
    };
    EXPECT_EQ(answered().finish(std::nullopt).error().code, Errc::early_success);
    EXPECT_EQ(answered().finish("").error().code, Errc::early_success);
    EXPECT_EQ(answered().finish("rspauth=d388dad90d4bbd760a152321f2143af7").error().code, Errc::bad_server_signature);
    EXPECT_EQ(answered().respond("rspauth=d388dad90d4bbd760a152321f2143af7").error().code, Errc::bad_server_signature);
    EXPECT_EQ(answered().respond(imap_challenge).error().code, Errc::malformed_challenge);
    EXPECT_EQ(answered().respond("").error().code, Errc::malformed_challenge);
    DigestMd5 wrong = answered();
    ASSERT_FALSE(wrong.respond(""));
    EXPECT_EQ(wrong.finish(imap_proof).error().code, Errc::early_success);
    DigestMd5 twice = answered();
    ASSERT_TRUE(twice.respond(imap_proof));
    EXPECT_EQ(twice.finish(imap_proof).error().code, Errc::unexpected_challenge);
    DigestMd5 endless = answered();
    ASSERT_TRUE(endless.respond(imap_proof));
    EXPECT_EQ(endless.respond(imap_proof).error().code, Errc::unexpected_challenge);
}

TEST(DigestMd5, ends_where_the_server_makes_no_sense) {
    EXPECT_EQ(imap().finish(std::nullopt).error().code, Errc::early_success);
    EXPECT_EQ(imap().finish(imap_proof).error().code, Errc::early_success);
    DigestMd5 babble = imap();
    EXPECT_EQ(babble.respond("nonce=\"").error().code, Errc::malformed_challenge);
    EXPECT_EQ(babble.respond(imap_challenge).error().code, Errc::unexpected_challenge);
}

TEST(DigestMd5, refuses_credentials_that_cannot_be_sent) {
    for (const std::string& bad : {std::string(), std::string("a\0b", 3), std::string("\xff")}) {
        Credentials name = chris("capulet.lit");
        name.username = bad;
        Credentials password = chris("capulet.lit");
        password.password = Secret(bad);
        Credentials whom = chris("capulet.lit");
        whom.authorization_id = bad.empty() ? "\xff" : bad;
        for (const Credentials& c : {name, password, whom, chris(bad)})
            EXPECT_EQ(DigestMd5({.nonce = "C"}, c).start().error().code, Errc::invalid_credentials);
    }
}

}  // namespace
}  // namespace headstock::auth
