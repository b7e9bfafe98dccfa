// SPDX-License-Identifier: MIT
#include "headstock/network/uri.hpp"

#include <gtest/gtest.h>

#include "headstock/network/errc.hpp"

namespace headstock::network {
namespace {

std::string wrong(std::string_view text) {
    const Result<Uri> uri = parse_uri(text);
    EXPECT_TRUE(!uri && uri.error().code == Errc::bad_uri) << text;
    return uri ? std::string() : uri.error().text;
}

TEST(Uri, is_taken_apart) {
    const Result<Uri> uri = parse_uri("WSS://u:p@Example.ORG.:5443/ws?a=b/c#part");
    ASSERT_TRUE(uri);
    EXPECT_EQ(uri->scheme, "wss");
    EXPECT_EQ(uri->user_info, "u:p");
    EXPECT_EQ(uri->host, "example.org");
    EXPECT_EQ(uri->port, 5443);
    EXPECT_EQ(uri->path, "/ws?a=b/c");
}

TEST(Uri, may_have_a_host_only) {
    const Result<Uri> uri = parse_uri("http://[::1]");
    ASSERT_TRUE(uri);
    EXPECT_EQ(uri->host, "::1");
    EXPECT_FALSE(uri->port);
    EXPECT_EQ(uri->path, "/");
    EXPECT_EQ(parse_uri("http://[::1]:80?q")->path, "/?q");
    EXPECT_EQ(parse_uri("http://[::1]:80?q")->port, 80);
}

TEST(Uri, that_is_none_says_why_and_repeats_nothing) {
    EXPECT_EQ(wrong("example.org"), "it has no scheme");
    EXPECT_EQ(wrong("://a"), "it has no scheme");
    EXPECT_EQ(wrong("a://b c"), "it has characters that no URI has");
    EXPECT_EQ(wrong("a://b\r\n"), "it has characters that no URI has");
    EXPECT_EQ(wrong("a://b/" + std::string(3000, 'x')), "it is too long");
    for (const char* port : {"0", "65536", "", "-1", "1x", "99999999999999999999"})
        EXPECT_EQ(wrong("a://secret@b:" + std::string(port)), "its port is not a number from 1 to 65535");
    for (const char* host : {"", "a..b", "[::1", "[::1]x", "[a]", "[1.2.3.4]", "]"})
        EXPECT_EQ(wrong("a://" + std::string(host)), "its host is not a host name") << host;
}

TEST(Uri, percent_codes_are_bytes) {
    EXPECT_EQ(percent_decoded("a%3Ab%40%25%c3%a9"), "a:b@%\xc3\xa9");
    EXPECT_EQ(percent_decoded(""), "");
    for (const char* bad : {"%", "%4", "a%zz", "%4x"}) EXPECT_FALSE(percent_decoded(bad)) << bad;
}

}  // namespace
}  // namespace headstock::network
