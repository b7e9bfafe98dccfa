// SPDX-License-Identifier: MIT
#include "headstock/bridge/view.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <type_traits>
#include <vector>

#include "headstock/bridge/builder.hpp"

namespace headstock::bridge {
namespace {

static_assert(std::is_trivially_copyable_v<View>);
static_assert(std::forward_iterator<Range<View>::iterator>);
static_assert(std::ranges::forward_range<Range<AttributeView>>);

/// `<p:r p:k='v' l='w'>t<c/></p:r>` as a parser holds it: the tree is the test's own.
struct Received {
    static constexpr std::string_view chars = "p:r p:k v l w t c";
    std::vector<detail::Node> nodes{
        {2, 1, 3, detail::none, 0, 2, 1, 1, false}, {14, 1, 2, 0, 2, 0, 0, 0, true}, {16, 1, 3, 0, 2, 0, 0, 0, false}};
    std::array<detail::Attribute, 2> attributes{{{6, 8, 1, 1, 1, 1}, {10, 12, 1, 1, 0, 0}}};
    std::array<detail::Space, 2> spaces{{{0, 0}, {0, 5}}};
    detail::Tree tree{nodes.data(), attributes.data(), spaces.data(), chars.data(), "urn:p"};
    View view{tree, 0};
};

TEST(View, shows_names_and_prefixes_as_received) {
    const Received received;
    EXPECT_EQ(received.view.name(), (Name{"r", "urn:p"}));
    EXPECT_EQ(received.view.prefix(), "p");
    const AttributeView first = received.view.attributes().front();
    EXPECT_EQ(first.name, (Name{"k", "urn:p"}));
    EXPECT_EQ(first.prefix, "p");
    EXPECT_EQ(first.value, "v");
    EXPECT_EQ(received.view.children().front().prefix(), "");
}

TEST(View, finds_attributes_by_name_and_namespace) {
    const Received received;
    EXPECT_EQ(received.view.attribute("l"), "w");
    EXPECT_EQ(received.view.attribute("k"), std::nullopt);
    EXPECT_EQ(received.view.attribute(Name{"k", "urn:p"}), "v");
    EXPECT_EQ(received.view.attribute(Name{"l", "urn:p"}), std::nullopt);
}

TEST(View, an_owned_copy_is_equal_without_the_prefixes) {
    const Received received;
    const Element copy = received.view.own();
    EXPECT_EQ(copy.view(), received.view);
    EXPECT_EQ(copy.view().prefix(), "");
    EXPECT_EQ(copy.attributes().front().prefix, "");
    EXPECT_EQ(copy.xml(), "<r xmlns='urn:p' xmlns:ns0='urn:p' ns0:k='v' l='w'>t<c xmlns=''/></r>");
}

TEST(View, an_open_element_shows_only_its_start_tag) {
    Received received;
    received.nodes.front().end = 0;
    received.nodes.resize(1);  // nothing behind it may be touched
    received.tree.nodes = received.nodes.data();
    EXPECT_TRUE(received.view.content().empty());
    EXPECT_TRUE(received.view.children().empty());
    EXPECT_EQ(received.view.text(), "");
    EXPECT_EQ(received.view.attribute("l"), "w");
    const Element copy = received.view.own();
    EXPECT_TRUE(copy.content().empty());
    EXPECT_EQ(copy.view(), received.view);
    EXPECT_EQ(received.view, received.view);
    EXPECT_NE(Received().view, received.view);
}

TEST(View, walks_up_and_down) {
    Builder builder({"a", ""});
    builder.text("x").open({"b", ""}).open({"c", ""}).close().text("y").close().open({"b", "urn:b"});
    const Element element = std::move(builder).take();
    const View b = *element.child({"b", ""});
    const View c = *b.child({"c", ""});
    EXPECT_EQ(c.depth(), 2U);
    EXPECT_EQ(c.parent()->tag(), "b");
    EXPECT_EQ(c.root().tag(), "a");
    EXPECT_EQ(element.view().parent(), std::nullopt);
    EXPECT_EQ(element.view().depth(), 0U);
    EXPECT_EQ(element.children().size(), 2U);
    EXPECT_EQ(b.content().size(), 2U);
    EXPECT_EQ(element.child({"c", ""}), std::nullopt);
}

TEST(View, ranges_work_with_the_standard_algorithms) {
    Element list("list", "");
    for (const char* tag : {"a", "b", "a"}) list.text(" ").add(Element(tag, ""));
    EXPECT_EQ(std::ranges::count(list.children(), "a", &View::tag), 2);
    EXPECT_EQ(std::ranges::count_if(list.content(), &Content::is_text), 3);
    auto step = list.children().begin();
    EXPECT_EQ((*step++).tag(), "a");
    EXPECT_EQ((*step).tag(), "b");
    EXPECT_FALSE(list.content().front().element());
    EXPECT_EQ(list.children().front().content().size(), 0U);
}

TEST(View, text_is_borrowed_when_it_is_in_one_piece) {
    EXPECT_EQ(Element("a", "").view().text_in_one_piece(), "");
    const Element plain = Element("a", "").text("t").add(Element("b", "").text("inner"));
    EXPECT_EQ(plain.view().text_in_one_piece(), "t");
    const Element mixed = Element("a", "").text("t").add(Element("b", "").text("inner")).text("u");
    EXPECT_EQ(mixed.view().text_in_one_piece(), std::nullopt);
    EXPECT_EQ(mixed.text(), "tu");
}

TEST(View, a_million_levels_are_walked_without_a_stack) {
    constexpr std::size_t levels = 1'000'000;
    Builder builder({"e", ""});
    for (std::size_t i = 1; i < levels; ++i) builder.open({"e", ""});
    const Element deep = std::move(builder).take();
    const View last(deep.view().tree(), levels - 1);
    EXPECT_EQ(last.depth(), levels - 1);
    EXPECT_EQ(last.root().index(), 0U);
    EXPECT_EQ(deep.text(), "");
    EXPECT_EQ(last.own(), Element("e", ""));
}

}  // namespace
}  // namespace headstock::bridge
