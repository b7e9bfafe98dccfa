// SPDX-License-Identifier: MIT
#include "headstock/conversation/conversation.hpp"

#include <gtest/gtest.h>

namespace headstock::testing {
namespace {

TEST(Conversation, complains_when_the_stream_said_something_else) {
    Conversation server;
    server.log_in();
    EXPECT_TRUE(server.stream.send(core::chat(core::jid("a@b"), "hi")));
    EXPECT_THROW(server.expect("<message type='chat' to='a@b'><body>ho</body></message>"), Unexpected);
    EXPECT_THROW(server.expect_nothing(), Unexpected);
    EXPECT_NO_THROW(server.expect("<message type='chat' to='a@b'><body>hi</body></message>"));
    EXPECT_NO_THROW(server.expect_nothing());
    EXPECT_THROW(server.expect("<message/>"), Unexpected);
    EXPECT_THROW(server.expect_close(), Unexpected);
    EXPECT_THROW(server.expect_header("b"), Unexpected);
}

TEST(Conversation, a_wrong_expectation_is_the_tests_fault) {
    Conversation server;
    server.log_in();
    EXPECT_THROW(server.expect("<message>"), std::logic_error);
}

TEST(Conversation, the_complaint_says_why_the_stream_ended) {
    Conversation server;
    server.log_in().say("<oops></ooops>");
    try {
        server.expect("<message/>");
        FAIL() << "there is no message";
    } catch (const Unexpected& complaint) {
        EXPECT_NE(std::string(complaint.what()).find("expected: "), std::string::npos);
    }
}

}  // namespace
}  // namespace headstock::testing
