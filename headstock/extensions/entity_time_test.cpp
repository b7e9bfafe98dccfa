// SPDX-License-Identifier: MIT
#include "headstock/extensions/entity_time.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::entity_time {
namespace {

HEADSTOCK_PAYLOAD_TEST(Time);

using namespace std::chrono_literals;

class EntityTime : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
};

TEST_P(EntityTime, query_reads_the_answer) {
    std::optional<Result<Time>> answer;
    server.stream.ask<Time>(query(core::jid("juliet@capulet.com/balcony")),
                            [&](Result<Time> heard) { answer = std::move(heard); });
    server.expect("<iq type='get' id='{1}' to='juliet@capulet.com/balcony'><time xmlns='urn:xmpp:time'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='juliet@capulet.com/balcony'><time xmlns='urn:xmpp:time'><tzo>-06:00</tzo>"
            "<utc>2006-12-19T17:58:35Z</utc></time></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((*answer)->offset, "-06:00");
    EXPECT_EQ((*answer)->utc, std::chrono::sys_days(std::chrono::year(2006) / 12 / 19) + 17h + 58min + 35s);
}

TEST_P(EntityTime, questions_are_answered_with_our_clock) {
    const Module module(server.stream, 120min);
    server.wait(90s).say("<iq type='get' id='t1' from='romeo@montague.net/orchard'><time xmlns='urn:xmpp:time'/></iq>");
    server.expect(
        "<iq type='result' id='t1' to='romeo@montague.net/orchard'><time xmlns='urn:xmpp:time'><tzo>+02:00</tzo>"
        "<utc>2026-01-01T00:01:30Z</utc></time></iq>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, EntityTime, ::testing::Values(0, 1, 7));

TEST(OffsetText, has_a_sign_and_two_digits_each) {
    EXPECT_EQ(offset_text(0min), "+00:00");
    EXPECT_EQ(offset_text(-210min), "-03:30");
    EXPECT_EQ(offset_text(765min), "+12:45");
}

}  // namespace
}  // namespace headstock::entity_time
