// SPDX-License-Identifier: MIT
#include "headstock/extensions/last_activity.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "headstock/base/timestamp.hpp"
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
    module.answer_with([] { return std::chrono::seconds(123); },
                       [](const core::Jid& asker) { return asker.local() == "a"; });
    server.say("<iq type='get' id='l2' from='a@b/c'><query xmlns='jabber:iq:last'/></iq>");
    server.expect("<iq type='result' id='l2' to='a@b/c'><query xmlns='jabber:iq:last' seconds='123'/></iq>");
    server.say("<iq type='get' id='l3' from='mallory@b/c'><query xmlns='jabber:iq:last'/></iq>");
    server.expect(
        "<iq type='error' id='l3' to='mallory@b/c'><error type='cancel' code='503'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

TEST_P(LastActivity, who_may_not_know_is_told) {
    std::optional<Result<Activity>> answer;
    server.stream.ask<Activity>(query(core::jid("juliet@capulet.com")),
                                [&](Result<Activity> heard) { answer = std::move(heard); });
    server.expect("<iq type='get' id='{1}' to='juliet@capulet.com'><query xmlns='jabber:iq:last'/></iq>")
        .say(
            "<iq type='error' id='{1}' from='juliet@capulet.com'><error type='auth'><forbidden "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().code, core::StanzaCondition::forbidden);
}

TEST_P(LastActivity, may_stand_in_presence) {
    std::vector<std::optional<Timestamp>> heard;
    const Timestamp now = *from_xmpp_time("2002-09-11T00:00:00Z");
    auto hearing = server.stream.router().on_presence(
        [&](const core::Presence& presence) { heard.push_back(idle_since(presence, now)); });
    const std::string idle = "<show>away</show><query xmlns='jabber:iq:last' seconds='600'/>";
    server.say("<presence from='juliet@capulet.com/balcony'>" + idle + "</presence>");
    server.say("<presence from='juliet@capulet.com/balcony'>" + idle +
               "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-09-10T23:41:07Z'/></presence>");
    server.say("<presence from='juliet@capulet.com/balcony'/>");
    server.say("<presence type='unavailable' from='juliet@capulet.com/balcony'>" + idle + "</presence>");
    server.say("<presence from='a@b/c'><query xmlns='jabber:iq:last' seconds='18446744073709551615'/></presence>");
    ASSERT_EQ(heard.size(), 5U);
    EXPECT_EQ(heard[0], from_xmpp_time("2002-09-10T23:50:00Z").value());
    EXPECT_EQ(heard[1], from_xmpp_time("2002-09-10T23:31:07Z").value());
    EXPECT_FALSE(heard[2] || heard[3] || heard[4]);
    core::Presence presence(core::Show::xa);
    mark(presence, std::chrono::seconds(600));
    ASSERT_TRUE(server.stream.send(presence));
    server.expect("<presence><show>xa</show><query xmlns='jabber:iq:last' seconds='600'/></presence>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, LastActivity, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::last_activity
