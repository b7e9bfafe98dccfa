// SPDX-License-Identifier: MIT
#include "headstock/bridge/path.hpp"

#include <gtest/gtest.h>

#include "headstock/bridge/parser.hpp"

namespace headstock::bridge {
namespace {

const Element& tree() {
    static const Element root =
        parse_element(
            "<r xmlns='u'><a x='1' xml:lang='en'><b/></a><a x='2'><b y='[/]\"'><p:c xmlns:p='v'/></b></a></r>")
            .value();
    return root;
}
View a(std::size_t index) { return index == 0 ? tree().children().front() : *std::next(tree().children().begin()); }
View b(std::size_t index) { return *a(index).child(Name{"b", "u"}); }
View c() { return *b(1).child(Name{"c", "v"}); }

bool leads(std::string_view path, View element) { return Path::parse(path).value().leads_to(element); }

TEST(Path, a_relative_one_leads_from_anywhere) {
    EXPECT_TRUE(leads("b", b(0)));
    EXPECT_TRUE(leads("a/b", b(0)));
    EXPECT_TRUE(leads("r/a/b", b(1)));
    EXPECT_TRUE(leads("b/c", c()));
    EXPECT_FALSE(leads("r/b", b(0)));
    EXPECT_FALSE(leads("x/r/a/b", b(0)));
    EXPECT_FALSE(leads("a", b(0)));
}

TEST(Path, an_absolute_one_leads_from_the_root) {
    EXPECT_TRUE(leads("/r", tree()));
    EXPECT_TRUE(leads("/r/a/b", b(0)));
    EXPECT_FALSE(leads("/a/b", b(0)));
    EXPECT_FALSE(leads("/b", b(0)));
}

TEST(Path, a_step_may_name_its_namespace_or_that_there_is_none) {
    EXPECT_TRUE(leads("{u}a/{u}b/{v}c", c()));
    EXPECT_FALSE(leads("{v}b/c", c()));
    EXPECT_FALSE(leads("{}b", b(0)));
    EXPECT_TRUE(leads("/{}x", Element("x", "")));
}

TEST(Path, a_step_may_test_one_attribute) {
    EXPECT_TRUE(leads("a[@x]/b", b(0)));
    EXPECT_FALSE(leads("a[@y]/b", b(0)));
    EXPECT_TRUE(leads("a[@x=\"2\"]/b", b(1)));
    EXPECT_FALSE(leads("a[@x='2']/b", b(0)));
    EXPECT_TRUE(leads("b[@y='[/]\"']", b(1)));
    EXPECT_TRUE(leads("a[@{http://www.w3.org/XML/1998/namespace}lang='en']", a(0)));
    EXPECT_FALSE(leads("a[@lang]", a(0)));
}

TEST(Path, knows_the_tag_it_ends_in) { EXPECT_EQ(Path::parse("/{u}a/b[@x]").value().last_tag(), "b"); }

TEST(Path, anything_else_is_refused_with_the_place) {
    for (const char* const wrong :
         {"",     "/",    "a/",   "a//b",   "/a/",      "{u",       "{u}",        "{u}/a",   "a[",        "a[]",
          "a[x]", "a[@]", "a[@x", "a[@x=]", "a[@x='1]", "a[@x='1'", "a[@x='1'']", "a[@x=1]", "a[@x][@y]", "a]",
          "a b",  "1a",   "a:b",  "*",      "a[@{u]",   "a[@{u}]",  "a[@x='1']b", "@x",      " a"}) {
        const Result<Path> path = Path::parse(wrong);
        ASSERT_FALSE(path) << wrong;
        EXPECT_EQ(path.error().code, std::errc::invalid_argument) << wrong;
    }
    EXPECT_EQ(Path::parse("a//b").error().text, "no path at character 3 of \"a//b\"");
}

}  // namespace
}  // namespace headstock::bridge
