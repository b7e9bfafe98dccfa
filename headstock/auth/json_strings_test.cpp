// SPDX-License-Identifier: MIT
#include "headstock/auth/json_strings.hpp"

#include <gtest/gtest.h>

#include "headstock/auth/error.hpp"
#include "headstock/auth/mechanism.hpp"

namespace headstock::auth {
namespace {

using namespace std::string_view_literals;

/// The members as `name=value;`, or "-" where the text is not taken.
std::string read(std::string_view text) {
    const auto members = read_json_strings(text);
    if (!members) return members.error().code == Errc::malformed_challenge ? "-" : "another error";
    std::string all;
    for (const auto& [name, value] : *members) all += name + "=" + value + ";";
    return all;
}

TEST(JsonStrings, are_the_strings_of_an_object) {
    EXPECT_EQ(read(R"({})"), "");
    EXPECT_EQ(read(" \t\r\n{ \"a\" : \"b\" , \"c\":\"\" } \n"), "a=b;c=;");
    EXPECT_EQ(read(R"({"":"x","n":1,"t":true,"o":{"a":"no"},"l":["no",{}],"z":null,"f":false,"a":"yes"})"),
              "=x;a=yes;");
}

TEST(JsonStrings, are_read_with_their_escapes) {
    EXPECT_EQ(read(R"({"a":"\"\\\/\b\f\n\r\t"})"), "a=\"\\/\b\f\n\r\t;");
    EXPECT_EQ(read(R"({"\u0061":"\u00e9\u20AC\ud83d\uDE00"})"), "a=\u00e9\u20ac\U0001F600;");
    EXPECT_EQ(read("{\"a\":\"\u00e9\U0001F600\"}"), "a=\u00e9\U0001F600;");
}

TEST(JsonStrings, leave_out_every_form_of_number) {
    for (const char* number : {"0", "-0", "10", "-12.5", "0.0", "1e5", "1E-5", "1.5e+10"})
        EXPECT_EQ(read(R"({"n":)" + std::string(number) + R"(,"a":"b"})"), "a=b;") << number;
    for (const char* number : {"", "-", "01", "+1", ".5", "1.", "1e", "1e+", "0x1", "NaN", "1 2"})
        EXPECT_EQ(read(R"({"n":)" + std::string(number) + "}"), "-") << number;
}

TEST(JsonStrings, are_not_read_from_what_is_not_an_object) {
    for (const std::string_view text : {""sv,
                                        " "sv,
                                        "[]"sv,
                                        "\"a\""sv,
                                        "null"sv,
                                        "{"sv,
                                        "}"sv,
                                        "{}}"sv,
                                        "{} x"sv,
                                        "{\"a\"}"sv,
                                        "{\"a\":}"sv,
                                        "{\"a\":\"b\",}"sv,
                                        "{,}"sv,
                                        "{a:\"b\"}"sv,
                                        "{'a':'b'}"sv,
                                        "{\"a\":\"b\" \"c\":\"d\"}"sv,
                                        "{\"a\":\"b}"sv,
                                        "{\"a\":tru}"sv,
                                        "{\"a\":[1,]}"sv,
                                        "{\"a\":[1 2]}"sv,
                                        "{\"a\":[}"sv,
                                        "{\"a\":\"\n\"}"sv,
                                        "{\"a\":\"\\x\"}"sv,
                                        "{\"a\":\"\\"sv,
                                        "{\"a\":\"\\u12\"}"sv,
                                        "{\"a\":\"\\u12g4\"}"sv,
                                        "{\"a\":\"\\ud800\"}"sv,
                                        "{\"a\":\"\\ud800\\u0041\"}"sv,
                                        "{\"a\":\"\\udc00\"}"sv,
                                        "{\"a\":\"\\u0000\"}"sv,
                                        "{\"a\":\"\0\"}"sv,
                                        "{\"a\":\"\xff\"}"sv,
                                        "{\"a\":\"b\",\"a\":\"c\"}"sv,
                                        "{\"o\":{\"a\":1,\"a\":2}}"sv})
        EXPECT_EQ(read(text), "-") << text;
}

TEST(JsonStrings, are_bounded_in_depth_members_and_size) {
    const auto nested = [](std::size_t depth) {
        return R"({"a":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
    };
    EXPECT_EQ(read(nested(max_json_depth)), "");
    EXPECT_EQ(read(nested(max_json_depth + 1)), "-");
    EXPECT_EQ(read(std::string(max_message_size, '[')), "-");
    const auto many = [](std::size_t count) {
        std::string text = "{\"n0\":1";
        for (std::size_t i = 1; i < count; ++i) text += ",\"n" + std::to_string(i) + "\":1";
        return text + "}";
    };
    EXPECT_EQ(read(many(max_json_members)), "");
    EXPECT_EQ(read(many(max_json_members + 1)), "-");
    const std::string frame = R"({"a":""})";
    const std::string fill(max_message_size - frame.size(), 'x');
    EXPECT_EQ(read(R"({"a":")" + fill + "\"}"), "a=" + fill + ";");
    EXPECT_EQ(read(R"({"a":")" + fill + "x\"}"), "-");
}

}  // namespace
}  // namespace headstock::auth
