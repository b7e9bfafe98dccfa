// SPDX-License-Identifier: MIT
#include "headstock/core/presences.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"

namespace headstock::core {
namespace {

class PresencesOf : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
    Presences presences{server.stream};
    std::vector<std::string> changed;
    Subscription hearing = presences.on_change([this](const Jid& jid) { changed.push_back(jid.text()); });
    const Jid romeo = jid("romeo@montague.lit");
};

TEST_P(PresencesOf, resources_come_by_priority_and_go) {
    server.say("<presence from='romeo@montague.lit/orchard'><priority>1</priority></presence>");
    server.say(
        "<presence "
        "from='romeo@montague.lit/phone'><show>away</show><status>walking</status><priority>5</priority></presence>");
    server.say("<presence from='romeo@montague.lit/clock'><priority>-5</priority></presence>");
    const auto resources = presences.of(romeo);
    ASSERT_EQ(resources.size(), 3U);
    EXPECT_EQ(resources[0].jid.resource(), "phone");
    EXPECT_EQ(resources[0].show, Show::away);
    EXPECT_EQ(resources[0].status, "walking");
    EXPECT_EQ(resources[2].priority, -5);
    server.say("<presence type='unavailable' from='romeo@montague.lit/phone'/>");
    EXPECT_EQ(presences.of(romeo).size(), 2U);
    EXPECT_EQ(presences.of(jid("romeo@montague.lit/anything")).size(), 2U);
    EXPECT_EQ(changed.size(), 4U);
}

TEST_P(PresencesOf, a_change_keeps_since_when_it_is_here) {
    server.say("<presence from='romeo@montague.lit/orchard'/>");
    const Timestamp since = presences.of(romeo)[0].since;
    server.wait(std::chrono::hours(1)).say("<presence from='romeo@montague.lit/orchard'><show>xa</show></presence>");
    ASSERT_EQ(presences.of(romeo).size(), 1U);
    EXPECT_EQ(presences.of(romeo)[0].since, since);
    EXPECT_EQ(presences.of(romeo)[0].show, Show::xa);
}

TEST_P(PresencesOf, unavailable_from_a_bare_address_means_all_of_it) {
    server.say(
        "<presence from='romeo@montague.lit/a'/><presence from='romeo@montague.lit/b'/><presence type='unavailable' "
        "from='romeo@montague.lit'/>");
    EXPECT_FALSE(presences.available(romeo));
}

TEST_P(PresencesOf, errors_and_requests_are_not_availability) {
    server.say(
        "<presence type='error' from='romeo@montague.lit/a'/><presence type='subscribe' from='romeo@montague.lit'/>"
        "<presence type='probe' from='romeo@montague.lit'/><presence/>");
    EXPECT_FALSE(presences.available(romeo));
    EXPECT_TRUE(changed.empty());
}

TEST_P(PresencesOf, all_is_forgotten_when_the_stream_ends) {
    server.say("<presence from='romeo@montague.lit/a'/>");
    server.stream.connection_lost();
    EXPECT_FALSE(presences.available(romeo));
}

INSTANTIATE_TEST_SUITE_P(Chunks, PresencesOf, ::testing::Values(0, 1, 7));

TEST(Presences, what_is_held_is_bounded) {
    testing::Conversation server;
    server.log_in();
    Presences presences(server.stream);
    for (std::size_t i = 0; i <= Presences::max_resources; ++i)
        (void)server.stream.receive("<presence from='u" + std::to_string(i) + "@flood.lit/x'/>");
    EXPECT_TRUE(presences.available(jid("u99999@flood.lit")));
    EXPECT_FALSE(presences.available(jid("u100000@flood.lit")));
    server.say("<presence type='unavailable' from='u5@flood.lit/x'/><presence from='late@flood.lit/x'/>");
    EXPECT_TRUE(presences.available(jid("late@flood.lit")));
}

}  // namespace
}  // namespace headstock::core
