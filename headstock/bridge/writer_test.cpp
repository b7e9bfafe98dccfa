// SPDX-License-Identifier: MIT
#include "headstock/bridge/writer.hpp"

#include <gtest/gtest.h>

#include <array>

#include "headstock/bridge/builder.hpp"

namespace headstock::bridge {
namespace {

constexpr std::string_view client = "jabber:client";
constexpr std::string_view streams = "http://etherx.jabber.org/streams";

/// What is written, or what the error says.
std::string written(View element, const WriteOptions& options = {}) {
    std::string out = "kept";
    const auto done = write(element, out, options);
    if (done) return out.substr(4);
    EXPECT_EQ(out, "kept");
    return done.error().message();
}

TEST(Writer, writes_names_attributes_and_mixed_content_in_order) {
    Element message("message", client);
    message.attribute("to", "romeo@montague.lit").attribute(xml_lang, "en");
    message.text("a").add(Element("b", client).text("c")).text("d").add(Element("e", client));
    EXPECT_EQ(written(message),
              "<message xmlns='jabber:client' to='romeo@montague.lit' xml:lang='en'>a<b>c</b>d<e/></message>");
}

TEST(Writer, declares_a_default_only_where_it_changes) {
    Builder iq({"iq", client});
    iq.open({"query", "jabber:iq:roster"}).open({"item", "jabber:iq:roster"}).close().close();
    iq.open({"error", client}).open({"gone", "urn:x"}).close().close();
    EXPECT_EQ(written(std::move(iq).take(), {.default_ns = client}),
              "<iq><query xmlns='jabber:iq:roster'><item/></query><error><gone xmlns='urn:x'/></error></iq>");
}

TEST(Writer, an_element_without_namespace_takes_the_default_back) {
    Builder outer({"a", client});
    outer.open({"b", ""}).open({"c", client}).close().close().open({"d", client}).close();
    const Element element = std::move(outer).take();
    EXPECT_EQ(written(element), "<a xmlns='jabber:client'><b xmlns=''><c xmlns='jabber:client'/></b><d/></a>");
    EXPECT_EQ(written(Element("b", ""), {.default_ns = client}), "<b xmlns=''/>");
    EXPECT_EQ(written(Element("b", "")), "<b/>");
}

TEST(Writer, the_default_comes_back_after_many_changes) {
    Builder chain({"e", "urn:0"});
    std::string expected = "<e xmlns='urn:0'>";
    for (int i = 1; i < 20; ++i) {
        const std::string ns = "urn:" + std::to_string(i);
        chain.open({"e", ns});
        expected += "<e xmlns='" + ns + "'>";
    }
    chain.open({"last", "urn:19"}).close();
    expected += "<last/>";
    for (int i = 19; i > 0; --i) {
        chain.close().open({"after", "urn:" + std::to_string(i - 1)}).close();
        expected += "</e><after/>";
    }
    EXPECT_EQ(written(std::move(chain).take()), expected + "</e>");
}

TEST(Writer, escapes_text_so_that_a_parser_reads_the_same) {
    EXPECT_EQ(written(Element("a", "").text("<&>\"' ]]>\t\n\r")), "<a>&lt;&amp;&gt;\"' ]]&gt;\t\n&#xD;</a>");
    EXPECT_EQ(written(Element("a", "").attribute("b", "<&>\"'\t\n\r")),
              "<a b='&lt;&amp;&gt;\"&apos;&#x9;&#xA;&#xD;'/>");
    EXPECT_EQ(written(Element("a", "urn:'&\t")), "<a xmlns='urn:&apos;&amp;&#x9;'/>");
}

TEST(Writer, escapes_at_every_place_of_a_long_run) {
    for (std::size_t before = 0; before < 20; ++before)
        for (std::size_t after = 0; after < 20; ++after) {
            const std::string head(before, 'x');
            const std::string tail(after, '~');
            EXPECT_EQ(written(Element("a", "").text(head + "&" + tail)), "<a>" + head + "&amp;" + tail + "</a>");
            const std::string wide = head + "\xe2\x82\xac" + tail + "\xf0\x9f\x98\x80";
            EXPECT_EQ(written(Element("a", "").text(wide)), "<a>" + wide + "</a>");
        }
}

TEST(Writer, namespaced_attributes_get_prefixes_that_are_declared) {
    Element element("a", "urn:a");
    element.attribute(Name{"x", "urn:1"}, "1").attribute(Name{"y", "urn:2"}, "2").attribute(Name{"z", "urn:1"}, "3");
    element.attribute(Name{"same", "urn:a"}, "4").attribute("plain", "5");
    element.add(Element("b", "urn:a").attribute(Name{"x", "urn:2"}, "6"));
    EXPECT_EQ(written(element),
              "<a xmlns='urn:a' xmlns:ns0='urn:1' ns0:x='1' xmlns:ns1='urn:2' ns1:y='2' ns0:z='3' xmlns:ns2='urn:a' "
              "ns2:same='4' plain='5'><b xmlns:ns0='urn:2' ns0:x='6'/></a>");
}

TEST(Writer, a_made_prefix_hides_none_that_is_bound) {
    const std::array<Prefix, 2> bound{{{"ns0", "urn:bound"}, {"ns_", "urn:other"}}};
    const Element element =
        Element("a", "urn:bound").attribute(Name{"x", "urn:1"}, "1").attribute(Name{"y", "urn:other"}, "2");
    EXPECT_EQ(written(element, {.prefixes = bound}), "<ns0:a xmlns:ns__0='urn:1' ns__0:x='1' ns_:y='2'/>");
}

TEST(Writer, bound_prefixes_are_used_for_what_is_not_default) {
    const std::array<Prefix, 1> bound{{{"stream", streams}}};
    const WriteOptions in_stream{.default_ns = client, .prefixes = bound};
    Builder features({"features", streams});
    features.open({"starttls", "urn:ietf:params:xml:ns:xmpp-tls"})
        .open({"required", "urn:ietf:params:xml:ns:xmpp-tls"});
    features.close().close().open({"message", client}).open({"inner", streams});
    EXPECT_EQ(written(std::move(features).take(), in_stream),
              "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
              "<message><stream:inner/></message></stream:features>");
    EXPECT_EQ(written(Element("a", streams), {.default_ns = streams, .prefixes = bound}), "<a/>");
}

TEST(Writer, a_streams_header_declares_what_the_stream_uses) {
    const std::array<Prefix, 1> bound{{{"stream", streams}}};
    const Element header = Element("stream", streams).attribute("to", "capulet.lit").attribute("version", "1.0");
    std::string out;
    ASSERT_TRUE(
        write_start(header, out, {.default_ns = client, .declaration = true, .prefixes = bound, .declare = true}));
    EXPECT_EQ(out,
              "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
              "xmlns:stream='http://etherx.jabber.org/streams' to='capulet.lit' version='1.0'>");
}

TEST(Writer, declared_options_never_contradict_the_element) {
    const std::array<Prefix, 1> bound{{{"s", streams}}};
    EXPECT_EQ(written(Element("a", client), {.default_ns = client, .prefixes = bound, .declare = true}),
              "<a xmlns='jabber:client' xmlns:s='http://etherx.jabber.org/streams'/>");
    EXPECT_EQ(written(Element("a", "urn:x").add(Element("b", "urn:x")), {.default_ns = client, .declare = true}),
              "<a xmlns='urn:x'><b/></a>");
    EXPECT_EQ(written(Element("open", "urn:framing"), {.default_ns = "urn:framing", .declare = true}),
              "<open xmlns='urn:framing'/>");
    EXPECT_EQ(written(Element("a", "")), "<a/>");
}

TEST(Writer, a_binding_that_xml_forbids_is_refused) {
    for (const Prefix& bad : {Prefix{"xml", "urn:x"}, Prefix{"xmlns", "urn:x"}, Prefix{"p", ""}, Prefix{"p", xml_ns},
                              Prefix{"p", xmlns_ns}}) {
        const std::array<Prefix, 1> bound{bad};
        EXPECT_EQ(written(Element("a", "urn:x"), {.prefixes = bound, .declare = true}),
                  "a namespace that cannot be declared: a");
    }
    const std::array<Prefix, 1> bound{{{"a b", "urn:x"}}};
    EXPECT_EQ(written(Element("a", "urn:x"), {.prefixes = bound, .declare = true}), "not a name: a");
}

TEST(Writer, refuses_what_xml_forbids_and_names_the_place) {
    const auto refused = [](std::string_view text) {
        return written(Element("message", client).add(Element("body", client).text(text)));
    };
    for (const std::string_view text :
         {std::string_view("\0", 1), std::string_view("\x01"), std::string_view("long enough a run\x0b"),
          std::string_view("\x1f"), std::string_view("\x80"), std::string_view("\xc0\xaf"),
          std::string_view("\xe2\x82"), std::string_view("\xed\xa0\x80"), std::string_view("\xf4\x90\x80\x80"),
          std::string_view("\xff"), std::string_view("\xef\xbf\xbe"), std::string_view("\xef\xbf\xbf"),
          std::string_view("\xf0\x80\x80\x80")})
        EXPECT_EQ(refused(text), "a character that XML forbids: message/body");
    EXPECT_EQ(written(Element("message", client).attribute("to", "\x02")), "a character that XML forbids: message@to");
    EXPECT_EQ(written(Element("m", client).add(Element("b", "").attribute(xml_lang, "\x02"))),
              "a character that XML forbids: m/b@xml:lang");
    EXPECT_EQ(written(Element("m", "urn:\x02")), "a character that XML forbids: m");
    EXPECT_EQ(written(Element("m", client).add(Element("b", client)).text("\x02")), "a character that XML forbids: m");
}

TEST(Writer, allows_every_other_character) {
    for (const char* text : {"\x7f", "\xc2\x80", "\xef\xbf\xbd", "\xed\x9f\xbf", "\xee\x80\x80", "\xf0\x90\x80\x80",
                             "\xf4\x8f\xbf\xbd", "\xf0\x9f\xbf\xbf", "\xc2\x85", "\xe2\x80\xa8"})
        EXPECT_EQ(written(Element("a", "").text(text)), "<a>" + std::string(text) + "</a>");
}

TEST(Writer, refuses_names_that_are_none) {
    for (const char* name :
         {"", "a b", "a:b", ":", "1a", "-a", ".a", "a>", "a/", "a='", "\xc3\x97", "\xb7", "a\xff", "a\n", "<"}) {
        EXPECT_TRUE(written(Element(name, "")).starts_with("not a name")) << name;
        EXPECT_TRUE(written(Element("a", "").attribute(name, "")).starts_with("not a name: a@")) << name;
    }
    EXPECT_EQ(written(Element("a", "").attribute("b><script", "")), "not a name: a@b\xef\xbf\xbd\xef\xbf\xbdscript");
    for (const char* name : {"_", "a-1.b_", "\xc3\xa9", "a\xc2\xb7", "\xf0\x90\x80\x80", "xmlfoo"})
        EXPECT_EQ(written(Element(name, "")), "<" + std::string(name) + "/>");
}

TEST(Writer, refuses_namespaces_that_cannot_be_declared) {
    EXPECT_EQ(written(Element("a", xmlns_ns)), "a namespace that cannot be declared: a");
    EXPECT_EQ(written(Element("a", "").attribute(Name{"b", xmlns_ns}, "urn:x")),
              "a namespace that cannot be declared: a@b");
    EXPECT_EQ(written(Element("a", "").attribute("xmlns", "urn:x")), "a namespace that cannot be declared: a@xmlns");
    EXPECT_EQ(written(Element("a", "").add(Element("b", xml_ns).text("t"))), "<a><xml:b>t</xml:b></a>");
}

TEST(Writer, a_place_is_shown_as_far_as_a_line_goes) {
    Builder deep({std::string(1000, 'r'), ""});
    for (int i = 0; i < 100; ++i) deep.open({"e", ""});
    deep.open({std::string(1000, 'n'), ""}).text("\x01");
    const std::string shown = written(std::move(deep).take());
    EXPECT_TRUE(shown.starts_with("a character that XML forbids: .../e/e/")) << shown;
    EXPECT_LT(shown.size(), 200U);
}

TEST(Writer, indents_only_elements_without_text_of_their_own) {
    Builder outer({"a", ""});
    outer.open({"b", ""}).open({"c", ""}).text("t").open({"d", ""}).open({"e", ""}).close().close().close().close();
    outer.open({"f", ""}).close();
    const Element element = std::move(outer).take();
    EXPECT_EQ(written(element, {.indent = 2, .declaration = true}),
              "<?xml version='1.0'?>\n<a>\n  <b>\n    <c>t<d><e/></d></c>\n  </b>\n  <f/>\n</a>");
    EXPECT_EQ(written(element), "<a><b><c>t<d><e/></d></c></b><f/></a>");
}

Element tower(std::size_t levels) {
    Builder deep({"a", "urn:x"});
    for (std::size_t i = 1; i < levels; ++i) deep.open({"a", "urn:x"});
    return std::move(deep).take();
}

TEST(Writer, a_million_levels_need_no_stack) {
    EXPECT_EQ(written(tower(1'000'000)).size(), 7U * 999'999 + std::string_view("<a xmlns='urn:x'/>").size());
}

TEST(Writer, deep_levels_are_indented_no_further) {
    const std::string xml = written(tower(1000), {.indent = 2});
    EXPECT_NE(xml.find("\n" + std::string(2 * max_indented_levels, ' ') + "<a>"), std::string::npos);
    EXPECT_EQ(xml.find(std::string(2 * max_indented_levels + 1, ' ')), std::string::npos);
}

TEST(Writer, an_open_element_is_written_without_content) {
    const std::array<detail::Node, 2> nodes{
        {{0, 1, 0, detail::none, 0, 0, 0, 0, false}, {1, 1, 2, 0, 0, 0, 0, 0, true}}};
    const std::array<detail::Space, 1> spaces{{{0, 0}}};
    const detail::Tree tree{nodes.data(), nullptr, spaces.data(), "at", ""};
    EXPECT_EQ(written(View(tree, 0)), "<a/>");
}

TEST(Writer, a_view_of_a_part_is_written_as_if_it_stood_alone) {
    const Element outer = Element("a", client).add(Element("b", client).add(Element("c", "urn:c")));
    EXPECT_EQ(outer.child({"b", client})->xml(), "<b xmlns='jabber:client'><c xmlns='urn:c'/></b>");
    EXPECT_EQ(written(*outer.child({"b", client}), {.default_ns = client}), "<b><c xmlns='urn:c'/></b>");
}

TEST(Writer, for_people_nothing_fails) {
    Element broken("a b", "urn:\x01");
    broken.attribute("", "\xff").attribute("xmlns", "urn:y").attribute(Name{"z", xmlns_ns}, "");
    broken.text("x\x02y\xe2\x82").add(Element("", xmlns_ns));
    EXPECT_EQ(broken.xml(),
              "<a\xef\xbf\xbd"
              "b xmlns='urn:\xef\xbf\xbd' \xef\xbf\xbd='\xef\xbf\xbd' \xef\xbf\xbdxmlns='urn:y' "
              "xmlns:ns0='http://www.w3.org/2000/xmlns/' ns0:z=''>x\xef\xbf\xbdy\xef\xbf\xbd\xef\xbf\xbd"
              "<\xef\xbf\xbd xmlns='http://www.w3.org/2000/xmlns/'/></a\xef\xbf\xbd"
              "b>");
}

TEST(Writer, write_escaped_is_fit_for_content_and_for_both_quotes) {
    std::string out = "=";
    ASSERT_TRUE(write_escaped("a<&>\"'\t\n\rz", out));
    EXPECT_EQ(out, "=a&lt;&amp;&gt;&quot;&apos;&#x9;&#xA;&#xD;z");
    const auto refused = write_escaped("a<\x01", out);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, WriteErrc::forbidden_character);
    EXPECT_EQ(out, "=a&lt;&amp;&gt;&quot;&apos;&#x9;&#xA;&#xD;z");
}

TEST(Writer, start_fails_as_the_whole_does) {
    std::string out = "kept";
    EXPECT_FALSE(write_start(Element("a", "").attribute("b", "\x01"), out));
    EXPECT_EQ(out, "kept");
    ASSERT_TRUE(write_start(Element("a", "").text("not shown"), out));
    EXPECT_EQ(out, "kept<a>");
}

}  // namespace
}  // namespace headstock::bridge
