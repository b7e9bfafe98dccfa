// SPDX-License-Identifier: MIT
#include "headstock/client/framing.hpp"

#include <gtest/gtest.h>

#include "headstock/core/stream.hpp"

namespace headstock::client {
namespace {

constexpr std::string_view header =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
    "to='example.com' version='1.0'>";

/// What the stream writes comes whole, byte by byte, or in sevens.
class Framings : public ::testing::TestWithParam<std::size_t> {
protected:
    std::vector<std::string> sent(std::string_view bytes) {
        std::vector<std::string> all;
        while (!bytes.empty()) {
            const std::string_view piece = bytes.substr(0, GetParam());
            bytes.remove_prefix(piece.size());
            const auto messages = framing.send(piece);
            EXPECT_TRUE(messages) << messages.error().message();
            if (messages) all.insert(all.end(), messages->begin(), messages->end());
        }
        return all;
    }
    using Messages = std::vector<std::string>;
    Framing framing;
};
INSTANTIATE_TEST_SUITE_P(Pieces, Framings, ::testing::Values(1, 7, 1'000'000));

TEST_P(Framings, a_header_becomes_an_open) {
    EXPECT_EQ(sent(header),
              (Messages{"<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='example.com' version='1.0'/>"}));
}

TEST_P(Framings, each_element_becomes_a_message_of_its_own) {
    EXPECT_EQ(sent(std::string(header) + "<presence/>\n<message to='a@b'><body>1 &lt; 2</body></message>").size(), 3U);
    EXPECT_EQ(sent("<presence/>"), Messages{"<presence xmlns='jabber:client'/>"});
    EXPECT_EQ(sent("<message to='a@b'><body>1 &lt; 2</body></message>"),
              Messages{"<message xmlns='jabber:client' to='a@b'><body>1 &lt; 2</body></message>"});
    EXPECT_EQ(sent(" "), Messages{});
}

TEST_P(Framings, the_end_becomes_a_close) {
    EXPECT_EQ(sent(std::string(header) + "</stream:stream>").back(),
              "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
}

TEST_P(Framings, a_stream_begun_again_opens_again) {
    const std::string open = sent(header).front();
    EXPECT_EQ(sent("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>").size(), 1U);
    EXPECT_EQ(sent(header), Messages{open});
    EXPECT_EQ(sent("<presence/></stream:stream>").size(), 2U);
    EXPECT_EQ(sent(header), Messages{open});
}

TEST_P(Framings, large_stanzas_are_sent_whole) {
    const std::string body(3'000'000, 'x');
    (void)sent(header);
    const auto messages = framing.send("<message><body>" + body + "</body></message>");
    ASSERT_TRUE(messages && messages->size() == 1);
    EXPECT_GT(messages->front().size(), body.size());
}

TEST(Framing, an_open_becomes_a_header) {
    Framing framing;
    EXPECT_EQ(
        framing.receive(
            "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='example.com' id='++TR84Sm6A3hnt3Q065SnAbbk3Y=' "
            "xml:lang='en' version='1.0'/>"),
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
        "from='example.com' id='++TR84Sm6A3hnt3Q065SnAbbk3Y=' xml:lang='en' version='1.0'>");
}

TEST(Framing, an_element_becomes_part_of_the_stream) {
    Framing framing;
    EXPECT_EQ(framing.receive("<message xmlns='jabber:client' from='a@b'><body>x</body></message>"),
              "<message from='a@b'><body>x</body></message>");
    EXPECT_EQ(framing.receive("<stream:features xmlns:stream='http://etherx.jabber.org/streams'><bind "
                              "xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>"),
              "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
}

TEST(Framing, a_close_becomes_the_end) {
    Framing framing;
    EXPECT_EQ(framing.receive("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>"), "</stream:stream>");
    EXPECT_FALSE(framing.see_other_uri());
    EXPECT_EQ(
        framing.receive("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing' see-other-uri='wss://other.example/ws'/>"),
        "</stream:stream>");
    EXPECT_EQ(framing.see_other_uri(), "wss://other.example/ws");
}

TEST(Framing, what_is_not_exactly_one_element_is_refused) {
    Framing framing;
    for (const char* bad : {"", " ", "text", " <a/>", "<a/><b/>", "<a/>text", "<a>", "</a>", "<a/></stream:stream>",
                            "<?xml version='1.0'?>", "<!DOCTYPE a><a/>", "<a/><!-- -->", "<stream:stream>", "\xff"})
        EXPECT_FALSE(framing.receive(bad)) << bad;
}

TEST(Framing, received_messages_are_limited) {
    Framing framing({.stanza = 1000, .depth = 10});
    EXPECT_TRUE(framing.receive("<a>" + std::string(900, 'x') + "</a>"));
    EXPECT_FALSE(framing.receive("<a>" + std::string(1000, 'x') + "</a>"));
    std::string deep;
    for (int i = 0; i < 11; ++i) deep += "<a>";
    for (int i = 0; i < 11; ++i) deep += "</a>";
    EXPECT_FALSE(framing.receive(deep));
}

/// A server that speaks in messages, up to the login: the stream between never knows.
TEST(Framing, a_stream_logs_in_over_messages) {
    core::Account account(*core::Jid::parse("juliet@capulet.lit"), Secret("r0m30"));
    core::StreamOptions options;
    options.auth.allow_plain = true;
    core::Stream stream(account, options);
    Framing framing;
    std::vector<std::string> heard;
    const auto say = [&](std::string_view message) {
        ASSERT_TRUE(stream.receive(*framing.receive(message)));
        std::vector<std::string> messages = *framing.send(stream.take_output());
        heard.insert(heard.end(), messages.begin(), messages.end());
    };
    auth::Channel channel;
    channel.encrypted = true;
    stream.start(channel);
    heard = *framing.send(stream.take_output());
    const std::string open =
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='capulet.lit' id='1' version='1.0'/>";
    const std::string features = "<stream:features xmlns:stream='http://etherx.jabber.org/streams'>";
    say(open);
    say(features +
        "<mechanisms "
        "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>");
    say("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    say(open);
    say(features + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
    ASSERT_EQ(heard.size(), 4U);
    EXPECT_TRUE(heard[0].starts_with("<open "));
    EXPECT_TRUE(heard[1].starts_with("<auth "));
    EXPECT_EQ(heard[2], heard[0]);
    EXPECT_TRUE(heard[3].starts_with("<iq xmlns='jabber:client'"));
}

}  // namespace
}  // namespace headstock::client
