// SPDX-License-Identifier: MIT
#include "headstock/api/errors.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/stream_error.hpp"

namespace headstock::api {
namespace {

class ErrorPlace : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
    Errors errors{server.stream};
    std::string told;
    Subscription stanza_errors =
        errors.on_stanza_error([this](const StanzaError& error) { told += error.message() + ";"; });
    Subscription stream_errors = errors.on_stream_error([this](const Error& error) { told += error.message() + ";"; });
};

TEST_P(ErrorPlace, hears_of_refused_messages_presences_and_iqs) {
    server.say(
        "<message type='error' id='m' from='a@b'><body>hi</body><error type='cancel'><item-not-found "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"
        "<presence type='error' from='room@c/nick'><error type='auth'><forbidden "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>banned"
        "</text></error></presence>"
        "<iq type='error' id='nobody-asked'><error type='wait'><resource-constraint "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
        "<message from='a@b'><error type='cancel'/></message><iq type='result' id='x'/>");
    EXPECT_EQ(told,
              "message m refused by a@b: " + make_error_code(core::StanzaCondition::item_not_found).message() +
                  ";presence refused by room@c/nick: " + make_error_code(core::StanzaCondition::forbidden).message() +
                  ": banned;iq nobody-asked refused by the server: " +
                  make_error_code(core::StanzaCondition::resource_constraint).message() + ";");
}

TEST_P(ErrorPlace, hears_of_answers_after_who_asked) {
    server.stream.router().ask(core::IqType::get, core::jid("a@b/c"), bridge::Element("x", "y"), core::answer_limit,
                               [this](const auto& answer) { told += answer ? "?" : "asked;"; });
    server.expect("<iq type='get' id='{1}' to='a@b/c'><x xmlns='y'/></iq>");
    server.say(
        "<iq type='error' id='{1}' from='a@b/c'><error type='cancel'><service-unavailable "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_TRUE(told.starts_with("asked;iq "));
}

TEST_P(ErrorPlace, one_without_a_reason_and_one_from_nowhere) {
    server.say("<message type='error' from='a@b'/><message type='error' from='@@'/>");
    EXPECT_EQ(told,
              "message refused by a@b: " + make_error_code(core::StanzaCondition::undefined_condition).message() + ";");
}

TEST_P(ErrorPlace, hears_why_the_stream_ended) {
    std::error_code code;
    auto hearing = errors.on_stream_error([&](const Error& error) { code = error.code; });
    server.say("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
    EXPECT_EQ(code, make_error_code(core::StreamCondition::conflict));
    EXPECT_NE(told, "");
}

TEST_P(ErrorPlace, a_goodbye_is_no_error) {
    server.stream.terminate();
    server.say("</stream:stream>");
    EXPECT_EQ(told, "");
}

TEST_P(ErrorPlace, sends_errors_of_each_kind) {
    const core::Jid to = core::jid("a@b/c");
    EXPECT_TRUE(errors.send(StanzaKind::message, to, "1", core::StanzaFailure(core::StanzaCondition::not_acceptable)));
    EXPECT_TRUE(errors.send(StanzaKind::presence, to, "", core::StanzaFailure(core::StanzaCondition::forbidden, "no")));
    EXPECT_TRUE(errors.send(StanzaKind::iq, to, "3", core::StanzaFailure(core::StanzaCondition::bad_request)));
    server
        .expect(
            "<message type='error' to='a@b/c' id='1'><error type='modify' code='406'><not-acceptable "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>")
        .expect(
            "<presence type='error' to='a@b/c'><error type='auth' code='403'><forbidden "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>no</text></error></presence>")
        .expect(
            "<iq type='error' to='a@b/c' id='3'><error type='modify' code='400'><bad-request "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, ErrorPlace, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::api
