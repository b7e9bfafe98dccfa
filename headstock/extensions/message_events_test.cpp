// SPDX-License-Identifier: MIT
#include "headstock/extensions/message_events.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::message_events {
namespace {

HEADSTOCK_PAYLOAD_TEST(Events);

class MessageEvents : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    std::optional<Events> hear(const std::string& content, const std::string& type = "chat") {
        std::optional<Events> heard;
        auto hearing =
            server.stream.router().on_message([&](const core::Message& message) { heard = notice_in(message); });
        server.say("<message from='romeo@montague.net' type='" + type + "'>" + content + "</message>").expect_nothing();
        return heard;
    }
    testing::Conversation server{GetParam()};
};

TEST_P(MessageEvents, tell_what_has_become_of_a_message) {
    const auto offline = hear("<x xmlns='jabber:x:event'><offline/><id>message22</id></x>");
    EXPECT_TRUE(offline && offline->offline && !offline->composing);
    EXPECT_EQ(offline.value().id, "message22");
    EXPECT_TRUE(hear("<x xmlns='jabber:x:event'><composing/><id>message22</id></x>").value().composing);
    EXPECT_EQ(
        hear("<x xmlns='jabber:x:event'><id>message22</id></x>").value(),
        (Events{.offline = false, .delivered = false, .displayed = false, .composing = false, .id = "message22"}));
    EXPECT_TRUE(hear("<x xmlns='jabber:x:event'><displayed/><id/></x>").value().displayed);
}

TEST_P(MessageEvents, that_are_wished_for_or_forged_are_none_and_are_not_answered) {
    EXPECT_FALSE(hear("<body>Art thou not Romeo?</body><x xmlns='jabber:x:event'><offline/><delivered/></x>"));
    EXPECT_FALSE(hear("<body>x</body><x xmlns='jabber:x:event'><delivered/><id>message22</id></x>"));
    EXPECT_FALSE(hear("<x xmlns='jabber:x:event'><delivered/></x>"));
    EXPECT_FALSE(hear("<x xmlns='jabber:x:event'><delivered/><id>1</id></x>", "error"));
    EXPECT_FALSE(hear("<x xmlns='jabber:x:event'><id>1</id><id>2</id></x>"));
}

INSTANTIATE_TEST_SUITE_P(Chunks, MessageEvents, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::message_events
