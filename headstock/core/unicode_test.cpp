// SPDX-License-Identifier: MIT
#include "headstock/core/unicode.hpp"

#include <gtest/gtest.h>

#include "headstock/core/address_error.hpp"

namespace headstock::core::unicode {
namespace {

using namespace std::string_literals;

TEST(Unicode, decode_and_encode_are_each_others_inverse) {
    const std::u32string text = U"\0a\x7f\x80\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff"s;
    EXPECT_EQ(decode(encode(text)).value(), text);
    EXPECT_EQ(encode(U"\u00e9\u20ac\U0001f40e"), "\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x8e");
}

TEST(Unicode, decode_names_the_octet_where_utf8_ends) {
    struct {
        std::string utf8, text;
    } const cases[] = {
        {"\x80", "not UTF-8 at octet 0"},                  // a continuation without a start
        {"ab\xc3", "not UTF-8 at octet 2"},                // cut
        {"a\xc0\xaf", "not UTF-8 at octet 1"},             // a slash in two octets
        {"\xc3\xa9\xe0\x80\xaf", "not UTF-8 at octet 2"},  // a slash in three
        {"\xed\xa0\x80", "not UTF-8 at octet 0"},          // a surrogate
        {"\xf4\x90\x80\x80", "not UTF-8 at octet 0"},      // beyond U+10FFFF
        {"abc\xff", "not UTF-8 at octet 3"},
    };
    for (const auto& [utf8, text] : cases) {
        const auto decoded = decode(utf8);
        ASSERT_FALSE(decoded) << text;
        EXPECT_EQ(decoded.error(), (Error{AddressErrc::bad_utf8, text}));
    }
}

TEST(Unicode, code_points_are_named_in_four_digits_or_more) {
    EXPECT_EQ(name(0), "U+0000");
    EXPECT_EQ(name(U'A'), "U+0041");
    EXPECT_EQ(name(0x10FFFF), "U+10FFFF");
}

TEST(Unicode, normal_forms_compose_and_only_nfkc_unites_compatibility_forms) {
    EXPECT_EQ(normalise("e\u0301", Form::nfc), "\u00e9");
    EXPECT_EQ(normalise("\ufb01", Form::nfc), "\ufb01");
    EXPECT_EQ(normalise("\ufb01", Form::nfkc), "fi");
    EXPECT_EQ(normalise("", Form::nfc), "");
}

TEST(Unicode, ascii_is_what_is_below_128) {
    EXPECT_TRUE(is_ascii(""));
    EXPECT_TRUE(is_ascii("a\x7f\0"s));
    EXPECT_FALSE(is_ascii("a\u00e9"));
    EXPECT_EQ(ascii_lower("@AZ[az\u00c9"), "@az[az\u00c9");
}

}  // namespace
}  // namespace headstock::core::unicode
