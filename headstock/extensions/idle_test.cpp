// SPDX-License-Identifier: MIT
#include "headstock/extensions/idle.hpp"

#include <gtest/gtest.h>

#include "headstock/base/timestamp.hpp"
#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::idle {
namespace {

HEADSTOCK_PAYLOAD_TEST(Idle);

class IdlePresence : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
};

TEST_P(IdlePresence, says_since_when_nobody_did_anything) {
    Module module(server.stream);
    (void)server.stream.send(core::Presence());
    server.expect("<presence/>");
    module.since(*from_xmpp_time("1969-07-21T02:56:15Z"));
    (void)server.stream.send(core::Presence(core::Show::away));
    server.expect("<presence><show>away</show><idle xmlns='urn:xmpp:idle:1' since='1969-07-21T02:56:15Z'/></presence>");
    module.since(std::nullopt);
    (void)server.stream.send(core::Presence());
    server.expect("<presence/>");
    EXPECT_EQ(server.stream.announced(), std::vector<std::string>{"urn:xmpp:idle:1"});
}

TEST_P(IdlePresence, of_others_is_read_where_it_is_said) {
    std::vector<std::optional<Timestamp>> heard;
    auto hearing =
        server.stream.router().on_presence([&](const core::Presence& presence) { heard.push_back(of(presence)); });
    const std::string idle = "<idle xmlns='urn:xmpp:idle:1' since='1969-07-21T02:56:15Z'/>";
    server.say("<presence from='a@b/c'><show>away</show>" + idle + "</presence>");
    server.say("<presence from='a@b/c'/><presence type='unavailable' from='a@b/c'>" + idle + "</presence>");
    server.say("<presence from='a@b/c'><idle xmlns='urn:xmpp:idle:1' since='yesterday'/></presence>");
    ASSERT_EQ(heard.size(), 4U);
    EXPECT_EQ(heard[0], from_xmpp_time("1969-07-21T02:56:15Z").value());
    EXPECT_FALSE(heard[1] || heard[2] || heard[3]);
}

INSTANTIATE_TEST_SUITE_P(Chunks, IdlePresence, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::idle
