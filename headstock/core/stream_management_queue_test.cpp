// SPDX-License-Identifier: MIT
#include "headstock/core/stream_management_queue.hpp"

#include <gtest/gtest.h>

#include <string>

#include "headstock/core/core_error.hpp"
#include "headstock/core/message.hpp"

namespace headstock::core {
namespace {

bridge::Element ack(const std::string& h) { return bridge::Element("a", ns::stream_management).attribute("h", h); }

void send(AckQueue& queue, int count) {
    for (int i = 0; i < count; ++i) queue.sent(chat(jid("romeo@montague.lit"), std::to_string(i)).view(), 10);
}

TEST(AckQueues, what_was_sent_waits_until_it_is_acknowledged_in_order) {
    AckQueue queue;
    send(queue, 3);
    EXPECT_EQ(queue.bytes(), 30U);
    const auto done = queue.acknowledge(ack("2"));
    ASSERT_TRUE(done);
    ASSERT_EQ(done->size(), 2U);
    EXPECT_EQ(done->front().stanza.child({"body", "jabber:client"})->text(), "0");
    ASSERT_EQ(queue.waiting().size(), 1U);
    EXPECT_EQ(queue.waiting().front().stanza.child({"body", "jabber:client"})->text(), "2");
    EXPECT_EQ(queue.bytes(), 10U);
    EXPECT_TRUE(queue.acknowledge(ack("2"))->empty()) << "the same again covers nothing more";
    EXPECT_EQ(queue.acknowledge(ack("3"))->size(), 1U);
}

TEST(AckQueues, more_than_was_sent_or_less_than_before_is_refused_and_everything_kept) {
    for (const char* h : {"3", "4294967295", "0"}) {
        AckQueue queue;
        send(queue, 2);
        ASSERT_TRUE(queue.acknowledge(ack("1")));
        EXPECT_EQ(queue.acknowledge(ack(h)).error().code, Errc::handled_too_high) << h;
        EXPECT_EQ(queue.waiting().size(), 1U);
        EXPECT_EQ(queue.complaint().attribute("h"), h);
        EXPECT_EQ(queue.complaint().attribute("send-count"), "2");
    }
}

TEST(AckQueues, what_is_no_number_is_refused_and_everything_kept) {
    AckQueue queue;
    send(queue, 2);
    for (const char* h : {"", "-1", "4294967296", "one", " 1", "1 ", "0x1", "1.0"})
        EXPECT_EQ(queue.acknowledge(ack(h)).error().code, Errc::malformed_ack) << h;
    EXPECT_EQ(queue.acknowledge(bridge::Element("a", ns::stream_management)).error().code, Errc::malformed_ack);
    EXPECT_EQ(queue.waiting().size(), 2U);
}

TEST(AckQueues, both_counters_go_from_the_highest_number_back_to_zero) {
    AckQueue queue(4294967293U, 4294967294U);
    send(queue, 5);
    EXPECT_EQ(queue.acknowledge(ack("4294967295"))->size(), 2U);
    EXPECT_EQ(queue.acknowledge(ack("4294967294")).error().code, Errc::handled_too_high);
    EXPECT_EQ(queue.acknowledge(ack("0"))->size(), 1U);
    EXPECT_EQ(queue.acknowledge(ack("3")).error().code, Errc::handled_too_high);
    EXPECT_EQ(queue.acknowledge(ack("2"))->size(), 2U);
    EXPECT_EQ(queue.counter("a").attribute("h"), "4294967294");
    for (int i = 0; i < 3; ++i) queue.received();
    EXPECT_EQ(queue.counter("resume").attribute("h"), "1");
}

TEST(AckQueues, only_stanzas_count) {
    EXPECT_TRUE(AckQueue::counts(bridge::Element("message", "jabber:client")));
    EXPECT_TRUE(AckQueue::counts(bridge::Element("iq", "jabber:client")));
    EXPECT_TRUE(AckQueue::counts(bridge::Element("presence", "jabber:client")));
    EXPECT_FALSE(AckQueue::counts(bridge::Element("message", "jabber:server")));
    EXPECT_FALSE(AckQueue::counts(bridge::Element("active", "urn:xmpp:csi:0")));
    EXPECT_FALSE(AckQueue::counts(ack("1")));
}

TEST(AckQueues, what_is_taken_is_kept_no_longer) {
    AckQueue queue;
    send(queue, 2);
    EXPECT_EQ(queue.take().size(), 2U);
    EXPECT_TRUE(queue.waiting().empty());
    EXPECT_EQ(queue.bytes(), 0U);
}

}  // namespace
}  // namespace headstock::core
