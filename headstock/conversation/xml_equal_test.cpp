// SPDX-License-Identifier: MIT
#include "headstock/conversation/xml_equal.hpp"

#include <gtest/gtest.h>

#include "headstock/bridge/parser.hpp"

namespace headstock::testing {
namespace {

bool equal(const char* expected, const char* actual, Names& names) {
    return difference(*bridge::parse_element(expected), *bridge::parse_element(actual), names).empty();
}
bool equal(const char* expected, const char* actual) {
    Names names;
    return equal(expected, actual, names);
}

TEST(XmlEqual, order_of_attributes_prefixes_and_escapes_do_not_matter) {
    EXPECT_TRUE(equal("<a x='1' y='2' xmlns='n'>&lt;</a>", "<p:a y=\"2\" x=\"1\" xmlns:p='n'><![CDATA[<]]></p:a>"));
}

TEST(XmlEqual, everything_else_does) {
    for (const char* other :
         {"<a xmlns='m'/>", "<b xmlns='n'/>", "<a xmlns='n' x='1'/>", "<a xmlns='n'>t</a>", "<a xmlns='n'><c/></a>"})
        EXPECT_FALSE(equal("<a xmlns='n'/>", other)) << other;
    EXPECT_FALSE(equal("<a><b/><c/></a>", "<a><c/><b/></a>"));
    EXPECT_FALSE(equal("<a><b/></a>", "<a><b><c/></b></a>"));
    EXPECT_FALSE(equal("<a>x<b/></a>", "<a><b/>x</a>"));
}

TEST(XmlEqual, a_placeholder_keeps_what_it_met_first) {
    Names names;
    EXPECT_TRUE(equal("<a id='{1}'>{text}</a>", "<a id='77'>words</a>", names));
    EXPECT_EQ(names.at("1"), "77");
    EXPECT_TRUE(equal("<a id='{1}'/>", "<a id='77'/>", names));
    EXPECT_FALSE(equal("<a id='{1}'/>", "<a id='78'/>", names));
    EXPECT_EQ(fill_in("<b to='{1}'>{text} {other}</b>", names), "<b to='77'>words {other}</b>");
}

TEST(XmlEqual, says_what_differs) {
    Names names;
    EXPECT_EQ(difference(*bridge::parse_element("<a/>"), *bridge::parse_element("<b/>"), names),
              "expected: <a/>\n     got: <b/>");
}

}  // namespace
}  // namespace headstock::testing
