// SPDX-License-Identifier: MIT
#include "headstock/extensions/form_validation.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "headstock/core/round_trip.hpp"

namespace headstock::form_validation {
namespace {

HEADSTOCK_PAYLOAD_TEST(Range);
HEADSTOCK_PAYLOAD_TEST(ListRange);
HEADSTOCK_PAYLOAD_TEST(Validate);

Validate read(std::string_view content, std::string_view datatype = "xs:string") {
    const auto element =
        bridge::parse_element("<validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='" +
                              std::string(datatype) + "'>" + std::string(content) + "</validate>");
    return bridge::read<Validate>(*element).value();
}

TEST(FormValidation, methods_are_read_as_the_specification_prints_them) {
    EXPECT_TRUE(read("<basic/>").basic);
    EXPECT_TRUE(read("<open/>").open);
    const Validate range =
        read("<range min='2003-10-05T00:00:00-07:00' max='2003-10-24T23:59:59-07:00'/>", "xs:dateTime");
    EXPECT_EQ(range.datatype, "xs:dateTime");
    EXPECT_EQ(range.range->max, "2003-10-24T23:59:59-07:00");
    EXPECT_EQ(read("<regex>([0-9]{3})-([0-9]{2})-([0-9]{4})</regex>").regex, "([0-9]{3})-([0-9]{2})-([0-9]{4})");
    EXPECT_EQ(read("<basic/><list-range min='1' max='3'/>").list_range, (ListRange{1, 3}));
}

bool fits(std::string_view datatype, std::string_view value) {
    Validate rule;
    rule.datatype = datatype;
    return check(rule, value).has_value();
}

TEST(FormValidation, datatypes_are_those_of_xml_schema) {
    using Case = std::pair<const char*, std::vector<const char*>>;
    for (const auto& [type, values] : std::vector<Case>{
             {"xs:integer", {"0", "-1", "+7", " 12 ", "123456789012345678901234567890"}},
             {"xs:decimal", {"1.5", "-.5", "3.", "007.100"}},
             {"xs:byte", {"-128", "127", "0000127"}},
             {"xs:unsignedInt", {"4294967295", "-0"}},
             {"xs:positiveInteger", {"1"}},
             {"xs:double", {"1e3", "INF", "NaN"}},
             {"xs:boolean", {"true", "0"}},
             {"xs:dateTime", {"2003-10-06T11:22:00-07:00", "9999-12-31T23:59:59Z", "2003-10-06T11:22:00.5"}},
             {"xs:date", {"2024-02-29", "2024-02-29Z", "2024-02-29+01:00"}},
             {"xs:time", {"11:22:00", "11:22:00Z"}},
             {"xs:anyURI", {"http://a/b?c#d", "../a%20b", ""}},
             {"xs:language", {"en-GB"}},
             {"xs:base64Binary", {"QUJD"}},
             {"xs:hexBinary", {"0aFF"}},
             {"xs:NMTOKEN", {"a-b"}},
             {"xs:string", {"", "anything at all"}},
             {"xs:gMonth", {"what is not known is text"}},
             {"x:own", {"so is this"}}})
        for (const char* value : values) EXPECT_TRUE(fits(type, value)) << type << " " << value;
    for (const auto& [type, values] : std::vector<Case>{
             {"xs:integer", {"", "1.0", "one", "1e3", "- 1", "--1"}},
             {"xs:decimal", {"", ".", "1e3", "+", "1.2.3"}},
             {"xs:byte", {"-129", "128", "999999999999999999999"}},
             {"xs:unsignedInt", {"4294967296", "-1"}},
             {"xs:positiveInteger", {"0"}},
             {"xs:double", {"one", ""}},
             {"xs:boolean", {"yes", ""}},
             {"xs:dateTime", {"2003-10-06", "2003-10-06 11:22:00Z", "2003-13-06T11:22:00Z", "2003-10-06T25:22:00Z"}},
             {"xs:date", {"2023-02-29", "2024-2-1", "2024-02-29x"}},
             {"xs:time", {"11:22", "11:22:00+99:00"}},
             {"xs:anyURI", {"a b", "%zz", "<a>"}},
             {"xs:language", {"english language"}},
             {"xs:base64Binary", {"???"}},
             {"xs:hexBinary", {"0"}},
             {"xs:NMTOKEN", {"a b", ""}}})
        for (const char* value : values) EXPECT_FALSE(fits(type, value)) << type << " " << value;
}

std::string outcome(const Validate& rule, std::string_view value) {
    const Result<void> good = check(rule, value);
    return good ? "" : good.error().text;
}

TEST(FormValidation, values_lie_in_their_range) {
    const Validate when =
        read("<range min='2003-10-05T00:00:00-07:00' max='2003-10-24T23:59:59-07:00'/>", "xs:dateTime");
    EXPECT_EQ(outcome(when, "2003-10-06T11:22:00-07:00"), "");
    EXPECT_EQ(outcome(when, "2003-10-05T07:00:00Z"), "");
    EXPECT_EQ(outcome(when, "2003-10-05T06:59:59Z"), "not in range");
    EXPECT_EQ(outcome(when, "2003-10-25T07:00:00Z"), "not in range");
    EXPECT_EQ(outcome(when, "yesterday"), "not of type xs:dateTime");
    const Validate number = read("<range min='-10.5' max='100000000000000000000'/>", "xs:decimal");
    for (const char* good : {"-10.5", "-10.50", "0", "99999999999999999999.9", "100000000000000000000"})
        EXPECT_EQ(outcome(number, good), "") << good;
    for (const char* bad : {"-10.51", "-11", "100000000000000000000.1"})
        EXPECT_EQ(outcome(number, bad), "not in range");
    EXPECT_EQ(outcome(read("<range min='1'/>", "xs:double"), "NaN"), "");
    EXPECT_EQ(outcome(read("<range min='1'/>", "xs:double"), "0.5"), "not in range");
    EXPECT_EQ(outcome(read("<range min='1' max='5'/>"), "text has no order"), "");
    EXPECT_EQ(outcome(read("<range max='12:00:00'/>", "xs:time"), "11:59:59.5"), "");
    EXPECT_EQ(outcome(read("<range/>", "xs:integer"), "5"), "");
}

bool matches(std::string pattern, std::string_view value) {
    Validate rule;
    rule.regex = std::move(pattern);
    return check(rule, value).has_value();
}

TEST(FormPattern, describes_the_whole_value) {
    const char* const number = "([0-9]{3})-([0-9]{2})-([0-9]{4})";
    EXPECT_TRUE(matches(number, "123-12-1234"));
    EXPECT_FALSE(matches(number, "123-12-12345"));
    EXPECT_FALSE(matches(number, "x123-12-1234"));
    EXPECT_TRUE(matches("^" + std::string(number) + "$", "123-12-1234"));
    EXPECT_TRUE(matches("", ""));
    EXPECT_FALSE(matches("", "a"));
}

TEST(FormPattern, has_the_words_of_posix) {
    EXPECT_TRUE(matches("a|bc|d", "bc") && matches("a|bc|d", "d") && !matches("a|bc|d", "b"));
    EXPECT_TRUE(matches("a||b", "") && matches("(|a)b", "b"));
    EXPECT_TRUE(matches("ab*c", "ac") && matches("ab*c", "abbbc") && !matches("ab+c", "ac") && matches("ab?c", "ac"));
    EXPECT_TRUE(matches("(ab){2,3}", "abab") && matches("(ab){2,3}", "ababab"));
    EXPECT_FALSE(matches("(ab){2,3}", "ab") || matches("(ab){2,3}", "abababab"));
    EXPECT_TRUE(matches("a{2,}", "aaaaa") && !matches("a{2,}", "a") && matches("a{0}b", "b") &&
                matches("a{2}{2}", "aaaa"));
    EXPECT_TRUE(matches("[]a-c-]+", "]b-") && !matches("[^a-c]", "b") && matches("[^a-c]", "d"));
    EXPECT_TRUE(matches("[[:digit:][:upper:]_]+", "A_7") && !matches("[[:digit:]]", "a"));
    EXPECT_TRUE(matches("\\.\\d+\\\\", ".12\\") && matches("\\w+\\s\\S", "a_1 x") && !matches("\\.", "a"));
    EXPECT_TRUE(matches("a^b|$a|x", "x") && !matches("a^b", "a^b") && matches("(^a|b$)", "b"));
    EXPECT_TRUE(matches("(((a)b)c)*", "abcabc") && matches("(a*)*", "aaa") && matches("(a*)+b", "b"));
}

TEST(FormPattern, counts_characters_not_bytes) {
    EXPECT_TRUE(matches(".{3}", "\u00e4\u20ac\U0001f600"));
    EXPECT_TRUE(matches("[\u03b1-\u03c9]+", "\u03bb\u03bf\u03b3\u03bf\u03c2"));
    EXPECT_FALSE(matches("[\u03b1-\u03c9]", "a"));
    EXPECT_TRUE(matches("\u00e4+", "\u00e4\u00e4"));
}

TEST(FormPattern, one_that_is_wrong_is_told_as_such) {
    for (const char* pattern : {"(", ")", "a)", "(a", "[a", "[[:nothing:]]", "[z-a]", "*a", "a{", "a{2,1}", "a{x}",
                                "\\", "(a)\\1", "a{99999999}", "+", "a|*"}) {
        Validate rule;
        rule.regex = pattern;
        const Result<void> good = check(rule, "a");
        ASSERT_FALSE(good) << pattern;
        EXPECT_EQ(good.error().code, std::errc::not_supported) << pattern;
    }
}

TEST(FormPattern, has_limits) {
    const auto refused = [](std::string pattern, std::string_view value) {
        Validate rule;
        rule.regex = std::move(pattern);
        const Result<void> good = check(rule, value);
        return !good && good.error().code == std::errc::not_supported;
    };
    EXPECT_FALSE(refused(std::string(max_pattern, 'a'), "a"));
    EXPECT_TRUE(refused(std::string(max_pattern + 1, 'a'), "a"));
    EXPECT_TRUE(matches("a*", std::string(max_matched_value, 'a')));
    EXPECT_FALSE(matches("a*", std::string(max_matched_value + 1, 'a')));
    EXPECT_FALSE(refused("a*", std::string(max_matched_value + 1, 'a')));
    EXPECT_FALSE(refused("a{1900}", "a"));
    EXPECT_TRUE(refused("a{2001}", "a"));
    EXPECT_TRUE(refused("((a{100}){100}){100}", "a"));
    EXPECT_TRUE(refused("(((){9999}){9999}){9999}", "a"));
    EXPECT_TRUE(refused("a{0,60000}{0,60000}", "a"));
    EXPECT_TRUE(refused(std::string(60, '(') + std::string(60, ')'), ""));
    EXPECT_FALSE(refused(std::string(40, '(') + std::string(40, ')'), ""));
}

TEST(FormPattern, what_takes_others_for_ever_takes_no_time) {
    EXPECT_FALSE(matches("(a|a)*(a|a)*(a*)*b", std::string(2'000, 'a')));
    EXPECT_FALSE(matches("(a?){500}a{500}", std::string(499, 'a')));
}

}  // namespace
}  // namespace headstock::form_validation
