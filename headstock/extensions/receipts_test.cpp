// SPDX-License-Identifier: MIT
#include "headstock/extensions/receipts.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::receipts {
namespace {

HEADSTOCK_PAYLOAD_TEST(Request);
HEADSTOCK_PAYLOAD_TEST(Received);

class Receipts : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    Result<std::string> send(std::string_view to, core::MessageType type = core::MessageType::chat) {
        core::Message message(type);
        return module.send(message.to(core::jid(to)).id("m1").body("My lord, dispatch."));
    }
    void expect_request(const std::string& to) {
        server.expect("<message type='chat' to='" + to +
                      "' id='m1'><body>My lord, dispatch.</body><request xmlns='urn:xmpp:receipts'/></message>");
    }
    void receipt(const std::string& from, const std::string& id = "m1", const std::string& more = {}) {
        server.say("<message from='" + from + "' id='bi29sg183b4v'><received xmlns='urn:xmpp:receipts' id='" + id +
                   "'/>" + more + "</message>");
    }

    testing::Conversation server{GetParam()};
    Module module{server.stream};
    std::string heard;
    Subscription hearing =
        module.on_receipt([this](const Receipt& receipt) { heard += receipt.id + " " + receipt.client.text() + "\n"; });
};

TEST_P(Receipts, a_message_asks_and_each_client_answers_once) {
    EXPECT_EQ(send("richard@england.lit"), "m1");
    expect_request("richard@england.lit");
    receipt("richard@england.lit/throne");
    receipt("richard@england.lit/throne");
    receipt("richard@england.lit/tower");
    EXPECT_EQ(heard, "m1 richard@england.lit/throne\nm1 richard@england.lit/tower\n");
}

TEST_P(Receipts, a_message_without_an_id_gets_one) {
    const auto id = module.send(core::chat(core::jid("richard@england.lit"), "hark"));
    ASSERT_TRUE(id && !id->empty());
    server.expect(
        "<message type='chat' to='richard@england.lit' id='{1}'><body>hark</body><request "
        "xmlns='urn:xmpp:receipts'/></message>");
    EXPECT_EQ(server.name("1"), *id);
}

TEST_P(Receipts, what_others_say_of_a_message_does_not_count) {
    (void)send("richard@england.lit/throne");
    expect_request("richard@england.lit/throne");
    receipt("mallory@evil.lit/x");
    receipt("england.lit");
    receipt("richard@england.lit/throne", "m2");
    server.say(
        "<message type='error' from='richard@england.lit/throne'><received xmlns='urn:xmpp:receipts' "
        "id='m1'/></message>");
    server.say("<message from='richard@england.lit/throne'><received xmlns='urn:xmpp:receipts'/></message>");
    server.say("<message><received xmlns='urn:xmpp:receipts' id='m1'/></message>");
    EXPECT_EQ(heard, "");
    receipt("richard@england.lit/other-client");
    EXPECT_EQ(heard, "m1 richard@england.lit/other-client\n");
}

TEST_P(Receipts, in_a_room_only_the_occupant_counts) {
    const std::string x = "<x xmlns='http://jabber.org/protocol/muc#user'/>";
    (void)send("court@rooms.lit/richard");
    expect_request("court@rooms.lit/richard");
    receipt("court@rooms.lit/mallory", "m1", x);
    EXPECT_EQ(heard, "");
    receipt("court@rooms.lit/richard", "m1", x);
    EXPECT_EQ(heard, "m1 court@rooms.lit/richard\n");
}

TEST_P(Receipts, a_room_is_not_asked) {
    EXPECT_TRUE(send("court@rooms.lit", core::MessageType::groupchat));
    server.expect("<message type='groupchat' to='court@rooms.lit' id='m1'><body>My lord, dispatch.</body></message>");
    receipt("court@rooms.lit/richard");
    EXPECT_EQ(heard, "");
}

TEST_P(Receipts, the_oldest_of_too_many_is_forgotten) {
    for (std::size_t i = 0; i <= Module::max_pending; ++i) {
        core::Message message(core::MessageType::chat);
        (void)module.send(message.to(core::jid("a@b")).id("n" + std::to_string(i)));
        (void)server.stream.take_output();
    }
    receipt("a@b/c", "n0");
    EXPECT_EQ(heard, "");
    receipt("a@b/c", "n1");
    for (std::size_t i = 0; i < 2 * Module::max_clients; ++i) receipt("a@b/c" + std::to_string(i), "n2");
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(heard, '\n')), 1 + Module::max_clients);
}

TEST_P(Receipts, nothing_is_waited_for_where_nothing_was_sent) {
    server.stream.connection_lost();
    EXPECT_FALSE(send("richard@england.lit"));
}

TEST_P(Receipts, requests_are_answered_where_we_may_be_known) {
    const std::string request =
        "' type='chat' id='richard2-4.1.247'><body>My lord.</body><request xmlns='urn:xmpp:receipts'/></message>";
    server.say("<message from='northumberland@shakespeare.lit/westminster" + request).expect_nothing();
    EXPECT_TRUE(server.stream.announced().empty());
    module.answer([](const core::Jid& sender) { return sender.bare() == core::jid("northumberland@shakespeare.lit"); });
    EXPECT_EQ(server.stream.announced(), std::vector<std::string>{"urn:xmpp:receipts"});
    server.say("<message from='mallory@evil.lit/westminster" + request).expect_nothing();
    server.say("<message from='northumberland@shakespeare.lit/westminster" + request)
        .expect(
            "<message type='chat' to='northumberland@shakespeare.lit/westminster' id='{r}'><received "
            "xmlns='urn:xmpp:receipts' id='richard2-4.1.247'/></message>");
    module.answer({});
    server.say("<message from='northumberland@shakespeare.lit/westminster" + request).expect_nothing();
    EXPECT_TRUE(server.stream.announced().empty());
}

TEST_P(Receipts, some_requests_are_answered_to_nobody) {
    module.answer([](const core::Jid&) { return true; });
    const std::string request = "<request xmlns='urn:xmpp:receipts'/>";
    server.say("<message from='a@b/c' type='chat'><body>no id</body>" + request + "</message>").expect_nothing();
    server.say("<message from='a@b/c' type='error' id='1'>" + request + "</message>").expect_nothing();
    server.say("<message from='a@b/c' type='groupchat' id='1'>" + request + "</message>").expect_nothing();
    server.say("<message from='a@b/c' id='1'>" + request + "<received xmlns='urn:xmpp:receipts' id='9'/></message>")
        .expect_nothing();
    server.say("<message id='1'>" + request + "</message>").expect_nothing();
}

INSTANTIATE_TEST_SUITE_P(Chunks, Receipts, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::receipts
