// SPDX-License-Identifier: MIT
#include "headstock/extensions/xhtml.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"
#include "headstock/extensions/xhtml_hostile.hpp"

namespace headstock::xhtml {
namespace {

HEADSTOCK_PAYLOAD_TEST(Html);

bridge::Element body(std::string_view content, std::string_view attributes = {}) {
    const auto element = bridge::parse_element("<body xmlns='http://www.w3.org/1999/xhtml' " + std::string(attributes) +
                                               ">" + std::string(content) + "</body>");
    if (!element) ADD_FAILURE() << element.error().message() << "\n" << content;
    return element ? *element : bridge::Element("body", content_ns);
}
/// What is left of `content`, without the body around it.
std::string clean(std::string_view content, Policy policy = {}) {
    std::string text = sanitized(body(content), policy).xml();
    const std::string_view begin = "<body xmlns='http://www.w3.org/1999/xhtml'";
    EXPECT_TRUE(text.starts_with(begin)) << text;
    text.erase(0, begin.size() + 1);
    return text == ">" ? "" : text.substr(0, text.rfind("</body>"));
}

/// The whole of what may come out, said once more.
const std::map<std::string_view, std::set<std::string_view>> allowed{
    {"a", {"href", "type", "style"}},
    {"blockquote", {"style"}},
    {"br", {}},
    {"cite", {"style"}},
    {"em", {}},
    {"img", {"src", "alt", "width", "height", "style"}},
    {"li", {"style"}},
    {"ol", {"style"}},
    {"p", {"style"}},
    {"span", {"style"}},
    {"strong", {}},
    {"ul", {"style"}}};

void expect_harmless(bridge::View element, std::string_view sample) {
    for (const bridge::View child : element.children()) {
        EXPECT_EQ(child.ns(), content_ns) << sample;
        const auto known = allowed.find(child.tag());
        ASSERT_NE(known, allowed.end()) << child.tag() << " in " << sample;
        for (const bridge::AttributeView attribute : child.attributes()) {
            const std::string_view value = attribute.value;
            EXPECT_TRUE(attribute.name.ns.empty() && known->second.contains(attribute.name.tag)) << sample;
            if (attribute.name.tag == "href" || attribute.name.tag == "src") {
                EXPECT_TRUE(value.starts_with("https://a.example/")) << sample;
                EXPECT_EQ(value.find_first_of("<>\"' \t\n\\"), std::string_view::npos) << sample;
            }
            if (attribute.name.tag == "style") {
                EXPECT_EQ(value.find_first_of("()\\/<>\"'{}!@*&_"), std::string_view::npos) << sample;
            }
        }
        expect_harmless(child, sample);
    }
}

TEST(XhtmlHostile, nothing_active_comes_through) {
    for (const std::string_view sample : hostile::samples) {
        for (const bool images : {false, true}) {
            const bridge::Element result = sanitized(body(sample), {.images = images});
            expect_harmless(result, sample);
            EXPECT_EQ(sanitized(result, {.images = images}), result) << sample;  // and there is nothing left to do
            EXPECT_EQ(images || result.xml().find("<img") == std::string::npos, true) << sample;
        }
    }
}

TEST(XhtmlHostile, scripts_are_not_even_text) {
    EXPECT_EQ(clean("<script>alert(1)</script>a<style>b</style><object><p>c</p></object>"), "a");
    EXPECT_EQ(clean("<svg xmlns='http://www.w3.org/2000/svg'><p xmlns='http://www.w3.org/1999/xhtml'>x</p></svg>"), "");
    EXPECT_EQ(clean("<table><tr><td onclick='x'>told</td></tr></table>"), "told");
    EXPECT_EQ(clean("<a href='javascript:x'><em>told</em></a>"), "<em>told</em>");
}

TEST(XhtmlHostile, what_lies_too_deep_or_is_too_much_is_text_alone) {
    std::string deep = "x";
    for (unsigned i = 0; i < 55; ++i) deep = "<span>" + deep + "</span>";
    std::string kept = clean(deep);
    EXPECT_EQ(std::string_view(kept).find("x"), max_depth * std::string_view("<span>").size());
    std::string links = "x";
    for (unsigned i = 0; i < 55; ++i) links = "<a href='javascript:x'>" + links + "</a>";
    EXPECT_EQ(clean(links), "x");
    std::string many;
    for (std::size_t i = 0; i < max_elements + 10; ++i) many += "<em>y</em>";
    kept = clean(many);
    EXPECT_TRUE(kept.ends_with("<em>y</em>yyyyyyyyyy"));
    EXPECT_NE(clean("<a href='https://a/" + std::string(max_uri - 10, 'x') + "'>x</a>"), "x");
    EXPECT_EQ(clean("<a href='https://a/" + std::string(max_uri, 'x') + "'>x</a>"), "x");
}

TEST(XhtmlFilter, what_the_specification_recommends_stays) {
    for (const char* fine :
         {"Wow, I am <span style='color: green'>green</span> with envy!",
          "As Emerson said in his essay <cite>Self-Reliance</cite>:<blockquote>A foolish consistency.</blockquote>",
          "<p>Hey, are you licensed to <a href='http://www.jabber.org/'>Jabber</a>?</p>",
          "<p style='background-color: #ccc; font-weight: bold; margin-left: 5%'>x</p>",
          "<ol><li>Tsk</li><li style='text-align: right'>tsk</li></ol><ul/>", "<strong>a</strong><br/><em>b</em>",
          "<a href='xmpp:romeo@montague.lit?message' type='text/html'>x</a><a href='mailto:a@b'>m</a><a "
          "href='tel:+1-2'>t</a>",
          "<span style='font-family: Deja Vu, sans-serif; font-size: 1.5em; text-decoration: line-through'>x</span>"})
        EXPECT_EQ(body(clean(fine)), body(fine)) << fine;
    EXPECT_EQ(clean("<p style='COLOR:red;;font-size:12pt;position:fixed'>x</p>"),
              "<p style='color: red; font-size: 12pt'>x</p>");
}

TEST(XhtmlFilter, images_are_their_descriptions_unless_they_are_wanted) {
    const char* image = "<img src='https://a.example/x.png' alt='A &lt;licence&gt;' width='10' height='50%'/>";
    EXPECT_EQ(clean(image), "A &lt;licence&gt;");
    EXPECT_EQ(body(clean(image, {.images = true})), body(image));
    EXPECT_EQ(clean("<img alt='x'/>", {.images = true}), "x");
    EXPECT_EQ(body(clean("<img src='cid:sha1+8f35@bob.xmpp.org' alt=''/>", {.images = true})),
              body("<img src='cid:sha1+8f35@bob.xmpp.org' alt=''/>"));
}

TEST(XhtmlFilter, a_body_of_another_kind_is_empty) {
    const bridge::Element other = *bridge::parse_element("<body xmlns='jabber:client'>x</body>");
    EXPECT_EQ(sanitized(other).xml(), "<body xmlns='http://www.w3.org/1999/xhtml'/>");
    EXPECT_EQ(sanitized(body("x", "xml:lang='en' style='color: red' onload='x' id='y'")),
              body("x", "xml:lang='en' style='color: red'"));
    EXPECT_EQ(sanitized(body("x", "xml:lang='e n'")), body("x"));
}

TEST(XhtmlFilter, text_is_what_people_would_read) {
    EXPECT_EQ(plain_text(body("\n  Wow,  <em>I am</em>\n green<br/>with <p>envy</p><p>!</p>")),
              "Wow, I am green\nwith \nenvy\n!");
    EXPECT_EQ(plain_text(body("<ul><li>a</li><li>b</li></ul><a href='https://a.example/'>here</a> <a "
                              "href='https://b.example/'>https://b.example/</a>")),
              "a\nb\nhere <https://a.example/> https://b.example/");
    EXPECT_EQ(plain_text(body("<script>x</script><a href='javascript:x'>y</a>")), "y");
}

class Xhtml : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    std::optional<bridge::Element> hear(const std::string& content, std::string_view language = {}) {
        std::optional<bridge::Element> heard;
        auto hearing =
            server.stream.router().on_message([&](const core::Message& message) { heard = of(message, language); });
        server.say("<message from='a@b/c'><body>plain</body><html xmlns='http://jabber.org/protocol/xhtml-im'>" +
                   content + "</html></message>");
        return heard;
    }
    testing::Conversation server{GetParam()};
};

TEST_P(Xhtml, of_a_message_is_harmless) {
    EXPECT_EQ(hear("<body xmlns='http://www.w3.org/1999/xhtml'><p onclick='x'>hi<script>!</script></p></body>"),
              body("<p>hi</p>"));
    EXPECT_FALSE(hear(""));
    EXPECT_FALSE(hear("<body>of no kind</body>"));
}

TEST_P(Xhtml, is_chosen_by_language) {
    const std::string two =
        "<body xmlns='http://www.w3.org/1999/xhtml' xml:lang='en'>hi</body>"
        "<body xmlns='http://www.w3.org/1999/xhtml' xml:lang='cs'>ahoj</body>";
    EXPECT_EQ(hear(two, "cs").value().text(), "ahoj");
    EXPECT_EQ(hear(two, "de").value().text(), "hi");
}

TEST_P(Xhtml, is_sent_with_a_text_for_those_who_cannot_read_it) {
    core::Message message(core::MessageType::chat);
    message.to(core::jid("a@b"));
    add(message, Body("en")
                     .strong("Hi")
                     .text(" ")
                     .styled("color: red; position: fixed", "there")
                     .line_break()
                     .link("https://a.example/", "look")
                     .paragraph("p")
                     .emphasis("e")
                     .quote("q")
                     .list({"1"}, true)
                     .image("https://a.example/x.png", "pic")
                     .element());
    ASSERT_TRUE(server.stream.send(message));
    server.expect(
        "<message type='chat' to='a@b'><body xml:lang='en'>Hi there\nlook &lt;https://a.example/>\np\ne\nq\n1\npic "
        "&lt;https://a.example/x.png></body><html xmlns='http://jabber.org/protocol/xhtml-im'><body "
        "xmlns='http://www.w3.org/1999/xhtml' xml:lang='en'><strong>Hi</strong> <span style='color: red'>there</span>"
        "<br/><a href='https://a.example/'>look</a><p>p</p><em>e</em><blockquote>q</blockquote><ol><li>1</li></ol>"
        "<img src='https://a.example/x.png' alt='pic'/></body></html></message>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, Xhtml, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::xhtml
