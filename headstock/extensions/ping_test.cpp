// SPDX-License-Identifier: MIT
#include "headstock/extensions/ping.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::ping {
namespace {

HEADSTOCK_PAYLOAD_TEST(Ping);

class Pings : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
};

TEST_P(Pings, our_server_is_asked_without_an_address) {
    bool answered = false;
    server.stream.ask<core::Done>(ping(), [&](const Result<core::Done>& heard) { answered = heard.has_value(); });
    server.expect("<iq type='get' id='{1}'><ping xmlns='urn:xmpp:ping'/></iq>")
        .say("<iq type='result' id='{1}' from='capulet.lit'/>");
    EXPECT_TRUE(answered);
}

TEST_P(Pings, an_error_is_told_as_one) {
    std::error_code why;
    server.stream.ask<core::Done>(ping(core::jid("a@b/c")),
                                  [&](const Result<core::Done>& heard) { why = heard.error().code; });
    server.expect("<iq type='get' id='{1}' to='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>")
        .say(
            "<iq type='error' id='{1}' from='a@b/c'><error type='cancel'>"
            "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_EQ(why, core::StanzaCondition::service_unavailable);
}

TEST_P(Pings, are_answered_while_the_module_lives) {
    auto module = std::make_unique<Module>(server.stream);
    server.say("<iq type='get' id='s1' from='capulet.lit'><ping xmlns='urn:xmpp:ping'/></iq>")
        .expect("<iq type='result' id='s1' to='capulet.lit'/>");
    module.reset();
    server.say("<iq type='get' id='s2' from='capulet.lit'><ping xmlns='urn:xmpp:ping'/></iq>")
        .expect(
            "<iq type='error' id='s2' to='capulet.lit'><error type='cancel' code='503'>"
            "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, Pings, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::ping
