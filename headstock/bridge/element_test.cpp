// SPDX-License-Identifier: MIT
#include "headstock/bridge/element.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "headstock/base/random.hpp"
#include "headstock/bridge/builder.hpp"

namespace headstock::bridge {
namespace {

constexpr std::string_view ns = "jabber:client";

/// `<r>one<a/>two<b x='1'>in</b>three</r>`
Element sample() {
    Element r("r", ns);
    r.text("one").add(Element("a", ns)).text("two");
    r.add(Element("b", ns).attribute("x", "1").text("in")).text("three");
    return r;
}

/// Its content in one line: texts as they are, elements as their tags in brackets.
std::string told(View element) {
    std::string line;
    for (const Content& piece : element.content()) {
        if (piece.is_text()) line.append(piece.text()).append("|");
        else line.append("<").append(piece.element()->tag()).append(">|");
    }
    return line;
}

TEST(Element, is_what_it_was_built_of) {
    const Element query = Element("query", "jabber:iq:version").attribute("a", "1").attribute(xml_lang, "en").text("t");
    EXPECT_TRUE(query.is({"query", "jabber:iq:version"}));
    EXPECT_FALSE(query.is({"query", "jabber:iq:versions"}));
    EXPECT_EQ(query.attribute("a"), "1");
    EXPECT_EQ(query.attribute(xml_lang), "en");
    EXPECT_EQ(query.attribute("lang"), std::nullopt);
    EXPECT_EQ(query.attributes().size(), 2U);
    EXPECT_EQ(query.text(), "t");
}

TEST(Element, content_keeps_its_order) {
    EXPECT_EQ(told(sample()), "one|<a>|two|<b>|three|");
    EXPECT_EQ(sample().text(), "onetwothree");
    EXPECT_EQ(sample().child({"b", ns})->text(), "in");
    EXPECT_TRUE(sample().has_child({"a", ns}));
    EXPECT_FALSE(sample().has_child({"a", ""}));
}

TEST(Element, adjacent_texts_are_one) {
    Element e("e", ns);
    e.text("a").text("").text("b");
    EXPECT_EQ(told(e), "ab|");
    e.attribute("between", "x").text("c");
    EXPECT_EQ(told(e), "abc|");
    e.add(Element("f", ns).text("inner")).text("d");
    EXPECT_EQ(told(e), "abc|<f>|d|");
    EXPECT_EQ(told(*e.child({"f", ns})), "inner|");
    EXPECT_EQ(e.text("").content().size(), 3U);
}

TEST(Element, attributes_are_set_changed_and_removed_with_content_in_place) {
    Element e = sample();
    e.attribute("one", "1").attribute("two", "2").attribute(Name{"one", "urn:x"}, "namespaced");
    e.attribute("one", "a longer value than before").attribute("two", "");
    EXPECT_EQ(e.attribute("one"), "a longer value than before");
    EXPECT_EQ(e.attribute("two"), "");
    EXPECT_EQ(e.attribute(Name{"one", "urn:x"}), "namespaced");
    EXPECT_EQ(e.child({"b", ns})->attribute("x"), "1");
    e.remove_attribute(Name{"one", ""}).remove_attribute(Name{"absent", ""});
    EXPECT_EQ(e.attribute("one"), std::nullopt);
    EXPECT_EQ(e.attribute(Name{"one", "urn:x"}), "namespaced");
    EXPECT_EQ(e.child({"b", ns})->attribute("x"), "1");
    EXPECT_EQ(e.attributes().size(), 2U);
    EXPECT_EQ(told(e), told(sample()));
}

TEST(Element, attributes_and_text_may_come_from_the_element_itself) {
    Element e = Element("e", "urn:e").attribute("a", "first value").attribute("b", "second");
    for (int i = 0; i < 20; ++i) {
        e.attribute("a", *e.attribute("b")).attribute("b", e.attribute("a")->substr(1));
        e.attribute(e.name(), *e.attribute("a")).attribute("tag", e.tag()).text(*e.attribute("a")).text(e.ns());
        e.attribute("b", "second");
    }
    EXPECT_EQ(e.attribute("a"), "second");
    EXPECT_EQ(e.attribute(e.name()), "second");
    EXPECT_EQ(e.attribute("tag"), "e");
    EXPECT_EQ(e.text().size(), 20 * (6U + 5U));
}

TEST(Element, can_be_added_to_itself) {
    Element e = Element("e", ns).attribute("x", "1").text("t");
    for (int i = 0; i < 10; ++i) e.add(e);
    EXPECT_EQ(e.children().size(), 10U);
    EXPECT_EQ(e.view().children().front(), Element("e", ns).attribute("x", "1").text("t"));
    Element all = e;
    Element last = e;
    for (const View child : all.children()) last = child.own();
    EXPECT_EQ(last.children().size(), 9U);
    e.add(*e.child({"e", ns}));
    EXPECT_EQ(e.children().size(), 11U);
}

TEST(Element, pieces_are_inserted_replaced_and_removed) {
    const Element x("x", ns);
    EXPECT_EQ(told(sample().insert(0, x)), "<x>|one|<a>|two|<b>|three|");
    EXPECT_EQ(told(sample().insert(4, x)), "one|<a>|two|<b>|<x>|three|");
    EXPECT_EQ(told(sample().insert(5, x)), "one|<a>|two|<b>|three|<x>|");
    EXPECT_EQ(told(sample().insert(500, x)), "one|<a>|two|<b>|three|<x>|");
    EXPECT_EQ(told(sample().replace(0, x)), "<x>|<a>|two|<b>|three|");
    EXPECT_EQ(told(sample().replace(4, x)), "one|<a>|two|<b>|<x>|");
    EXPECT_EQ(told(sample().remove(0)), "<a>|two|<b>|three|");
    EXPECT_EQ(told(sample().remove(4)), "one|<a>|two|<b>|");
    EXPECT_EQ(told(Element("r", ns).insert(0, x)), "<x>|");
}

TEST(Element, texts_join_when_what_stood_between_goes) {
    EXPECT_EQ(told(sample().remove(1)), "onetwo|<b>|three|");
    EXPECT_EQ(sample().remove(3).remove(1), Element("r", ns).text("onetwothree"));
}

TEST(Element, a_piece_of_itself_can_be_inserted_or_take_a_place) {
    Element e = sample();
    e.insert(0, *e.child({"b", ns}));
    EXPECT_EQ(told(e), "<b>|one|<a>|two|<b>|three|");
    e.replace(2, e);
    EXPECT_EQ(told(e), "<b>|one|<r>|two|<b>|three|");
    EXPECT_EQ(told(*e.child({"r", ns})), "<b>|one|<a>|two|<b>|three|");
}

TEST(Element, clear_takes_content_and_leaves_attributes) {
    Element e = sample().attribute("kept", "yes");
    e.clear();
    EXPECT_TRUE(e.content().empty());
    EXPECT_EQ(e, Element("r", ns).attribute("kept", "yes"));
    EXPECT_EQ(told(e.text("new").add(Element("n", ns))), "new|<n>|");
}

TEST(Element, copies_are_independent_and_moves_keep_everything) {
    Element original = sample();
    Element copy = original;
    copy.attribute("only", "copy").text("more");
    EXPECT_EQ(original, sample());
    EXPECT_NE(copy, original);
    Element moved = std::move(copy);
    EXPECT_EQ(moved.attribute("only"), "copy");
    original = std::move(moved);
    EXPECT_EQ(told(original), "one|<a>|two|<b>|threemore|");
    Element& self = original;
    original = self;
    EXPECT_EQ(original.attribute("only"), "copy");
    moved = sample();
    EXPECT_EQ(moved, sample());
}

TEST(Element, short_ones_survive_a_move_too) {
    std::vector<Element> many;  // their characters fit into the string object, so they move in memory
    for (int i = 0; i < 50; ++i) many.push_back(Element("e", "").attribute("n", std::to_string(i)));
    for (int i = 0; i < 50; ++i) EXPECT_EQ(many[static_cast<std::size_t>(i)].attribute("n"), std::to_string(i));
    std::ranges::reverse(many);
    EXPECT_EQ(many.front().attribute("n"), "49");
}

TEST(Element, holds_any_bytes) {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
    const Element hostile = Element(bytes, bytes).attribute(Name{bytes, bytes}, bytes).text(bytes);
    EXPECT_TRUE(hostile.is({bytes, bytes}));
    EXPECT_EQ(hostile.attribute(Name{bytes, bytes}), bytes);
    EXPECT_EQ(hostile.text(), bytes);
    EXPECT_EQ(Element(hostile.view()), hostile);
    EXPECT_EQ(Element("", "").add(Element("", "")).children().size(), 1U);
}

TEST(Element, a_copied_part_forgets_its_parents) {
    const Element b = sample().child({"b", ns})->own();
    EXPECT_EQ(b, Element("b", ns).attribute("x", "1").text("in"));
    EXPECT_EQ(b.view().parent(), std::nullopt);
}

TEST(Element, differs_by_name_namespace_attribute_content_order_and_shape) {
    const Element same = sample();
    EXPECT_EQ(same, sample());
    EXPECT_NE(same, sample().attribute("x", ""));
    EXPECT_NE(same, sample().text("."));
    EXPECT_NE(Element("a", "x"), Element("a", "y"));
    EXPECT_NE(Element("a", "x"), Element("b", "x"));
    EXPECT_NE(Element("a", "").text("b"), Element("a", "").add(Element("b", "")));
    EXPECT_EQ(Element("a", "").attribute("p", "1").attribute("q", "2"),
              Element("a", "").attribute("q", "2").attribute("p", "1"));
    EXPECT_NE(Element("a", "").attribute("p", "1"), Element("a", "").attribute(Name{"p", "urn:x"}, "1"));
    const Element nested = Element("a", "").add(Element("b", "").add(Element("c", "")));
    const Element beside = Element("a", "").add(Element("b", "")).add(Element("c", ""));
    EXPECT_NE(nested, beside);
}

TEST(Element, many_children_take_linear_time) {
    Element list("list", ns);
    const Element item = Element("item", ns).attribute("jid", "juliet@capulet.lit").text("x");
    for (int i = 0; i < 50'000; ++i) list.add(item);
    EXPECT_EQ(list.children().size(), 50'000U);
    const Element copy = list;
    EXPECT_EQ(copy, list);
}

TEST(Element, changing_again_and_again_takes_no_more_room) {
    Element e("e", ns);
    e.add(Element("kept", ns).attribute("a", "1"));
    for (std::size_t i = 0; i < 100'000; ++i) {
        e.attribute("a", std::string(i % 50, 'x')).text(i % 1000 == 0 ? "t" : "");
        ASSERT_LT(e.attribute("a")->data() - e.view().tree().chars, 10'000);
    }
    EXPECT_EQ(e.attribute("a"), std::string(99'999 % 50, 'x'));
    EXPECT_EQ(told(e), "<kept>|" + std::string(100, 't') + "|");
}

TEST(Element, a_million_levels_need_no_stack) {
    Builder builder({"e", "urn:0"});
    for (int i = 1; i < 1'000'000; ++i) builder.open({"e", i % 2 == 0 ? "urn:0" : "urn:1"});
    const Element deep = std::move(builder).take();
    Element around("around", "urn:2");
    around.add(deep).insert(0, Element("first", "")).attribute("late", "1");
    EXPECT_EQ(*around.child({"e", "urn:0"}), deep.view());
    EXPECT_NE(around, deep);
    EXPECT_TRUE(around.clear().content().empty());
}

TEST(Builder, builds_what_adding_builds) {
    Builder builder({"r", ns});
    builder.text("o").text("ne").open({"a", ns}).close().text("two");
    builder.open({"b", ns}).attribute("x", "1").text("in").close().text("three");
    EXPECT_EQ(std::move(builder).take(), sample());
}

TEST(Builder, closes_what_is_open_and_adds_copies) {
    Builder builder({"r", ns});
    builder.attribute(xml_lang, "en").open({"s", ""}).add(sample()).text("t").add(sample()).open({"u", "urn:u"});
    const Element built = std::move(builder).take();
    EXPECT_EQ(built.attribute(xml_lang), "en");
    EXPECT_EQ(told(*built.child({"s", ""})), "<r>|t|<r>|<u>|");
    EXPECT_EQ(built.child({"s", ""})->child({"r", ns})->own(), sample());
}

/// The same changes to an element and to a list of what its content should be.
TEST(Element, random_changes_agree_with_a_plain_list) {
    SeededRandom random(15);
    Element element("r", ns);
    std::vector<std::string> expected;  // tags; no texts, for those join
    for (int step = 0; step < 2000; ++step) {
        const std::string tag = "t" + std::to_string(step);
        const auto at = static_cast<std::size_t>(random.below(expected.size() + 1));
        const auto place = expected.begin() + static_cast<std::ptrdiff_t>(at);
        const std::uint64_t change = random.below(expected.size() > 20 ? 8 : 4);
        if (change < 3) {
            element.insert(at, Element(tag, ns).attribute("n", tag).text(tag));
            expected.insert(place, tag);
        } else if (at < expected.size() && change == 3) {
            element.replace(at, Element(tag, "urn:" + tag));
            *place = tag;
        } else if (at < expected.size()) {
            element.remove(at);
            expected.erase(place);
        }
        element.attribute("step", tag);
        ASSERT_TRUE(std::ranges::equal(element.children(), expected, {}, &View::tag));
    }
}

}  // namespace
}  // namespace headstock::bridge
