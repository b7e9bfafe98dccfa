// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "tests/support/xml_events.hpp"

#include "headstock/bridge/parser.hpp"

namespace headstock::bridge {
namespace {

using xml_events::Outcome;

/// The same outcome whole and in pieces.
Outcome read(const std::string& xml, const Limits& limits) {
    const Outcome whole = xml_events::read(xml, xml_events::whole(), limits);
    EXPECT_EQ(whole, xml_events::read(xml, {1}, limits)) << xml;
    EXPECT_EQ(whole, xml_events::read(xml, {7}, limits)) << xml;
    EXPECT_EQ(whole, xml_events::read(xml, xml_events::random_cut(3), limits)) << xml;
    return whole;
}

TEST(Limits, a_stanza_may_have_so_many_bytes_and_not_one_more) {
    const Limits limits{.stanza = 20};
    const std::string head = "<r>";
    EXPECT_FALSE(read(head + "<m>0123456789012</m></r>", limits).error);
    for (const char* const big : {"<m>01234567890123</m>", "<m a='0123456789012'/>", "<m><a/><b/><c/><d/></m>",
                                  "<m>&#00000000000065;</m>", "<m><![CDATA[012345]]></m>", "<m                    />",
                                  "<m a='&amp;&amp;&amp;&amp;'/>", "<m>\r\r\r\r\r\r\r\r\r\r\r\r\r\r</m>"}) {
        const Outcome outcome = read(head + big + "</r>", limits);
        EXPECT_EQ(outcome.error, ParseErrc::stanza_too_big) << big;
        EXPECT_EQ(outcome.at.offset, head.size() + 20) << big;
    }
}

TEST(Limits, a_stanza_is_too_big_before_it_ends) {
    EXPECT_EQ(read("<r><m>" + std::string(100, 'x'), {.stanza = 50}).error, ParseErrc::stanza_too_big);
    EXPECT_EQ(read("<r><m a='" + std::string(100, 'x'), {.stanza = 50}).error, ParseErrc::stanza_too_big);
    EXPECT_EQ(read("<r></r" + std::string(100, ' '), {.stanza = 50}).error, ParseErrc::stanza_too_big);
    EXPECT_EQ(read("<?xml " + std::string(100, ' '), {.stanza = 50}).error, ParseErrc::stanza_too_big);
}

TEST(Limits, what_is_wrong_before_the_limit_is_told_instead_of_it) {
    EXPECT_EQ(read("<r><m a=b '" + std::string(100, 'x'), {.stanza = 50}).error, ParseErrc::not_well_formed);
    EXPECT_EQ(read("<r><m a=b '" + std::string(100, 'x'), {.stanza = 50}).at.offset, 8U);
    EXPECT_EQ(read("<r><m>" + std::string(60, 'x') + "</n>", {.stanza = 50}).error, ParseErrc::stanza_too_big);
}

TEST(Limits, the_start_tag_of_the_root_is_measured_too_but_what_is_between_stanzas_is_not) {
    EXPECT_FALSE(
        read("<r a='3456789'>" + std::string(99, ' ') + "<m/>" + std::string(99, 'x') + "</r>", {.stanza = 15}).error);
    EXPECT_EQ(read("<r a='34567890'>", {.stanza = 15}).error, ParseErrc::stanza_too_big);
    EXPECT_FALSE(read(std::string(99, ' ') + "<r/>" + std::string(99, '\n'), {.stanza = 15}).error);
    EXPECT_FALSE(read("<r><![CDATA[" + std::string(99, 'x') + "]]></r>", {.stanza = 15}).error);
}

TEST(Limits, elements_may_be_nested_so_deep) {
    EXPECT_FALSE(read("<r><a><b/></a></r>", {.depth = 3}).error);
    const Outcome deep = read("<r><a><b><c/></b></a></r>", {.depth = 3});
    EXPECT_EQ(deep.error, ParseErrc::too_deep);
    EXPECT_EQ(deep.at.offset, 9U);
}

TEST(Limits, depth_costs_no_stack) {
    std::string deep = "<r>";
    for (int i = 0; i < 300'000; ++i) deep += "<a>";
    EXPECT_EQ(xml_events::read(deep).error, ParseErrc::too_deep);
    for (int i = 0; i < 300'000; ++i) deep += "</a>";
    const Limits none{.stanza = 1U << 30U, .depth = 1'000'000, .nodes = 1'000'000};
    EXPECT_FALSE(xml_events::read(deep + "</r>", xml_events::whole(), none).error);
}

TEST(Limits, an_element_may_have_so_many_attributes_declarations_included) {
    const Limits limits{.attributes = 2};
    EXPECT_FALSE(read("<r><a b='' xmlns:c='u'/></r>", limits).error);
    const Outcome many = read("<r><a b='' xmlns:c='u' d=''/></r>", limits);
    EXPECT_EQ(many.error, ParseErrc::too_many_attributes);
    EXPECT_EQ(many.at.offset, 23U);
}

TEST(Limits, so_many_namespaces_may_be_in_scope) {
    const Limits limits{.namespaces = 2};
    EXPECT_FALSE(read("<r xmlns='a'><m xmlns='b'/><m xmlns='c'/><m xmlns='d'/></r>", limits).error);
    const Outcome many = read("<r xmlns='a'><m xmlns:b='b'><n xmlns='c'/></m></r>", limits);
    EXPECT_EQ(many.error, ParseErrc::too_many_namespaces);
    EXPECT_EQ(many.at.offset, 31U);
}

TEST(Limits, a_stanza_with_more_namespaces_than_an_index_can_count_is_refused) {
    std::string stanza = "<r><m>";
    for (int i = 0; i < 70'000; ++i) stanza += "<n xmlns='" + std::to_string(i) + "'/>";
    const Limits none{.stanza = 1U << 30U, .nodes = 1'000'000};
    EXPECT_EQ(xml_events::read(stanza, xml_events::whole(), none).error, ParseErrc::too_many_namespaces);
}

TEST(Limits, a_name_with_its_prefix_may_be_so_long) {
    const Limits limits{.name = 7};
    EXPECT_FALSE(read("<r xmlns:n='u'><n:abcde a234567=''/></r>", limits).error);
    EXPECT_EQ(read("<r xmlns:n='u'><n:abcdef/></r>", limits).error, ParseErrc::name_too_long);
    EXPECT_EQ(read("<r xmlns:n='u'><n:abcdef/></r>", limits).at.offset, 16U);
    EXPECT_EQ(read("<abcdefgh/>", limits).error, ParseErrc::name_too_long);
    EXPECT_EQ(read("<abcdefgh", limits).error, ParseErrc::name_too_long);
    EXPECT_EQ(read("<r a2345678=''/>", limits).error, ParseErrc::name_too_long);
    EXPECT_EQ(read("<r>&#0000000000065;</r>", limits).error, ParseErrc::name_too_long);
    EXPECT_EQ(read("<r>&abcdefghijk;</r>", limits).error, ParseErrc::name_too_long);
    EXPECT_EQ(read("<r>&#" + std::string(300, '0') + "65;</r>", {.name = 60'000}).error, ParseErrc::name_too_long);
}

TEST(Limits, a_stanza_may_have_so_many_elements_and_runs_of_text) {
    const Limits limits{.nodes = 4};
    EXPECT_FALSE(read("<r><a>1<b/>2</a><a>1<b/>2</a></r>", limits).error);
    const Outcome text = read("<r><a>1<b/><c/>&lt;</a></r>", limits);
    EXPECT_EQ(text.error, ParseErrc::too_many_nodes);
    EXPECT_EQ(text.at.offset, 15U);
    EXPECT_EQ(read("<r><a>1<b/>2<c/></a></r>", limits).error, ParseErrc::too_many_nodes);
}

TEST(Limits, where_two_are_met_at_once_the_same_one_is_told_however_the_input_is_cut) {
    for (const std::string text :
         {"x", "xyz", "&#x2028;", "&lt;", "]x", "]]x", "]]]", "]]>", "]]]>", "\r\n", "\rx", "\r\r", "\xc3\xa9",
          "\xe2\x80\xa8x", "<![CDATA[x]]>", "<![CDATA[]x]]>", "<![CDATA[]]]]>", "<c/>"})
        for (std::uint32_t size = 4; size < 40; ++size) {
            read("<r><a><b/>" + text + "</a></r>", {.stanza = size, .nodes = 2});
            read("<r><a>" + text + "<b/>" + text + text + "</a></r>", {.stanza = size, .nodes = 3});
        }
}

TEST(Limits, defaults_let_a_big_honest_stanza_pass) {
    std::string roster = "<r><iq><query xmlns='jabber:iq:roster'>";
    for (int i = 0; i < 1000; ++i)
        roster += "<item jid='contact" + std::to_string(i) +
                  "@example.com' name='A name &amp; more' subscription='both'>"
                  "<group>Friends</group></item>";
    EXPECT_FALSE(read(roster + "</query></iq></r>", {}).error);
}

}  // namespace
}  // namespace headstock::bridge
