// SPDX-License-Identifier: MIT
#include "headstock/extensions/shim.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::shim {
namespace {

HEADSTOCK_PAYLOAD_TEST(Header);
HEADSTOCK_PAYLOAD_TEST(Headers);

class Shim : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
    core::Stream& stream = server.stream;
};

TEST_P(Shim, headers_are_read_and_may_stand_several_times) {
    std::vector<std::string> heard;
    auto hearing =
        stream.router().on_message([&](const core::Message& message) { heard = of(message).values("SubID"); });
    server.say(
        "<message from='pubsub.shakespeare.lit'><headers xmlns='http://jabber.org/protocol/shim'>"
        "<header name='SubID'>123-abc</header><header name='Collection'>blogs</header>"
        "<header name='SubID'>004-yyy</header></headers></message>");
    EXPECT_EQ(heard, (std::vector<std::string>{"123-abc", "004-yyy"}));
}

TEST_P(Shim, a_header_without_a_name_makes_them_none) {
    std::size_t heard = 7;
    auto hearing =
        stream.router().on_message([&](const core::Message& message) { heard = of(message).headers.size(); });
    server.say(
        "<message from='romeo@montague.lit/orchard'><headers xmlns='http://jabber.org/protocol/shim'>"
        "<header>1</header></headers></message>");
    EXPECT_EQ(heard, 0U);
}

TEST_P(Shim, headers_are_sent_with_a_message) {
    ASSERT_TRUE(stream.send(core::chat(core::jid("romeo@montague.lit"), "Neither, fair saint")
                                .add(Headers{{{"Keywords", "shakespeare,<xmpp/>"}}})));
    server.expect(
        "<message type='chat' to='romeo@montague.lit'><body>Neither, fair saint</body>"
        "<headers xmlns='http://jabber.org/protocol/shim'><header name='Keywords'>shakespeare,&lt;xmpp/&gt;</header>"
        "</headers></message>");
}

TEST_P(Shim, the_headers_that_we_understand_are_told_to_who_asks) {
    disco::Module disco(stream);
    const Module module(stream, disco, {"Classification", "Store"});
    EXPECT_TRUE(disco.info().has(ns));
    server
        .say(
            "<iq type='get' id='d1' from='romeo@montague.lit/orchard'><query "
            "xmlns='http://jabber.org/protocol/disco#info' node='http://jabber.org/protocol/shim'/></iq>")
        .expect(
            "<iq type='result' id='d1' to='romeo@montague.lit/orchard'><query "
            "xmlns='http://jabber.org/protocol/disco#info' node='http://jabber.org/protocol/shim'>"
            "<feature var='http://jabber.org/protocol/shim#Classification'/>"
            "<feature var='http://jabber.org/protocol/shim#Store'/></query></iq>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, Shim, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::shim
