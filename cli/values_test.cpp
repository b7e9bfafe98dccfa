// SPDX-License-Identifier: MIT
#include "cli/values.hpp"

#include <gtest/gtest.h>

#include <string>

#include "cli/exit_codes.hpp"

namespace headstock::cli {
namespace {

using namespace std::chrono_literals;

TEST(Endpoint, is_a_host_with_or_without_a_port) {
    EXPECT_EQ(*read_endpoint("localhost:5269", 5222), (Endpoint{"localhost", 5269}));
    EXPECT_EQ(*read_endpoint("xmpp.example.org", 5222), (Endpoint{"xmpp.example.org", 5222}));
    EXPECT_EQ(*read_endpoint("127.0.0.1:1", 5222), (Endpoint{"127.0.0.1", 1}));
    EXPECT_EQ(*read_endpoint("[::1]:65535", 5222), (Endpoint{"::1", 65535}));
    EXPECT_EQ(*read_endpoint("[fe80::1]", 5223), (Endpoint{"fe80::1", 5223}));
}

TEST(Endpoint, refuses_what_is_none) {
    for (const std::string_view text : {"", ":5222", "host:", "host:0", "host:65536", "host:-1", "host: 1", "host:1x",
                                        "::1", "::1:5222", "[::1", "[]:1", "[::1]5222", "a:b:c"}) {
        const Result<Endpoint> endpoint = read_endpoint(text, 5222);
        ASSERT_FALSE(endpoint) << text;
        EXPECT_EQ(endpoint.error().code, Errc::usage);
    }
}

TEST(Endpoint, is_loopback_only_where_it_must_be_this_machine) {
    for (const char* host : {"localhost", "127.0.0.1", "127.1.2.3", "::1"})
        EXPECT_TRUE(Endpoint(host, 1).is_loopback()) << host;
    for (const char* host : {"127.evil.example", "128.0.0.1", "example.org", "::2", "localhost.evil"})
        EXPECT_FALSE(Endpoint(host, 1).is_loopback()) << host;
}

TEST(Duration, has_a_unit_or_is_in_seconds) {
    EXPECT_EQ(*read_duration("30"), Duration(30s));
    EXPECT_EQ(*read_duration("30s"), Duration(30s));
    EXPECT_EQ(*read_duration("500ms"), Duration(500ms));
    EXPECT_EQ(*read_duration("2m"), Duration(2min));
    EXPECT_EQ(*read_duration("24h"), Duration(24h));
}

TEST(Duration, refuses_what_is_none_or_out_of_bounds) {
    for (const std::string_view text : {"", "s", "0", "0ms", "-1s", "1.5s", "1 s", "1d", "25h", "86401",
                                        "9223372036854775807m", "99999999999999999999s", "1sm"})
        EXPECT_FALSE(read_duration(text)) << text;
}

TEST(Language, has_the_form_of_a_tag) {
    for (const std::string_view tag : {"en", "de-AT", "zh-Hans-CN", "i-klingon"}) EXPECT_TRUE(is_language(tag)) << tag;
    for (const std::string_view tag : {"", "-en", "en-", "en--GB", "en_GB", "en GB", "e'n", "ü"})
        EXPECT_FALSE(is_language(tag)) << tag;
    EXPECT_FALSE(is_language(std::string(36, 'a')));
}

}  // namespace
}  // namespace headstock::cli
