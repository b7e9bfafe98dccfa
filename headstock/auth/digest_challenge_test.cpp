// SPDX-License-Identifier: MIT
#include "headstock/auth/digest_challenge.hpp"

#include <gtest/gtest.h>

namespace headstock::auth {
namespace {

using namespace std::string_view_literals;

using Names = std::vector<std::string>;

TEST(Directives, are_names_with_values) {
    const auto all = read_directives(R"( ,, Realm="a, \"b\" \\ c" ,	nonce=abc,empty="",)");
    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 3U);
    EXPECT_EQ((*all)[0].name, "realm");
    EXPECT_EQ((*all)[0].value, R"(a, "b" \ c)");
    EXPECT_EQ((*all)[1].value, "abc");
    EXPECT_EQ((*all)[2].value, "");
    EXPECT_TRUE(read_directives("")->empty());
}

TEST(Directives, are_refused_where_they_are_broken) {
    for (const std::string_view bad :
         {"a"sv,          "=b"sv,      "a="sv,         "a=,b=c"sv,     "a=\"b"sv,    "a=\"b\\"sv,    "a=\"b\\\""sv,
          "a=\"b\"c=d"sv, "a=b c=d"sv, "a=b\rc=d"sv,   "a=\"\n\""sv,   "a=\"\0\""sv, "a=\"\x7f\""sv, "a=\"\\\n\""sv,
          "a =b"sv,       "a= b"sv,    "\xc3\xa9=b"sv, "a=\xc3\xa9"sv, "a=b="sv,     "\"a\"=b"sv})
        EXPECT_EQ(read_directives(bad).error().code, Errc::malformed_challenge) << bad;
}

TEST(Directives, are_bounded_in_size) {
    const std::string head = "a=";
    EXPECT_TRUE(read_directives(head + std::string(digest_challenge_limit - head.size() - 1, 'b')));
    EXPECT_FALSE(read_directives(head + std::string(digest_challenge_limit - head.size(), 'b')));
}

TEST(Directives, are_read_as_they_were_quoted) {
    for (const std::string_view value : {""sv, "a"sv, R"(a "b" \c\\)"sv, "\xe9"sv})
        EXPECT_EQ(read_directives("x=" + quoted(value))->front().value, value);
}

TEST(DigestChallenge, is_read_as_the_rfc_prints_it) {  // RFC 2831 §4
    const auto asked = read_digest_challenge(
        R"(realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8)");
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->nonce, "OA6MG9tEQGm2hh");
    EXPECT_EQ(asked->realms, (Names{"elwood.innosoft.com"}));
    EXPECT_TRUE(asked->utf8);
}

TEST(DigestChallenge, may_leave_out_or_add_what_does_not_matter) {
    const auto least = read_digest_challenge("nonce=a,algorithm=MD5-SESS");
    ASSERT_TRUE(least);
    EXPECT_FALSE(least->utf8);
    EXPECT_TRUE(least->realms.empty());
    const auto most = read_digest_challenge(
        R"(realm="a",realm="b",nonce="c",qop="auth-int , AUTH",stale=true,maxbuf=1,cipher="des",algorithm=md5-sess,)"
        R"(charset="UTF-8",unheard=of,unheard=of)");
    ASSERT_TRUE(most);
    EXPECT_EQ(most->realms, (Names{"a", "b"}));
}

TEST(DigestChallenge, is_refused_where_it_is_not_one) {
    for (const std::string_view bad :
         {""sv, "nonce=a"sv, "algorithm=md5-sess"sv, "nonce=\"\",algorithm=md5-sess"sv, "nonce=a,algorithm=md5"sv,
          "nonce=a,algorithm=md5-sess,qop=auth-int"sv, "nonce=a,algorithm=md5-sess,qop=\"\""sv,
          "nonce=a,algorithm=md5-sess,qop=\"authentic\""sv, "nonce=a,algorithm=md5-sess,charset=utf-7"sv,
          "nonce=a,nonce=a,algorithm=md5-sess"sv, "nonce=a,algorithm=md5-sess,algorithm=md5-sess"sv,
          "nonce=a,algorithm=md5-sess,charset=utf-8,charset=utf-8"sv, "nonce=a,algorithm=md5-sess,qop=auth,qop=auth"sv,
          "nonce=a,algorithm=md5-sess,stale=true,stale=true"sv, "nonce=a,algorithm=md5-sess,maxbuf=1,maxbuf=1"sv,
          "nonce=a,algorithm=md5-sess,cipher=des,cipher=des"sv,
          "nonce=a,algorithm=md5-sess,charset=utf-8,realm=\"\xe9\""sv, "rspauth=ea40f60335c427b5527b84dbabcdfffd"sv})
        EXPECT_EQ(read_digest_challenge(bad).error().code, Errc::malformed_challenge) << bad;
}

TEST(DigestProof, is_32_hexadecimal_digits) {
    EXPECT_EQ(read_digest_proof("rspauth=ea40f60335c427b5527b84dbabcdfffd"), "ea40f60335c427b5527b84dbabcdfffd");
    for (const std::string_view bad :
         {""sv, "rspauth=ea40"sv, "rspauth=EA40F60335C427B5527B84DBABCDFFFD"sv,
          "rspauth=ea40f60335c427b5527b84dbabcdfffda"sv, "rspauth=ga40f60335c427b5527b84dbabcdfffd"sv,
          "x=ea40f60335c427b5527b84dbabcdfffd"sv,
          "rspauth=ea40f60335c427b5527b84dbabcdfffd,rspauth=ea40f60335c427b5527b84dbabcdfffd"sv})
        EXPECT_EQ(read_digest_proof(bad).error().code, Errc::malformed_challenge) << bad;
}

}  // namespace
}  // namespace headstock::auth
