// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_condition.hpp"

#include <gtest/gtest.h>

#include <set>

#include "headstock/core/round_trip.hpp"

namespace headstock::pubsub {
namespace {

HEADSTOCK_PAYLOAD_TEST(Refusal);

core::StanzaFailure printed(const std::string& content) {
    const auto error = bridge::parse_element("<error xmlns='jabber:client' type='cancel'>" + content + "</error>");
    return core::StanzaFailure::read(error.value());
}

TEST(PubsubCondition, an_error_is_both_its_own_condition_and_the_stanzas) {
    const Error error =
        error_of(printed("<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                         "<precondition-not-met xmlns='http://jabber.org/protocol/pubsub#errors'/>"));
    EXPECT_EQ(error.code, Condition::precondition_not_met);
    EXPECT_EQ(error.code, core::StanzaCondition::conflict);
    EXPECT_NE(error.code, Condition::closed_node);
    EXPECT_NE(error.code, core::StanzaCondition::not_allowed);
    EXPECT_EQ(error.message(), "the node is not as the publisher wants it to be");
}

TEST(PubsubCondition, an_error_keeps_the_stanza_condition_that_it_came_with) {
    const Error error =
        error_of(printed("<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                         "<closed-node xmlns='http://jabber.org/protocol/pubsub#errors'/>"));
    EXPECT_EQ(error.code, Condition::closed_node);
    EXPECT_EQ(error.code, core::StanzaCondition::gone);
}

TEST(PubsubCondition, what_is_unsupported_is_the_text) {
    const Error error =
        error_of(printed("<feature-not-implemented xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                         "<unsupported xmlns='http://jabber.org/protocol/pubsub#errors' feature='retrieve-items'/>"));
    EXPECT_EQ(error.code, Condition::unsupported);
    EXPECT_EQ(error.text, "retrieve-items");
    EXPECT_EQ(core::StanzaFailure::of(error).application.front().attribute("feature"), "retrieve-items");
}

TEST(PubsubCondition, without_one_the_stanza_condition_is_all) {
    for (const char* own : {"", "<closed-node xmlns='urn:other'/>",
                            "<no-such-thing xmlns='http://jabber.org/protocol/pubsub#errors'/>"}) {
        const Error error =
            error_of(printed("<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" + std::string(own)));
        EXPECT_EQ(error.code.category(), core::stanza_category()) << own;
        EXPECT_EQ(error.code, core::StanzaCondition::forbidden) << own;
    }
    EXPECT_EQ(condition_of(make_error_code(core::StanzaCondition::forbidden)), std::nullopt);
}

TEST(PubsubCondition, each_is_read_as_it_is_written_and_has_words) {
    std::set<std::string> messages;
    for (int value = 1; value <= 23; ++value) {
        const Error error{make_error_code(static_cast<Condition>(value)), "some words"};
        messages.insert(error.code.message());
        const core::StanzaFailure failure = core::StanzaFailure::of(error);
        EXPECT_EQ(error.code, failure.condition);
        EXPECT_EQ(error_of(failure).code, error.code);
        EXPECT_EQ(error_of(failure).text, "some words");
    }
    EXPECT_EQ(messages.size(), 23U);
}

TEST(PubsubCondition, is_an_error_code) {
    const Result<int> refused = fail(Condition::item_required, "which one?");
    EXPECT_EQ(refused.error().code, Condition::item_required);
    EXPECT_EQ(refused.error().code, core::StanzaCondition::bad_request);
    EXPECT_EQ(refused.error().message(), "an item is missing: which one?");
}

}  // namespace
}  // namespace headstock::pubsub
