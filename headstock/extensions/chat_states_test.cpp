// SPDX-License-Identifier: MIT
#include "headstock/extensions/chat_states.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::chat_states {
namespace {

HEADSTOCK_PAYLOAD_TEST(Notice);

std::string tag(std::string_view state) {
    return "<" + std::string(state) + " xmlns='http://jabber.org/protocol/chatstates'/>";
}

class ChatStates : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    /// Writes to `to`, and expects that the message carries `state`.
    void write(const std::string& to, const std::string& state) {
        core::Message message = core::chat(core::jid(to), "Who's there?");
        module.mark(message);
        ASSERT_TRUE(server.stream.send(message));
        server.expect("<message type='chat' to='" + to + "'><body>Who's there?</body>" + state + "</message>");
    }
    void hear(const std::string& from, const std::string& content) {
        server.say("<message from='" + from + "' type='chat'>" + content + "</message>");
    }
    bool tell(std::string_view to, State state) { return module.tell(core::jid(to), state).value(); }

    testing::Conversation server{GetParam()};
    Module module{server.stream};
    const std::string contact = "francisco@shakespeare.lit/elsinore";
    std::string heard;
    Subscription hearing = module.on_change([this](const core::Jid& from, std::optional<State> state) {
        heard += from.text() + (state ? std::to_string(static_cast<int>(*state)) : "-") + " ";
    });
};

TEST_P(ChatStates, are_told_once_the_contact_has_shown_that_it_knows_them) {
    EXPECT_FALSE(tell("francisco@shakespeare.lit", State::composing));
    write("francisco@shakespeare.lit", tag("active"));
    EXPECT_FALSE(tell("francisco@shakespeare.lit", State::composing));
    server.expect_nothing();
    hear(contact, "<body>Nay, answer me.</body>" + tag("active"));
    EXPECT_TRUE(tell(contact, State::composing));
    server.expect("<message type='chat' to='francisco@shakespeare.lit/elsinore' id='{1}'>" + tag("composing") +
                  "</message>");
    EXPECT_FALSE(tell(contact, State::composing));  // never the same one twice
    write(contact, tag("active"));
    EXPECT_FALSE(tell(contact, State::active));
    EXPECT_TRUE(module.tell(core::jid(contact), State::gone, "act2scene2chat1").value());
    server.expect("<message type='chat' to='francisco@shakespeare.lit/elsinore' id='{2}'>" + tag("gone") +
                  "<thread>act2scene2chat1</thread></message>");
    EXPECT_EQ(server.stream.announced(), std::vector<std::string>{"http://jabber.org/protocol/chatstates"});
}

TEST_P(ChatStates, are_not_told_to_who_answers_without_one) {
    write(contact, tag("active"));
    hear(contact, "<request xmlns='urn:xmpp:receipts'/>");  // no answer yet
    write(contact, tag("active"));
    hear(contact, "<body>Long live the king!</body>");
    write(contact, "");
    EXPECT_FALSE(tell(contact, State::composing));
    hear(contact, tag("composing"));
    EXPECT_TRUE(tell(contact, State::paused));
}

TEST_P(ChatStates, may_be_known_from_discovery) {
    module.understands(core::jid(contact), true);
    EXPECT_TRUE(tell("francisco@shakespeare.lit", State::composing));
    module.understands(core::jid(contact), false);
    EXPECT_FALSE(tell("francisco@shakespeare.lit", State::paused));
}

TEST_P(ChatStates, of_others_are_told_as_they_change) {
    hear(contact, tag("composing"));
    hear(contact, tag("composing"));
    EXPECT_EQ(module.state_of(core::jid("francisco@shakespeare.lit")), State::composing);
    hear(contact, "<body>x</body>" + tag("active"));
    EXPECT_EQ(module.state_of(core::jid(contact)), State::active);
    EXPECT_EQ(heard, contact + "1 " + contact + "0 ");
    server.say("<presence from='francisco@shakespeare.lit/other' type='unavailable'/>");
    EXPECT_EQ(module.state_of(core::jid(contact)), State::active);
    server.say("<presence from='" + contact + "' type='unavailable'/>");
    EXPECT_EQ(module.state_of(core::jid(contact)), std::nullopt);
    EXPECT_EQ(heard, contact + "1 " + contact + "0 " + contact + "- ");
}

TEST_P(ChatStates, that_make_no_sense_are_passed_over) {
    hear(contact, tag("composing") + tag("active"));
    hear(contact, tag("typing"));
    server.say("<message from='" + contact + "' type='error'>" + tag("composing") + "</message>");
    server.say("<message>" + tag("composing") + "</message>");
    hear(contact, "<body>x</body>");
    EXPECT_EQ(heard, "");
}

TEST_P(ChatStates, that_were_kept_for_us_are_not_those_of_now) {
    hear(contact, tag("composing") + "<delay xmlns='urn:xmpp:delay' stamp='2002-09-10T23:08:25Z'/>");
    EXPECT_EQ(heard, "");
    EXPECT_TRUE(tell(contact, State::composing));
}

TEST_P(ChatStates, are_the_users_choice) {
    hear(contact, tag("composing"));
    module.share(false);
    write(contact, "");
    EXPECT_FALSE(tell(contact, State::composing));
    EXPECT_FALSE(module.tell_room(core::jid("castle@rooms.lit"), State::composing).value());
    EXPECT_TRUE(server.stream.announced().empty());
    module.share(true);
    EXPECT_TRUE(tell(contact, State::composing));
}

TEST_P(ChatStates, are_told_to_rooms_but_for_gone) {
    const core::Jid room = core::jid("castle@rooms.lit");
    EXPECT_TRUE(module.tell_room(room, State::composing).value());
    server.expect("<message type='groupchat' to='castle@rooms.lit' id='{1}'>" + tag("composing") + "</message>");
    EXPECT_FALSE(module.tell_room(room, State::composing).value());
    EXPECT_FALSE(module.tell_room(room, State::gone).value());
    server.say("<message from='castle@rooms.lit/ghost' type='groupchat'>" + tag("composing") + "</message>");
    server.say("<message from='castle@rooms.lit/ghost' type='groupchat'>" + tag("gone") + "</message>");
    EXPECT_EQ(heard, "castle@rooms.lit/ghost1 ");
    core::Message message(core::MessageType::groupchat);
    module.mark(message.to(room).body("Swear."));
    EXPECT_EQ(of(message), State::active);
}

TEST_P(ChatStates, of_occupants_are_each_their_own) {
    const std::string x = "<x xmlns='http://jabber.org/protocol/muc#user'/>";
    hear("castle@rooms.lit/ghost", tag("composing") + x);
    EXPECT_FALSE(tell("castle@rooms.lit/hamlet", State::composing));
    EXPECT_TRUE(tell("castle@rooms.lit/ghost", State::composing));
}

TEST_P(ChatStates, are_not_told_where_a_message_has_one_or_cannot) {
    core::Message own = core::chat(core::jid(contact), "x");
    module.mark(own.add(Notice{State::inactive}));
    EXPECT_EQ(of(own), State::inactive);
    core::Message headline(core::MessageType::headline);
    module.mark(headline.to(core::jid(contact)));
    EXPECT_EQ(of(headline), std::nullopt);
}

TEST_P(ChatStates, of_too_many_are_forgotten_and_all_with_the_session) {
    hear(contact, tag("composing"));
    for (std::size_t i = 0; i < Module::max_chats; ++i) hear("a" + std::to_string(i) + "@b", tag("active"));
    EXPECT_EQ(module.state_of(core::jid(contact)), std::nullopt);
    EXPECT_EQ(module.state_of(core::jid("a0@b")), State::active);
    server.stream.connection_lost();
    EXPECT_EQ(module.state_of(core::jid("a0@b")), std::nullopt);
    module.understands(core::jid(contact), true);
    EXPECT_FALSE(module.tell(core::jid(contact), State::active));
}

INSTANTIATE_TEST_SUITE_P(Chunks, ChatStates, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::chat_states
