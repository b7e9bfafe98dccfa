// SPDX-License-Identifier: MIT
#include "cli/json.hpp"

#include <gtest/gtest.h>

namespace headstock::cli {
namespace {

Value sample() {
    Value::List list;
    list.emplace_back("a");
    list.emplace_back(true);
    list.emplace_back();
    Value::Fields fields;
    fields.emplace_back("z", 1);
    fields.emplace_back("a", -2.5);
    fields.emplace_back("list", std::move(list));
    return fields;
}

TEST(Json, is_one_line_with_fields_in_order) {
    EXPECT_EQ(to_json(sample()), R"({"z":1,"a":-2.5,"list":["a",true,null]})");
}

TEST(Json, is_read_back_as_it_was) {
    const Result<Value> read = from_json(to_json(sample()));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, sample());
}

TEST(Json, unsafe_characters_are_there_only_as_escapes) {
    EXPECT_EQ(to_json("\x1b\n\x7f\xc2\x9b\u202E\u2028\u061C"), R"("\u001b\n\u007f\u009b\u202e\u2028\u061c")");
    EXPECT_EQ(to_json("\"\\ü👋</>"), "\"\\\"\\\\ü👋</>\"");
}

TEST(Json, escapes_are_read_back_as_the_characters) {
    const Result<Value> read = from_json(to_json("\x7f\u202E"));
    ASSERT_TRUE(read && read->text());
    EXPECT_EQ(*read->text(), "\x7f\u202E");
}

TEST(Json, field_names_are_escaped_too) {
    Value::Fields fields;
    fields.emplace_back("\u2029", 1);
    EXPECT_EQ(to_json(fields), R"({"\u2029":1})");
}

TEST(Json, is_valid_utf8_whatever_it_is_made_of) {
    EXPECT_EQ(to_json("a\xff"
                      "b\xc3"),
              "\"a\ufffdb\ufffd\"");
}

TEST(Json, refuses_what_is_none) {
    for (const std::string_view text : {"", "{", "nonsense", "{\"a\":1}x", "\"\xff\""})
        EXPECT_FALSE(from_json(text)) << text;
}

TEST(Json, refuses_values_too_deep_within_each_other) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(from_json(nested(30)));
    EXPECT_FALSE(from_json(nested(40)));
    EXPECT_FALSE(from_json(nested(100'000)));
}

TEST(Json, field_gives_null_where_there_is_none) {
    EXPECT_EQ(*sample().field("z"), Value(1));
    EXPECT_EQ(sample().field("none"), nullptr);
    EXPECT_EQ(Value("text").field("z"), nullptr);
}

}  // namespace
}  // namespace headstock::cli
