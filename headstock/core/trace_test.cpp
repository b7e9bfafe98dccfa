// SPDX-License-Identifier: MIT
#include "headstock/core/trace.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "headstock/bridge/parser.hpp"
#include "headstock/core/trace_lines.hpp"

namespace headstock::core {
namespace {

using namespace std::chrono_literals;

std::string traced(std::string_view xml) { return trace_text(bridge::parse_element(xml).value()); }

TEST(Trace, shows_what_is_no_secret_as_it_is) {
    for (const std::string_view xml :
         {"<message xmlns='jabber:client' to='a@b'><body>my password is &lt;none&gt;</body></message>",
          "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>",
          "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/><text>no</text></failure>",
          "<enable xmlns='urn:xmpp:sm:3' resume='true'/>"})
        EXPECT_EQ(traced(xml), bridge::parse_element(xml).value().xml());
}

TEST(Trace, blots_out_secrets_wherever_they_stand) {
    for (const std::string_view xml :
         {"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>s3cret</auth>",
          "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>s3cret</challenge>",
          "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>s3cret</response>",
          "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>s3cret</success>",
          "<authenticate xmlns='urn:xmpp:sasl:2'><initial-response>s3cret</initial-response></authenticate>",
          "<success xmlns='urn:xmpp:sasl:2'><additional-data>s3cret</additional-data></success>",
          "<success xmlns='urn:xmpp:sasl:2'><token xmlns='urn:xmpp:fast:0' token='s3cret'/></success>",
          "<success xmlns='urn:xmpp:sasl:2'><bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3' "
          "id='s3cret'/></bound></success>",
          "<enabled xmlns='urn:xmpp:sm:3' id='s3cret' resume='true'/>",
          "<resume xmlns='urn:xmpp:sm:3' previd='s3cret' h='3'/>",
          "<resumed xmlns='urn:xmpp:sm:3' previd='s3cret' h='3'/>",
          "<handshake xmlns='jabber:client'>s3cret</handshake>",
          "<iq xmlns='jabber:client'><query xmlns='jabber:iq:register'><password>s3cret</password></query></iq>",
          "<iq xmlns='jabber:client'><query xmlns='jabber:iq:register'><key>s3cret</key></query></iq>",
          "<iq xmlns='jabber:client'><query xmlns='jabber:iq:auth'><digest>s3cret</digest></query></iq>",
          "<iq xmlns='jabber:client'><query xmlns='jabber:iq:auth'><password>s3cret</password></query></iq>",
          "<presence xmlns='jabber:client'><x xmlns='http://jabber.org/protocol/muc'><password>s3cret</password></x>"
          "</presence>",
          "<message xmlns='jabber:client'><x xmlns='jabber:x:conference' password='s3cret'/></message>",
          "<iq xmlns='jabber:client'><x xmlns='jabber:x:data'><field var='muc#roomconfig_roomsecret'>"
          "<value>s3cret</value></field></x></iq>",
          "<iq xmlns='jabber:client'><x xmlns='jabber:x:data'><field type='text-private' var='x'>"
          "<value>s3cret</value></field></x></iq>",
          "<iq xmlns='jabber:client'><slot xmlns='urn:xmpp:http:upload:0'><put url='u'><header "
          "name='Authorization'>s3cret</header></put></slot></iq>"}) {
        const std::string shown = traced(xml);
        EXPECT_EQ(shown.find("s3cret"), std::string::npos) << shown;
        EXPECT_NE(shown.find("[secret]"), std::string::npos) << shown;
    }
}

TEST(TraceLines, say_when_and_which_way) {
    ManualClock clock;
    TraceLines lines(clock);
    EXPECT_EQ(lines.line(Direction::sent, "<presence xmlns='jabber:client'/>"),
              "2026-01-01T00:00:00Z out <presence xmlns='jabber:client'/>\n");
    clock.advance(1500ms);
    EXPECT_EQ(lines.line(Direction::received, "<presence xmlns='jabber:client'/>"),
              "2026-01-01T00:00:01.500Z in <presence xmlns='jabber:client'/>\n");
}

TEST(TraceLines, are_one_for_each_element_and_steer_no_terminal) {
    ManualClock clock;
    TraceLines lines(clock);
    EXPECT_EQ(lines.line(Direction::received, "<a>x\n2026\r\ty\xc2\x9b\xe2\x80\xae\xf0\x9f\x98\x80\xc3\xa9</a>"),
              "2026-01-01T00:00:00Z in <a>x&#xa;2026&#xd;&#x9;y&#x9b;&#x202e;\xf0\x9f\x98\x80\xc3\xa9</a>\n");
    EXPECT_EQ(lines.line(Direction::received, "<a>\xe2"), "2026-01-01T00:00:00Z in <a>\xe2\n");  // never past the end
}

class Timing : public ::testing::Test {
protected:
    std::string ask(std::string_view id, std::string_view to) {
        return lines.line(Direction::sent, iq("get", id, "to", to));
    }
    std::string hear(std::string_view id, std::string_view from, std::string_view type = "result") {
        return lines.line(Direction::received, iq(type, id, "from", from));
    }
    static std::string iq(std::string_view type, std::string_view id, std::string_view whose, std::string_view jid) {
        std::string xml = "<iq xmlns='jabber:client' type='" + std::string(type) + "' id='" + std::string(id) + "'";
        if (!jid.empty()) xml.append(" ").append(whose).append("='").append(jid).append("'");
        return xml + "/>";
    }
    static bool timed(const std::string& line) { return line.find("ms <") != std::string::npos; }
    ManualClock clock;
    TraceLines lines{clock};
};

TEST_F(Timing, tells_how_long_an_answer_took) {
    ask("1", "romeo@a/b");
    clock.advance(12500us);
    EXPECT_NE(hear("1", "romeo@a/b").find(" in 12.5ms <iq "), std::string::npos);
    EXPECT_FALSE(timed(hear("1", "romeo@a/b")));  // once
    ask("2", "a");
    EXPECT_TRUE(timed(hear("2", "", "error")));
    ask("3", "");
    EXPECT_TRUE(timed(hear("3", "juliet@a")));
}

TEST_F(Timing, belongs_to_who_was_asked) {
    ask("1", "romeo@a/b");
    EXPECT_FALSE(timed(hear("1", "mallory@a")));
    EXPECT_FALSE(timed(hear("2", "romeo@a/b")));
    EXPECT_FALSE(timed(hear("1", "romeo@a/b", "get")));
    EXPECT_TRUE(timed(hear("1", "romeo@a/b")));
}

TEST_F(Timing, forgets_the_oldest_of_too_many_questions) {
    for (std::size_t i = 0; i <= TraceLines::max_open; ++i) ask(std::to_string(i), "a");
    EXPECT_FALSE(timed(hear("0", "a")));
    EXPECT_TRUE(timed(hear("1", "a")));
}

}  // namespace
}  // namespace headstock::core
