// SPDX-License-Identifier: MIT
#include "cli/events.hpp"

#include <gtest/gtest.h>

#include "headstock/base/timestamp.hpp"
#include "headstock/extensions/delay.hpp"

namespace headstock::cli {
namespace {

using namespace std::chrono_literals;

class EventsTest : public ::testing::Test {
protected:
    static core::Message message() {
        core::Message made(core::MessageType::chat);
        made.from(core::jid("juliet@localhost/balcony")).to(core::jid("romeo@localhost/orchard")).id("m1");
        return made;
    }
    static core::Message delayed(const char* stamp, const char* by) {
        core::Message made = message();
        delay::Delay late{*from_xmpp_time(stamp), std::nullopt, {}};
        if (by) late.from = core::jid(by);
        return made.add(late);
    }
    [[nodiscard]] std::string json(const core::Message& of) const {
        return to_json(message_fields(of, self_, sent_at(of, self_, now_)));
    }
    [[nodiscard]] Sent sent(const core::Message& of) const { return sent_at(of, self_, now_); }

    core::Jid self_ = core::jid("romeo@localhost/orchard");
    Timestamp now_ = *from_xmpp_time("2026-05-04T03:02:01Z");
};

TEST_F(EventsTest, message_has_its_addresses_and_text) {
    EXPECT_EQ(
        json(message().body("hello")),
        R"({"from":"juliet@localhost/balcony","to":"romeo@localhost/orchard","id":"m1","type":"chat","body":"hello",)"
        R"("stamp":"2026-05-04T03:02:01Z"})");
}

TEST_F(EventsTest, message_has_all_its_languages) {
    const std::string text = json(message().body("hello", "en").body("Grüß dich", "de").subject("s").thread("t"));
    EXPECT_NE(
        text.find(
            R"("body":"hello","lang":"en","bodies":[{"lang":"en","text":"hello"},{"lang":"de","text":"Grüß dich"}],)"
            R"("subject":"s","thread":"t")"),
        std::string::npos)
        << text;
}

TEST_F(EventsTest, message_from_nobody_is_from_our_own_account) {
    EXPECT_TRUE(
        json(core::Message().body("x"))
            .starts_with(R"({"from":"romeo@localhost","to":"romeo@localhost/orchard","id":"","type":"normal")"));
}

TEST_F(EventsTest, message_of_type_error_says_why) {
    const core::Message error = message().error_reply(core::StanzaFailure(core::StanzaCondition::forbidden, "no \x07"));
    EXPECT_NE(json(error).find(R"("error":{"condition":"forbidden","type":"auth","text":"no \u0007"})"),
              std::string::npos)
        << json(error);
}

TEST_F(EventsTest, stamp_counts_only_from_our_server_and_account) {
    const char* then = "2026-05-01T00:00:00Z";
    for (const char* keeper : {"localhost", "romeo@localhost"}) {
        EXPECT_EQ(sent(delayed(then, keeper)).at, *from_xmpp_time(then)) << keeper;
        EXPECT_TRUE(sent(delayed(then, keeper)).delayed);
    }
    for (const char* forger : {"juliet@localhost", "juliet@localhost/balcony", "evil.example"}) {
        EXPECT_EQ(sent(delayed(then, forger)).at, now_) << forger;
        EXPECT_FALSE(sent(delayed(then, forger)).delayed);
    }
    EXPECT_FALSE(sent(delayed(then, nullptr)).delayed);
}

TEST_F(EventsTest, stamp_from_absurd_times_does_not_count) {
    for (const char* absurd :
         {"1970-01-01T00:00:00Z", "1998-12-31T23:59:59Z", "2026-05-04T03:08:00Z", "2200-01-01T00:00:00Z"})
        EXPECT_FALSE(sent(delayed(absurd, "localhost")).delayed) << absurd;
    EXPECT_TRUE(sent(delayed("2026-05-04T03:06:00Z", "localhost")).delayed);
}

TEST_F(EventsTest, line_of_a_message_cannot_be_forged) {
    EXPECT_EQ(message_line(message().body("hi\nromeo@localhost: bye\x1b").subject("a\nb"), self_),
              "juliet@localhost/balcony: [a\\u{a}b] hi\n    romeo@localhost: bye\\u{1b}");
}

TEST_F(EventsTest, presence_says_how_available_somebody_is) {
    core::Presence away(core::Show::away, "out\nfor lunch", -5);
    away.from(core::jid("juliet@localhost/balcony"));
    EXPECT_EQ(
        to_json(presence_fields(away, self_)),
        R"({"from":"juliet@localhost/balcony","type":"available","show":"away","status":"out\nfor lunch","priority":-5})");
    EXPECT_EQ(presence_line(away, self_), "* juliet@localhost/balcony is away: out\\u{a}for lunch");
    core::Presence gone(core::PresenceType::unavailable);
    gone.from(core::jid("juliet@localhost/balcony"));
    EXPECT_EQ(to_json(presence_fields(gone, self_)), R"({"from":"juliet@localhost/balcony","type":"unavailable"})");
}

TEST_F(EventsTest, roster_item_has_a_line_with_tabs) {
    core::RosterItem item;
    item.jid = core::jid("juliet@localhost");
    item.name = "Ju\tliet";
    item.subscription = core::SubscriptionState::to;
    item.groups = {"a", "b\n"};
    EXPECT_EQ(roster_line(item), "juliet@localhost\tto\tJu\\u{9}liet\ta,b\\u{a}");
    EXPECT_EQ(to_json(roster_fields(item)),
              R"({"jid":"juliet@localhost","name":"Ju\tliet","subscription":"to","groups":["a","b\n"]})");
}

}  // namespace
}  // namespace headstock::cli
