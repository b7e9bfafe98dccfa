// SPDX-License-Identifier: MIT
#include "headstock/extensions/last_activity.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::last_activity {
namespace {

HEADSTOCK_PAYLOAD_TEST(Activity);

class LastActivity : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
};

TEST_P(LastActivity, query_reads_the_answer) {
    std::optional<Result<Activity>> answer;
    server.stream.ask<Activity>(query(core::jid("juliet@capulet.com")),
                                [&](Result<Activity> heard) { answer = std::move(heard); });
    server.expect("<iq type='get' id='{1}' to='juliet@capulet.com'><query xmlns='jabber:iq:last'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='juliet@capulet.com'><query xmlns='jabber:iq:last' seconds='903'>Heading "
            "Home</query></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ(**answer, (Activity{903, "Heading Home"}));
}

TEST_P(LastActivity, numbers_that_are_none_fail_the_question) {
    for (const char* seconds : {"-1", "18446744073709551616", "+1", " 1", ""}) {
        std::optional<Result<Activity>> answer;
        server.forget();
        server.stream.ask<Activity>(query(core::jid("a@b")),
                                    [&](Result<Activity> heard) { answer = std::move(heard); });
        server.expect("<iq type='get' id='{1}' to='a@b'><query xmlns='jabber:iq:last'/></iq>")
            .say("<iq type='result' id='{1}' from='a@b'><query xmlns='jabber:iq:last' seconds='" +
                 std::string(seconds) + "'/></iq>");
        ASSERT_TRUE(answer);
        EXPECT_FALSE(*answer) << seconds;
    }
}

TEST_P(LastActivity, nobody_is_told_before_we_say_so) {
    Module module(server.stream);
    server.say("<iq type='get' id='l1' from='a@b/c'><query xmlns='jabber:iq:last'/></iq>");
    server.expect(
        "<iq type='error' id='l1' to='a@b/c'><error type='cancel' code='503'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    module.answer_with([] { return std::chrono::seconds(123); });
    server.say("<iq type='get' id='l2' from='a@b/c'><query xmlns='jabber:iq:last'/></iq>");
    server.expect("<iq type='result' id='l2' to='a@b/c'><query xmlns='jabber:iq:last' seconds='123'/></iq>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, LastActivity, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::last_activity
