// SPDX-License-Identifier: MIT
#include "headstock/api/handler_object.hpp"

#include <gtest/gtest.h>

#include "headstock/api/session.hpp"
#include "headstock/conversation/conversation.hpp"

namespace headstock::api {
namespace {

/// Answers each chat, greets who comes, and tells of its life.
struct Bot {
    void ready(Session& session) { told += "ready as " + session.stream.address().text() + ";"; }
    core::Message stopping(Session&) {
        told += "stopping;";
        return core::chat(core::jid("a@b"), "bye");
    }
    void terminated(const Error& why) { told += "ended: " + why.message() + ";"; }
    std::optional<core::Message> message(const core::Message& heard) {
        if (heard.type() != core::MessageType::chat) return std::nullopt;
        return core::chat(heard.from(), "echo: " + heard.body());
    }
    std::vector<core::Message> presence(const core::Presence& heard) {
        if (heard.type() != core::PresenceType::available) return {};
        return {core::chat(heard.from(), "welcome"), core::chat(heard.from(), "how are you?")};
    }
    std::string told;
};

/// Hears of one thing only.
struct Counter {
    void message(const core::Message&) { ++messages; }
    int messages = 0;
};

class Objects : public ::testing::TestWithParam<std::size_t> {
protected:
    void log_in() {
        server.log_in()
            .expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>")
            .say("<iq type='result' id='{r}'/>");
        server.expect("<presence/>");
    }
    testing::Conversation server{GetParam()};
    Session session{server.stream};
};

TEST_P(Objects, are_told_of_the_sessions_life_and_what_they_return_is_sent) {
    Bot bot;
    const ObjectRegistration registered = session.register_object(bot);
    log_in();
    server
        .say("<message type='chat' from='a@b/c'><body>1</body></message><message from='a@b/c'><body>2</body></message>")
        .expect("<message type='chat' to='a@b/c'><body>echo: 1</body></message>")
        .expect_nothing();
    server.say("<presence from='a@b/c'/><presence type='unavailable' from='a@b/c'/>")
        .expect("<message type='chat' to='a@b/c'><body>welcome</body></message>")
        .expect("<message type='chat' to='a@b/c'><body>how are you?</body></message>")
        .expect_nothing();
    session.terminate();
    server.expect("<message type='chat' to='a@b'><body>bye</body></message>")
        .expect("<presence type='unavailable'/>")
        .expect_close();
    server.say("</stream:stream>");
    EXPECT_EQ(bot.told, "ready as juliet@capulet.lit/balcony;stopping;ended: " + server.stream.end()->message() + ";");
}

TEST_P(Objects, have_no_more_functions_than_they_need) {
    Counter counter;
    const ObjectRegistration registered = session.register_object(counter);
    EXPECT_TRUE(registered.active());
    log_in();
    server.say("<message from='a@b/c'/><presence from='a@b/c'/><message from='a@b/c'/>").expect_nothing();
    EXPECT_EQ(counter.messages, 2);
}

TEST_P(Objects, go_when_their_registration_goes) {
    Counter counter;
    log_in();
    {
        const ObjectRegistration registered = session.register_object(counter);
        server.say("<message from='a@b/c'/>");
    }
    server.say("<message from='a@b/c'/>");
    EXPECT_EQ(counter.messages, 1);
    ObjectRegistration again = session.register_object(counter);
    again.cancel();
    again.cancel();
    server.say("<message from='a@b/c'/>");
    EXPECT_EQ(counter.messages, 1);
    EXPECT_FALSE(again.active());
}

TEST_P(Objects, a_goodbye_before_the_login_stops_nothing) {
    Bot bot;
    const ObjectRegistration registered = session.register_object(bot);
    session.terminate();
    EXPECT_EQ(bot.told.find("stopping"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Objects, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::api
