// SPDX-License-Identifier: MIT
#include "headstock/extensions/client_state.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"

namespace headstock::client_state {
namespace {

constexpr std::string_view offered = "<csi xmlns='urn:xmpp:csi:0'/>";

class ClientStates : public ::testing::TestWithParam<std::size_t> {
protected:
    testing::Conversation server{GetParam()};
    Module module{server.stream};
};

TEST_P(ClientStates, the_server_is_told_of_each_change) {
    server.log_in(offered).expect_nothing();
    module.active(false);
    module.active(false);
    server.expect("<inactive xmlns='urn:xmpp:csi:0'/>").expect_nothing();
    module.active(true);
    server.expect("<active xmlns='urn:xmpp:csi:0'/>").expect_nothing();
    EXPECT_TRUE(module.is_active());
}

TEST_P(ClientStates, a_new_session_is_told_that_nobody_looks) {
    module.active(false);
    server.log_in(offered).expect("<inactive xmlns='urn:xmpp:csi:0'/>");
}

TEST_P(ClientStates, a_server_that_does_not_care_is_not_told) {
    server.log_in();
    module.active(false);
    server.expect_nothing();
    EXPECT_FALSE(module.is_active());
}

INSTANTIATE_TEST_SUITE_P(Chunks, ClientStates, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::client_state
