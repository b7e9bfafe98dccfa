// SPDX-License-Identifier: MIT
#include "headstock/conversation/script.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "headstock/bridge/parser.hpp"

namespace headstock::testing {
namespace {

using namespace std::chrono_literals;

std::vector<ScriptStep> parsed(std::string_view text) {
    auto script = parse_script(text);
    if (!script) ADD_FAILURE() << script.error().line << ":" << script.error().column << ": " << script.error().what;
    return script ? std::move(*script) : std::vector<ScriptStep>();
}
std::string complaint(std::string_view text) {
    const auto script = parse_script(text);
    if (script) return "none";
    return std::to_string(script.error().line) + ":" + std::to_string(script.error().column) + ": " +
           script.error().what;
}

TEST(Script, reads_steps_with_all_that_may_be_said) {
    const auto steps = parsed(
        "# a comment\n\n"
        "send: {\n<presence/>\n  # another\n<message to=\"a>b\"><body>} # no comment</body></message>\n}\n"
        "expect:\n{\n<presence from='$(jid)'/>\n}\n"
        "expect strict(alice, 500ms): { <iq type='result'><![CDATA[<a>]]></iq> }\n"
        "send(b-2): {<a xmlns='urn:x'><a/></a>}expect(2m , c) : {<b/>}");
    ASSERT_EQ(steps.size(), 5U);
    EXPECT_EQ(steps[0].action, ScriptStep::Action::send);
    EXPECT_EQ(steps[0].line, 3U);
    EXPECT_EQ(steps[0].who, "");
    ASSERT_EQ(steps[0].elements.size(), 2U);
    EXPECT_TRUE(steps[0].elements[0].is({"presence", "jabber:client"}));
    EXPECT_EQ(steps[0].elements[1].child({"body", "jabber:client"})->text(), "} # no comment");
    EXPECT_EQ(steps[1].action, ScriptStep::Action::expect);
    EXPECT_FALSE(steps[1].strict);
    EXPECT_FALSE(steps[1].limit);
    EXPECT_TRUE(steps[2].strict);
    EXPECT_EQ(steps[2].who, "alice");
    EXPECT_EQ(steps[2].limit, Duration(500ms));
    EXPECT_EQ(steps[2].elements[0].text(), "<a>");
    EXPECT_EQ(steps[3].who, "b-2");
    EXPECT_TRUE(steps[3].elements[0].has_child({"a", "urn:x"}));
    EXPECT_EQ(steps[4].who, "c");
    EXPECT_EQ(steps[4].limit, Duration(2min));
}

TEST(Script, says_where_it_makes_no_sense) {
    EXPECT_EQ(complaint(""), "1:1: there is no step");
    EXPECT_EQ(complaint("# only this"), "1:12: there is no step");
    EXPECT_EQ(complaint("\n  wait: {<a/>}"), "2:3: there should be send or expect");
    EXPECT_EQ(complaint("send strict: {<a/>}"), "1:6: only expect strict is known here");
    EXPECT_EQ(complaint("send {<a/>}"), "1:6: there should be a ':'");
    EXPECT_EQ(complaint("send: <a/>"), "1:7: there should be a '{'");
    EXPECT_EQ(complaint("send: { }"), "1:9: the block is empty");
    EXPECT_EQ(complaint("send: { text }"), "1:9: there should be an element, or a '}'");
    EXPECT_EQ(complaint("send: {<a/>"), "1:8: this block has no end");
    EXPECT_EQ(complaint("send: {\n<a>\n}"), "2:1: this element has no end");
    EXPECT_EQ(complaint("send: {\n<a b='\n}"), "2:1: this element has no end");
    EXPECT_EQ(complaint("send: {\n<a><![CDATA[</a>\n}"), "2:1: this element has no end");
    EXPECT_TRUE(complaint("send: {\n <a></b>}").starts_with("2:2: this element is not XML as XMPP allows it: "));
    EXPECT_TRUE(complaint("send: {\n <!-- x --> }").starts_with("2:2: this element"));
    EXPECT_TRUE(complaint("send: {</a>}").starts_with("1:8: this element"));
    EXPECT_TRUE(complaint("send: {<a></a></stream>}").starts_with("1:15: this element"));
    EXPECT_EQ(complaint("send(5s): {<a/>}"), "1:6: there should be a connection's name, or with expect a time");
    EXPECT_EQ(complaint("expect(a, b): {<a/>}"), "1:10: there should be a connection's name, or with expect a time");
    EXPECT_EQ(complaint("expect(5): {<a/>}"), "1:8: that is no time: 500ms, 5s or 2m are, up to an hour");
    EXPECT_EQ(complaint("expect(0s): {<a/>}"), "1:8: that is no time: 500ms, 5s or 2m are, up to an hour");
    EXPECT_EQ(complaint("expect(61m): {<a/>}"), "1:8: that is no time: 500ms, 5s or 2m are, up to an hour");
    EXPECT_EQ(complaint("expect(a\n): {<a/>}"), "1:8: there should be a ')' in this line");
}

TEST(Script, has_limits) {
    std::string steps;
    for (std::size_t i = 0; i < max_script_steps; ++i) steps += "send:{<a/>}";
    EXPECT_EQ(parsed(steps).size(), max_script_steps);
    EXPECT_EQ(complaint(steps + "send:{<a/>}"), "1:11001: a script has at most 1000 steps");
    std::string block = "send:{";
    for (std::size_t i = 0; i < max_script_elements; ++i) block += "<a/>";
    EXPECT_EQ(parsed(block + "}").size(), 1U);
    EXPECT_EQ(complaint(block + "<a/>}"), "1:4007: a block has at most 1000 elements");
    EXPECT_EQ(complaint(std::string(max_script + 1, '#')), "1:1: a script has at most 1 MiB");
    EXPECT_NE(complaint(std::string("send:{") + std::string(max_script - 6, '<')),
              "none");  // and does not take for ever
    std::string deep = "send:{";
    for (int i = 0; i < 100; ++i) deep += "<a>";
    for (int i = 0; i < 100; ++i) deep += "</a>";
    EXPECT_TRUE(complaint(deep + "}").starts_with("1:7: this element is not XML"));
}

bridge::Element xml(std::string_view text) { return bridge::parse_element(text).value(); }

TEST(Filled, puts_in_what_names_stand_for_and_drops_blanks) {
    const Names variables{{"jid", "a@b/c"}, {"x.y", "<&'"}};
    const Names caught{{"id", "$(jid)"}};
    EXPECT_EQ(
        filled(xml("<m to='$(jid)' id='q-@{id}'>\n  <b>I am $(jid), $(x.y)</b> <e/> \n</m>"), variables, caught, false)
            .value(),
        xml("<m to='a@b/c' id='q-$(jid)'><b>I am a@b/c, &lt;&amp;&apos;</b><e/></m>"));
    EXPECT_EQ(filled(xml("<m to='@{new}'><b>@{ no }</b></m>"), variables, caught, true).value(),
              xml("<m to='@{new}'><b>@{ no }</b></m>"));
    EXPECT_EQ(filled(xml("<m>$(who)</m>"), variables, caught, true).error(), "$(who)");
    EXPECT_EQ(filled(xml("<m a='@{new}'/>"), variables, caught, false).error(), "@{new}");
    EXPECT_EQ(filled(xml("<m a='x@{new}'/>"), variables, caught, true).error(), "@{new}");
    EXPECT_EQ(filled(xml("<m a='$(jid'/>"), variables, caught, true).error(), "$(jid");
}

TEST(Fits, what_has_all_that_is_expected_and_perhaps_more) {
    const auto actual = xml("<m a='1' b='2'><x xmlns='urn:x'/> <y k='1'/><y k='2'>text <z/>more</y></m>");
    Names caught;
    for (const char* good : {"<m/>", "<m b='2'/>", "<m><y/><x xmlns='urn:x'/></m>", "<m><y k='2'/><y k='1'/></m>",
                             "<m><y k='2'><z/></y></m>", "<m><y>\n text more\n</y></m>"})
        EXPECT_TRUE(fits(xml(good), actual, caught)) << good;
    for (const char* bad : {"<n/>", "<m xmlns='urn:x'/>", "<m c=''/>", "<m a='2'/>", "<m><x/></m>",
                            "<m><y/><y/><y/></m>", "<m><y k='1'/><y k='1'/></m>", "<m>text</m>", "<m><y>other</y></m>"})
        EXPECT_FALSE(fits(xml(bad), actual, caught)) << bad;
}

TEST(Fits, what_a_name_has_caught_before) {
    Names caught;
    EXPECT_FALSE(fits(xml("<m a='@{x}' b='@{y}' c='0'/>"), xml("<m a='1' b='2'/>"), caught));
    EXPECT_TRUE(caught.empty());
    EXPECT_TRUE(fits(xml("<m a='@{x}'><t> @{y} </t></m>"), xml("<m a='1'><t>two words</t></m>"), caught));
    EXPECT_EQ(caught, (Names{{"x", "1"}, {"y", "two words"}}));
    EXPECT_FALSE(fits(xml("<m a='@{x}'/>"), xml("<m a='2'/>"), caught));
    EXPECT_TRUE(fits(xml("<m a='@{y}' b='@{x}'/>"), xml("<m a='two words' b='1'/>"), caught));
    Names same;
    EXPECT_FALSE(fits(xml("<m a='@{x}' b='@{x}'/>"), xml("<m a='1' b='2'/>"), same));
    EXPECT_TRUE(fits(xml("<m><t k='@{x}' l='2'/></m>"), xml("<m><t k='1' l='1'/><t k='2' l='2'/></m>"), same));
    EXPECT_EQ(same, (Names{{"x", "2"}}));
}

}  // namespace
}  // namespace headstock::testing
