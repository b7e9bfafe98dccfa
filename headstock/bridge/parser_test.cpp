// SPDX-License-Identifier: MIT
#include "headstock/bridge/parser.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/xml_events.hpp"

namespace headstock::bridge {
namespace {

using xml_events::Cut;
using xml_events::Outcome;

/// What is read whole, byte by byte, seven bytes at a time and in random pieces.
class ParserReads : public ::testing::TestWithParam<int> {
protected:
    static Outcome read(std::string_view xml, bool each = false) {
        const int size = GetParam();
        const Cut cut = size == 0    ? xml_events::whole()
                        : size == -1 ? xml_events::random_cut(7, 9)
                                     : Cut{static_cast<std::size_t>(size)};
        return xml_events::read(xml, cut, {}, each);
    }
    /// What is told of a stanza inside <r>.
    static std::string stanza(const std::string& xml) {
        const Outcome outcome = read("<r>" + xml + "</r>");
        EXPECT_FALSE(outcome.error) << outcome;
        return outcome.events.size() < 6 ? outcome.events : outcome.events.substr(4, outcome.events.size() - 6);
    }
};
INSTANTIATE_TEST_SUITE_P(Cuts, ParserReads, ::testing::Values(0, 1, 7, -1));

TEST_P(ParserReads, elements_attributes_and_text_in_order) {
    EXPECT_EQ(stanza("<m a='1' b=\"2\">x<i/>y<j>z</j></m>"), "S m\nA a=1\nA b=2\nT x\nS i\nE\nT y\nS j\nT z\nE\nE\n");
}

TEST_P(ParserReads, each_start_and_end_in_order_children_before_parents_and_the_root_last) {
    EXPECT_EQ(read("<r><a><b/></a><c/></r>", true).events,
              "start 0 r\nS r\nstart 1 a\nstart 2 b\nend 2 b\nend 1 a\nS a\nS b\nE\nE\nstart 1 c\nend 1 c\nS c\nE\n"
              "end 0 r\nE\n");
}

/// Writes down where each stanza lies.
class Spaces final : public Parser::Handler {
public:
    Flow on_end(View element, std::size_t depth) override {
        if (depth == 1) seen += std::string(element.ns()) + ' ' + element.own().xml() + '\n';
        return Flow::go;
    }
    std::string seen;
};

TEST(Parser, may_take_a_namespace_for_jabber_client_in_every_document_to_come) {
    Spaces spaces;
    Parser parser(spaces);
    parser.take_for_client("jabber:component:accept");
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(parser.feed(
            "<s:stream xmlns='jabber:component:accept' xmlns:s='s'><iq/><c:iq xmlns:c='jabber:component:accept'>"
            "<q xmlns='x'/></c:iq><iq xmlns='jabber:client'/><iq xmlns='jabber:server'/></s:stream>"));
        EXPECT_EQ(spaces.seen,
                  "jabber:client <iq xmlns='jabber:client'/>\n"
                  "jabber:client <iq xmlns='jabber:client'><q xmlns='x'/></iq>\n"
                  "jabber:client <iq xmlns='jabber:client'/>\njabber:server <iq xmlns='jabber:server'/>\n");
        spaces.seen.clear();
        parser.restart();
    }
    parser.take_for_client("");
    ASSERT_TRUE(parser.feed("<stream xmlns='jabber:component:accept'><iq/>"));
    EXPECT_EQ(spaces.seen, "jabber:component:accept <iq xmlns='jabber:component:accept'/>\n");
}

TEST_P(ParserReads, adjacent_text_cdata_and_references_as_one_run) {
    EXPECT_EQ(stanza("<m>a &lt; b<![CDATA[ <c> &amp; ]]>&#100;&#x65;</m>"), "S m\nT a < b <c> &amp; de\nE\n");
}

TEST_P(ParserReads, every_predefined_entity_and_both_kinds_of_character_reference) {
    EXPECT_EQ(stanza("<m a='&lt;&gt;&amp;&quot;&apos;'>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x000043;</m>"),
              "S m\nA a=<>&\"'\nT <>&\"'ABC\nE\n");
}

TEST_P(ParserReads, characters_of_every_length) {
    EXPECT_EQ(stanza("<m a='é'>aé漢😀&#233;&#x6F22;&#x1F600;</m>"), "S m\nA a=é\nT aé漢😀é漢😀\nE\n");
}

TEST_P(ParserReads, line_ends_as_one_line_feed) {
    EXPECT_EQ(stanza("<m>a\r\nb\rc\r\r\nd\n\re\r</m>"), "S m\nT a\nb\nc\n\nd\n\ne\n\nE\n");
    EXPECT_EQ(stanza("<m><![CDATA[a\r\nb\rc\r]]></m>"), "S m\nT a\nb\nc\n\nE\n");
    EXPECT_EQ(stanza("<m>a&#13;\nb</m>"), "S m\nT a\r\nb\nE\n");
}

TEST_P(ParserReads, white_space_in_attributes_as_blanks_but_references_as_they_are) {
    EXPECT_EQ(stanza("<m a='x\ty\r\nz\rw\n.' b='&#9;&#10;&#13;'/>"), "S m\nA a=x y z w .\nA b=\t\n\r\nE\n");
}

TEST_P(ParserReads, nothing_from_an_empty_cdata_section) {
    EXPECT_EQ(stanza("<m><![CDATA[]]></m>"), "S m\nE\n");
    EXPECT_EQ(stanza("<m>a<![CDATA[]]>b</m>"), "S m\nT ab\nE\n");
}

TEST_P(ParserReads, brackets_that_end_nothing) {
    EXPECT_EQ(stanza("<m>]]]] ]> > ]]&gt; &#93;]></m>"), "S m\nT ]]]] ]> > ]]> ]]>\nE\n");
    EXPECT_EQ(stanza("<m><![CDATA[]]]]>]]</m>"), "S m\nT ]]]]\nE\n");
    EXPECT_EQ(stanza("<m>]]<![CDATA[]>]]>></m>"), "S m\nT ]]]>>\nE\n");
}

TEST_P(ParserReads, namespaces_and_their_scopes) {
    EXPECT_EQ(stanza("<a xmlns='u'><b xmlns='v' xmlns:p='w' p:x='1' y='2'><p:c/></b><d/></a><e/>"),
              "S {u}a\nS {v}b\nA {w}x=1\nA y=2\nS {w}c\nE\nE\nS {u}d\nE\nE\nS e\nE\n");
}

TEST_P(ParserReads, namespaces_undeclared_and_declared_again) {
    EXPECT_EQ(stanza("<a xmlns='u' xmlns:p='1'><b xmlns=''/><p:c xmlns:p='2'/><p:d/></a>"),
              "S {u}a\nS b\nE\nS {2}c\nE\nS {1}d\nE\nE\n");
}

TEST_P(ParserReads, names_of_namespaces_with_references_in_them) {
    EXPECT_EQ(stanza("<a xmlns='u&amp;&#118;'/>"), "S {u&v}a\nE\n");
}

TEST_P(ParserReads, the_prefix_xml_without_a_declaration_and_with_one) {
    EXPECT_EQ(stanza("<a xml:lang='en'/><b xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='de'/>"),
              "S a\nA {http://www.w3.org/XML/1998/namespace}lang=en\nE\n"
              "S b\nA {http://www.w3.org/XML/1998/namespace}lang=de\nE\n");
}

TEST_P(ParserReads, declarations_of_the_root_in_every_stanza) {
    EXPECT_EQ(read("<s:r xmlns='c' xmlns:s='t' s:v='1'><a/><s:b/></s:r>").events,
              "S {t}r\nA {t}v=1\nS {c}a\nE\nS {t}b\nE\nE\n");
}

TEST_P(ParserReads, white_space_where_tags_allow_it) {
    EXPECT_EQ(stanza("<m\n\ta = '1'\r\n b\t=\t'2' ></m ><n\n/>"), "S m\nA a=1\nA b=2\nE\nS n\nE\n");
}

TEST_P(ParserReads, more_than_in_attributes_and_text) {
    EXPECT_EQ(stanza("<m a='>' b=\"/>'\">></m>"), "S m\nA a=>\nA b=/>'\nT >\nE\n");
}

TEST_P(ParserReads, names_of_the_fifth_edition) {
    EXPECT_EQ(stanza("<Ð-1.é_·‿ 名='x'/><𐀀/>"), "S Ð-1.é_·‿\nA 名=x\nE\nS 𐀀\nE\n");
}

TEST_P(ParserReads, a_document_that_begins_with_a_byte_order_mark_and_a_declaration) {
    EXPECT_FALSE(read("\xef\xbb\xbf<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n <r/> \n").error);
    EXPECT_FALSE(read(" \n<r/>").error);
}

TEST_P(ParserReads, no_text_between_stanzas) {
    EXPECT_EQ(read("<r> a&amp;<![CDATA[b]]> <m/>\r\n\r <n/></r>").events, "S r\nS m\nE\nS n\nE\nE\n");
}

TEST_P(ParserReads, many_attributes_and_finds_the_one_that_is_there_twice) {
    std::string tag = "<r xmlns:p='u' xmlns:q='u'";
    for (int i = 0; i < 40; ++i) tag += " p:a" + std::to_string(i) + "='" + std::to_string(i) + '\'';
    EXPECT_FALSE(read(tag + "/>").error);
    EXPECT_EQ(read(tag + " q:a7='x'/>").error, ParseErrc::not_well_formed);
    EXPECT_EQ(read(tag + " q:a7='x'/>").at.offset, tag.size() + 1);
    EXPECT_FALSE(read(tag + " a7='x'/>").error);
}

TEST_P(ParserReads, where_an_error_stands_when_lines_were_normalised_before_it) {
    const Outcome outcome = read("<r>\r\n<m a='&amp;\r\n'>t&#10;&amp;\r\n\r\n</m>\n<x b='\n&lt;' p:y=''/></r>");
    EXPECT_EQ(outcome.error, ParseErrc::bad_namespace_prefix);
    EXPECT_EQ(outcome.at.line, 7U);
    EXPECT_EQ(outcome.at.column, 7U);
    EXPECT_EQ(outcome.at.offset, 53U);
}

TEST_P(ParserReads, nothing_of_a_stanza_that_ends_in_an_invalid_byte_but_all_before_it) {
    const Outcome outcome = read("<r><a/><b>x\xff</b></r>");
    EXPECT_EQ(outcome.events, "S r\nS a\nE\n");
    EXPECT_EQ(outcome.error, ParseErrc::bad_encoding);
    EXPECT_EQ(outcome.at.offset, 11U);
}

TEST(Parser, dispatches_with_the_byte_that_completes_an_element) {
    xml_events::Transcript transcript(true);
    Parser parser(transcript);
    ASSERT_TRUE(parser.feed("<r><m>x</m"));
    EXPECT_EQ(transcript.events.find("end 1 m"), std::string::npos);
    ASSERT_TRUE(parser.feed(">"));
    EXPECT_NE(transcript.events.find("end 1 m"), std::string::npos);
}

TEST(Parser, reads_straight_into_its_own_buffer) {
    xml_events::Transcript transcript;
    Parser parser(transcript);
    for (const std::string_view piece : {"<r><m>a", "b</m", "></r>"}) {
        const std::span<char> room = parser.prepare(100);
        ASSERT_GE(room.size(), 100U);
        std::ranges::copy(piece, room.begin());
        ASSERT_TRUE(parser.commit(piece.size()));
    }
    EXPECT_TRUE(parser.finish());
    EXPECT_EQ(transcript.events, "S r\nS m\nT ab\nE\nE\n");
}

TEST(Parser, says_whether_the_root_was_seen_and_its_end) {
    xml_events::Transcript transcript;
    Parser parser(transcript);
    EXPECT_FALSE(parser.in_root());
    ASSERT_TRUE(parser.feed("<r>"));
    EXPECT_TRUE(parser.in_root());
    EXPECT_FALSE(parser.root_closed());
    ASSERT_TRUE(parser.feed("</r>"));
    EXPECT_FALSE(parser.in_root());
    EXPECT_TRUE(parser.root_closed());
}

TEST(Parser, tells_the_place_of_the_next_byte) {
    xml_events::Transcript transcript;
    Parser parser(transcript);
    EXPECT_EQ(parser.position().line, 1U);
    ASSERT_TRUE(parser.feed("<r>\n\n<a/> "));
    EXPECT_EQ(parser.position().offset, 10U);
    EXPECT_EQ(parser.position().line, 3U);
    EXPECT_EQ(parser.position().column, 6U);
}

TEST(Parser, every_call_after_an_error_gives_it_again) {
    xml_events::Transcript transcript;
    Parser parser(transcript);
    EXPECT_EQ(parser.feed("<r></s>").error().code, ParseErrc::not_well_formed);
    EXPECT_EQ(parser.feed("<m/>").error().code, ParseErrc::not_well_formed);
    EXPECT_EQ(parser.resume().error().code, ParseErrc::not_well_formed);
    EXPECT_EQ(parser.finish().error().code, ParseErrc::not_well_formed);
    EXPECT_EQ(transcript.events, "S r\n");
}

TEST(ParseElement, gives_the_document_as_a_tree) {
    const Result<Element> read = parse_element("<?xml version='1.0'?><a xmlns='u' x='1'> t <b>c</b><b/></a>\n");
    ASSERT_TRUE(read);
    EXPECT_EQ(xml_events::all_of(*read), "S {u}a\nA x=1\nT  t \nS {u}b\nT c\nE\nS {u}b\nE\nE\n");
}

TEST(ParseElement, says_why_and_where_it_could_not) {
    const Result<Element> read = parse_element("<a>\n <b></c></a>");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ParseErrc::not_well_formed);
    EXPECT_EQ(read.error().text, "line 2, column 5");
    EXPECT_EQ(parse_element("<a/><b/>").error().code, ParseErrc::not_well_formed);
    EXPECT_EQ(parse_element("").error().code, ParseErrc::unexpected_end);
    EXPECT_EQ(parse_element("<a><!-- --></a>").error().code, ParseErrc::restricted_xml);
}

TEST(ParseElement, measures_the_whole_document_against_the_limits) {
    EXPECT_TRUE(parse_element("<a>12345</a>", {.stanza = 12}));
    EXPECT_EQ(parse_element("<a>123456</a>", {.stanza = 12}).error().code, ParseErrc::stanza_too_big);
    EXPECT_EQ(parse_element("<a><b/><b/></a>", {.nodes = 2}).error().code, ParseErrc::too_many_nodes);
}

TEST(ParseErrc, has_words_for_every_value) {
    for (int i = 1; i <= static_cast<int>(ParseErrc::stopped); ++i)
        EXPECT_NE(parse_category().message(i), parse_category().message(0));
    EXPECT_STREQ(make_error_code(ParseErrc::too_deep).category().name(), "headstock.parser");
}

}  // namespace
}  // namespace headstock::bridge
