// SPDX-License-Identifier: MIT
#include "headstock/auth/scram_message.hpp"

#include <gtest/gtest.h>

#include "headstock/auth/mechanism.hpp"
#include "headstock/base/base64.hpp"

namespace headstock::auth {
namespace {

using namespace std::string_view_literals;

Result<ServerFirst> heard(std::string_view message) { return read_server_first(message, "abc", Policy{}); }

std::error_code wrong_with(std::string_view message) {
    const auto first = heard(message);
    return first ? std::error_code() : first.error().code;
}

TEST(ServerFirst, reads_nonce_salt_and_count) {
    const auto first = heard("r=abcdef,s=QSXCR+Q6sek8bf92,i=4096");
    ASSERT_TRUE(first) << first.error().message();
    EXPECT_EQ(first->nonce, "abcdef");
    EXPECT_EQ(to_base64(first->salt), "QSXCR+Q6sek8bf92");
    EXPECT_EQ(first->iterations, 4096);
    EXPECT_FALSE(first->offer_hash);
}

TEST(ServerFirst, reads_the_offer_hash_and_ignores_unknown_extensions) {
    const auto first = heard("r=abcdef,s=c2FsdA==,i=4096,x=y=z,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=,Z=1");
    ASSERT_TRUE(first) << first.error().message();
    EXPECT_EQ(first->offer_hash, "G6k/rBLDqgOhRRaCuuatSDFkJ08=");
}

TEST(ServerFirst, refuses_a_nonce_that_is_not_ours_and_more) {
    for (const std::string_view nonce : {"abc", "ab", "xabcdef", "ABCdef", "abdabc", "def"})
        EXPECT_EQ(wrong_with("r=" + std::string(nonce) + ",s=c2FsdA==,i=4096"), Errc::bad_nonce) << nonce;
}

TEST(ServerFirst, bounds_the_iteration_count) {
    for (const std::string_view count : {"0", "1", "4095", "-1", "-4096", "10000001", "2147483647", "2147483648",
                                         "4294967297", "4294971392", "18446744073709551616", "99999999999999999999999"})
        EXPECT_EQ(wrong_with("r=abcdef,s=c2FsdA==,i=" + std::string(count)), Errc::iteration_count) << count;
    for (const std::string_view count : {"4096", "10000000"})
        EXPECT_EQ(wrong_with("r=abcdef,s=c2FsdA==,i=" + std::string(count)), std::error_code()) << count;
}

TEST(ServerFirst, reads_the_count_as_decimal_digits_only) {
    for (const std::string_view count : {"+4096", " 4096", "4096 ", "04096", "0x1000", "4096.0", "1e4", "4k", "--1"})
        EXPECT_EQ(wrong_with("r=abcdef,s=c2FsdA==,i=" + std::string(count)), Errc::malformed_challenge) << count;
}

TEST(ServerFirst, says_what_count_would_be_accepted) {
    EXPECT_EQ(heard("r=abcdef,s=c2FsdA==,i=1").error().text, "1 iterations, where 4096 to 10000000 are accepted");
}

TEST(ServerFirst, refuses_every_malformed_challenge) {
    for (const std::string_view message : {""sv,
                                           ","sv,
                                           "r"sv,
                                           "r="sv,
                                           "r=abcdef"sv,
                                           "r=abcdef,s=c2FsdA=="sv,
                                           "m=x,r=abcdef,s=c2FsdA==,i=4096"sv,       // a mandatory extension
                                           "r=abcdef,s=c2FsdA==,i=4096,m=x"sv,       // the same, hidden
                                           "r=abcdef,m=x,s=c2FsdA==,i=4096"sv,       //
                                           "s=c2FsdA==,r=abcdef,i=4096"sv,           // order
                                           "r=abcdef,i=4096,s=c2FsdA=="sv,           //
                                           "r=abcdef,x=y,s=c2FsdA==,i=4096"sv,       //
                                           "i=4096,s=c2FsdA==,r=abcdef"sv,           //
                                           "R=abcdef,s=c2FsdA==,i=4096"sv,           // case
                                           "r=abcdef,r=abcdef,s=c2FsdA==,i=4096"sv,  // twice
                                           "r=abcdef,s=c2FsdA==,i=4096,r=abcxyz"sv,  //
                                           "r=abcdef,s=c2FsdA==,i=4096,i=10000"sv,   //
                                           "r=abcdef,s=c2FsdA==,i=4096,x=1,x=2"sv,   //
                                           "r=abcdef,s=c2FsdA==,i=4096,v=rmF9"sv,    // attributes of other messages
                                           "r=abcdef,s=c2FsdA==,i=4096,e=oops"sv,    //
                                           "r=abcdef,s=,i=4096"sv,                   // salt: empty
                                           "r=abcdef,s===,i=4096"sv,                 //
                                           "r=abcdef,s=====,i=4096"sv,               // padding only
                                           "r=abcdef,s=c2FsdA=,i=4096"sv,            // cut padding
                                           "r=abcdef,s=c2FsdB==,i=4096"sv,           // bits left over
                                           "r=abcdef,s=c2Fs\tdA==,i=4096"sv,         //
                                           "r=abcdef,s=c2Fs!A==,i=4096"sv,           //
                                           "r=abcdef,s=c2FsdA==,i="sv,               //
                                           "r=abcdef,s=c2FsdA==,i=4096,"sv,          // ends in the air
                                           ",r=abcdef,s=c2FsdA==,i=4096"sv,          //
                                           "r=abcdef,,s=c2FsdA==,i=4096"sv,          //
                                           "r=abcdef,s=c2FsdA==,i=4096,1=x"sv,       // a name that is no letter
                                           "r=abcdef,s=c2FsdA==,i=4096,xy"sv,        //
                                           "r=abcdef,s=c2FsdA==,i=4096\n"sv,         // control characters
                                           "r=abc\0def,s=c2FsdA==,i=4096"sv,         //
                                           "r=abc\u00E9,s=c2FsdA==,i=4096"sv,        // not ASCII
                                           "r=abc\xff,s=c2FsdA==,i=4096"sv,          //
                                           "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="sv})      // the wrong message
        EXPECT_EQ(wrong_with(message), Errc::malformed_challenge) << message;
}

TEST(ServerFirst, names_the_extension_it_refuses) {
    EXPECT_EQ(heard("m=x,r=abcdef,s=c2FsdA==,i=4096").error().text,
              "it asks for an extension (m=) that does not exist");
}

TEST(ServerFirst, bounds_the_salt) {
    auto with_salt = [](std::size_t size) { return "r=abcdef,s=" + to_base64(std::string(size, 's')) + ",i=4096"; };
    EXPECT_EQ(wrong_with(with_salt(max_salt_size)), std::error_code());
    EXPECT_EQ(wrong_with(with_salt(max_salt_size + 1)), Errc::malformed_challenge);
}

TEST(ServerFirst, bounds_the_message) {
    const std::string message = "r=abcdef,s=c2FsdA==,i=4096,x=";
    const std::string whole = message + std::string(max_message_size - message.size(), 'x');
    EXPECT_EQ(wrong_with(whole), std::error_code());
    EXPECT_EQ(wrong_with(whole + "x"), Errc::malformed_challenge);
    EXPECT_EQ(wrong_with(std::string(8U << 20U, ',')), Errc::malformed_challenge);
}

TEST(ServerFirst, hands_on_the_servers_error) {
    const auto first = heard("e=unknown-user");
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error().code, Errc::server_error);
    EXPECT_EQ(first.error().text, "unknown-user");
}

TEST(ServerFinal, reads_the_signature) {
    EXPECT_EQ(read_server_final("v=c2ln"), "sig");
    EXPECT_EQ(read_server_final("v=c2ln,x=y"), "sig");
}

TEST(ServerFinal, hands_on_the_servers_error_shortened) {
    const auto final = read_server_final("e=" + std::string(max_reason_size * 2, 'x') + ",z=1");
    ASSERT_FALSE(final);
    EXPECT_EQ(final.error().code, Errc::server_error);
    EXPECT_EQ(final.error().text, std::string(max_reason_size, 'x'));
}

TEST(ServerFinal, refuses_everything_else) {
    for (const std::string_view message :
         {""sv, "v"sv, "v="sv, "c2ln"sv, "x=y"sv, "x=y,v=c2ln"sv, "v=c2ln,v=c2ln"sv, "v=c2l"sv, "v=c2ln,"sv,
          "v=c2ln,e=x"sv, "v=c2ln,m=x"sv, "v=c2ln\0"sv, "v=\u00E9"sv, "V=c2ln"sv, "e="sv}) {
        const auto final = read_server_final(message);
        ASSERT_FALSE(final) << message;
        EXPECT_EQ(final.error().code, Errc::malformed_challenge) << message;
    }
}

TEST(Attributes, carry_the_code_they_were_asked_to_fail_with) {
    EXPECT_EQ(read_attributes("x", Errc::malformed_response).error().code, Errc::malformed_response);
    EXPECT_EQ(read_attributes("x=1,y=\u00E9", Errc::malformed_response)->size(), 2U);
}

TEST(EscapedName, comes_back_as_it_was) {
    EXPECT_EQ(escape_name("a,b=c"), "a=2Cb=3Dc");
    for (const std::string_view name : {""sv, "plain"sv, ",="sv, "=2C"sv, "==,,"sv, "\u00E9,"sv})
        EXPECT_EQ(unescape_name(escape_name(name)), name);
}

TEST(EscapedName, is_refused_when_it_is_not) {
    for (const std::string_view text : {"a=b", "a=", "=2", "=2c", "=3d", "=20", "a,b"})
        EXPECT_FALSE(unescape_name(text)) << text;
}

}  // namespace
}  // namespace headstock::auth
