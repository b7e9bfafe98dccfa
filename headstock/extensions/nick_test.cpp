// SPDX-License-Identifier: MIT
#include "headstock/extensions/nick.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::nick {
namespace {

HEADSTOCK_PAYLOAD_TEST(Nick);

class Nicknames : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
    core::Stream& stream = server.stream;
};

TEST_P(Nicknames, come_with_requests_for_a_subscription_and_in_no_other_presence) {
    std::vector<std::optional<std::string>> heard;
    auto hearing = stream.router().on_presence([&](const core::Presence& presence) { heard.push_back(of(presence)); });
    for (const char* type : {"type='subscribe'", "", "type='unavailable'"})
        server.say("<presence from='narrator@moby-dick.lit' " + std::string(type) +
                   "><nick xmlns='http://jabber.org/protocol/nick'>Ishmael</nick></presence>");
    server.say("<presence from='narrator@moby-dick.lit' type='subscribe'/>");
    EXPECT_EQ(heard, (std::vector<std::optional<std::string>>{"Ishmael", {}, {}, {}}));
}

TEST_P(Nicknames, come_with_messages_unless_they_are_empty_or_too_long) {
    std::vector<std::optional<std::string>> heard;
    auto hearing = stream.router().on_message([&](const core::Message& message) { heard.push_back(of(message)); });
    for (const std::string& name :
         {std::string("Ishmael"), std::string(), std::string(max_bytes, 'a'), std::string(max_bytes + 1, 'a')})
        server.say(
            "<message type='chat' from='narrator@moby-dick.lit/pda'><body>Call me Ishmael</body>"
            "<nick xmlns='http://jabber.org/protocol/nick'>" +
            name + "</nick></message>");
    server.say(
        "<message type='error' from='narrator@moby-dick.lit/pda'><nick xmlns='http://jabber.org/protocol/nick'>"
        "Ishmael</nick></message>");
    EXPECT_EQ(heard, (std::vector<std::optional<std::string>>{"Ishmael", {}, std::string(max_bytes, 'a'), {}, {}}));
}

TEST_P(Nicknames, are_sent_with_a_message_and_a_presence) {
    ASSERT_TRUE(stream.send(core::chat(core::jid("starbuck@moby-dick.lit"), "Call me Ishmael").add(Nick{"Ishmael"})));
    server.expect(
        "<message type='chat' to='starbuck@moby-dick.lit'><body>Call me Ishmael</body>"
        "<nick xmlns='http://jabber.org/protocol/nick'>Ishmael</nick></message>");
    ASSERT_TRUE(stream.send(
        core::Presence(core::PresenceType::subscribe).to(core::jid("starbuck@moby-dick.lit")).add(Nick{"Ishmael"})));
    server.expect(
        "<presence type='subscribe' to='starbuck@moby-dick.lit'>"
        "<nick xmlns='http://jabber.org/protocol/nick'>Ishmael</nick></presence>");
}

TEST_P(Nicknames, are_published_and_heard_of) {
    std::optional<Result<pubsub::Publish>> answer;
    stream.ask<pubsub::Publish>(publish("CallMeIshmael"),
                                [&](Result<pubsub::Publish> heard) { answer = std::move(heard); });
    server
        .expect(
            "<iq type='set' id='{1}'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            "<publish node='http://jabber.org/protocol/nick'><item id='current'>"
            "<nick xmlns='http://jabber.org/protocol/nick'>CallMeIshmael</nick></item></publish></pubsub></iq>")
        .say("<iq type='result' id='{1}'/>");
    ASSERT_TRUE(answer && *answer);
    pep::Module pep(stream);
    pep.trust([](const core::Jid& account) { return account == core::jid("narrator@moby-dick.lit"); });
    std::string heard;
    auto hearing = on_nick(
        pep, [&](const core::Jid& account, const std::string& name) { heard += account.text() + ": " + name + "\n"; });
    EXPECT_EQ(stream.announced(), std::vector<std::string>{"http://jabber.org/protocol/nick+notify"});
    for (const char* from : {"narrator@moby-dick.lit", "mallory@evil.lit"})
        for (const std::string& name : {std::string("CallMeIshmael"), std::string(), std::string(max_bytes + 1, 'a')})
            server.say("<message type='headline' from='" + std::string(from) +
                       "'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                       "<items node='http://jabber.org/protocol/nick'><item><nick "
                       "xmlns='http://jabber.org/protocol/nick'>" +
                       name + "</nick></item></items></event></message>");
    EXPECT_EQ(heard, "narrator@moby-dick.lit: CallMeIshmael\nnarrator@moby-dick.lit: \n");
}

INSTANTIATE_TEST_SUITE_P(Chunks, Nicknames, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::nick
