// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_approval.hpp"

#include "headstock/extensions/pubsub_test.hpp"

namespace headstock::pubsub {
namespace {

constexpr const char* asked_form =
    "<x xmlns='jabber:x:data' type='form'><title>PubSub subscriber request</title>"
    "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#subscribe_authorization</value>"
    "</field><field var='pubsub#subid' type='hidden'><value>123-abc</value></field>"
    "<field var='pubsub#node' type='text-single' label='Node ID'><value>princely_musings</value></field>"
    "<field var='pubsub#subscriber_jid' type='jid-single' label='Subscriber Address'>"
    "<value>horatio@denmark.lit</value></field><field var='pubsub#allow' "
    "type='boolean'><value>false</value></field></x>";

/// The fields of an answer.
std::string submitted(const std::string& allow, const std::string& node = "princely_musings") {
    return "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
           "<value>http://jabber.org/protocol/pubsub#subscribe_authorization</value></field>"
           "<field var='pubsub#subid'><value>123-abc</value></field><field var='pubsub#node'><value>" +
           node +
           "</value></field><field var='pubsub#subscriber_jid'><value>horatio@denmark.lit</value></field>"
           "<field var='pubsub#allow'><value>" +
           allow + "</value></field></x>";
}

class PubsubApproval : public PubsubTest {
protected:
    /// Says a message from there with this in it, and gives what was heard of it.
    std::optional<ApprovalRequest> told(const std::string& content,
                                        const std::string& from = "pubsub.shakespeare.lit") {
        std::optional<ApprovalRequest> heard;
        auto hearing = on_approval_request(stream, service, [&](const ApprovalRequest& request) { heard = request; });
        server.say("<message id='approve1' from='" + from + "'>" + content + "</message>");
        return heard;
    }
    ApprovalRequest horatios() {
        ApprovalRequest request;
        request.id = "approve1";
        request.node = "princely_musings";
        request.subscriber = core::jid("horatio@denmark.lit");
        request.subid = "123-abc";
        return request;
    }
};

TEST_P(PubsubApproval, a_request_is_heard_and_allowed_denied_or_left) {
    const auto request = told(asked_form);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->node, "princely_musings");
    EXPECT_EQ(request->subscriber, core::jid("horatio@denmark.lit"));
    EXPECT_EQ(request->subid, "123-abc");
    EXPECT_EQ(request->form.title, "PubSub subscriber request");
    const std::string message = "<message id='approve1' to='pubsub.shakespeare.lit'>";
    ASSERT_TRUE(stream.send(decide(*request, true)));
    server.expect(message + submitted("true") + "</message>");
    ASSERT_TRUE(stream.send(decide(*request, false)));
    server.expect(message + submitted("false") + "</message>");
    ASSERT_TRUE(stream.send(postpone(*request)));
    server.expect(message +
                  "<x xmlns='jabber:x:data' type='cancel'><field var='FORM_TYPE' type='hidden'>"
                  "<value>http://jabber.org/protocol/pubsub#subscribe_authorization</value></field></x></message>");
}

TEST_P(PubsubApproval, a_request_counts_only_from_its_service_and_when_it_is_whole) {
    for (const char* from : {"mallory@evil.lit", "pubsub.shakespeare.lit/res", "shakespeare.lit"})
        EXPECT_FALSE(told(asked_form, from)) << from;
    EXPECT_FALSE(told(submitted("true")));
    EXPECT_FALSE(told("<x xmlns='jabber:x:data' type='form'/>"));
    EXPECT_FALSE(
        told("<x xmlns='jabber:x:data' type='form'><field var='FORM_TYPE' type='hidden'><value>"
             "http://jabber.org/protocol/pubsub#subscribe_authorization</value></field>"
             "<field var='pubsub#node'><value>princely_musings</value></field></x>"));
}

TEST_P(PubsubApproval, a_service_asks_and_reads_the_decision) {
    ASSERT_TRUE(stream.send(ask_approval(core::jid("hamlet@denmark.lit"), horatios())));
    server.expect(
        "<message id='approve1' to='hamlet@denmark.lit'><x xmlns='jabber:x:data' type='form'>"
        "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#subscribe_authorization</value>"
        "</field><field var='pubsub#subid' type='hidden'><value>123-abc</value></field>"
        "<field var='pubsub#node' type='text-single'><value>princely_musings</value></field>"
        "<field var='pubsub#subscriber_jid' type='jid-single'><value>horatio@denmark.lit</value></field>"
        "<field var='pubsub#allow' type='boolean'><value>false</value></field></x></message>");
    std::vector<std::optional<bool>> decisions;
    auto hearing = stream.router().on_message(
        [&](const core::Message& message) { decisions.push_back(decision_of(message, horatios())); });
    for (const std::string& said : {"id='approve1'>" + submitted("true"), "id='approve1'>" + submitted("0"),
                                    "id='other'>" + submitted("true"), "id='approve1'>" + submitted("true", "other"),
                                    "id='approve1'>" + submitted("maybe"), "id='approve1'>" + std::string(asked_form),
                                    std::string("id='approve1'><x xmlns='jabber:x:data' type='cancel'/>")})
        server.say("<message from='hamlet@denmark.lit/elsinore' " + said + "</message>");
    EXPECT_EQ(decisions, (std::vector<std::optional<bool>>{true, false, {}, {}, {}, {}, {}}));
}

/// Examples 192 to 195.
TEST_P(PubsubApproval, an_owner_asks_for_what_waits) {
    const std::string session =
        "sessionid='pubsub-get-pending:20031021T150901Z-600' node='" + std::string(get_pending) + "'";
    const auto asked =
        ask(ask_pending(service),
            "<command xmlns='http://jabber.org/protocol/commands' node='" + std::string(get_pending) +
                "' action='execute'/>",
            "<command xmlns='http://jabber.org/protocol/commands' " + session +
                " status='executing'><x xmlns='jabber:x:data' type='form'><field type='list-single' var='pubsub#node'>"
                "<option><value>princely_musings</value></option><option><value>news_from_elsinore</value></option>"
                "</field></x></command>");
    ASSERT_TRUE(asked && *asked);
    EXPECT_EQ(pending_nodes(**asked), (std::vector<std::string>{"princely_musings", "news_from_elsinore"}));
    auto next = remind(service, **asked, "princely_musings");
    ASSERT_TRUE(next);
    const auto reminded =
        ask(*std::move(next),
            "<command xmlns='http://jabber.org/protocol/commands' " + session +
                " action='execute'><x xmlns='jabber:x:data' type='submit'><field var='pubsub#node'>"
                "<value>princely_musings</value></field></x></command>",
            "<command xmlns='http://jabber.org/protocol/commands' " + session + " status='completed'/>");
    ASSERT_TRUE(reminded && *reminded);
    EXPECT_FALSE(remind(service, **reminded, "princely_musings"));
    EXPECT_TRUE(pending_nodes(**reminded).empty());
}

INSTANTIATE_TEST_SUITE_P(Chunks, PubsubApproval, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::pubsub
