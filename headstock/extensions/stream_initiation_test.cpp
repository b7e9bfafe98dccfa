// SPDX-License-Identifier: MIT
#include "headstock/extensions/stream_initiation.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::stream_initiation {
namespace {

HEADSTOCK_PAYLOAD_TEST(Initiation);
HEADSTOCK_PAYLOAD_TEST(Refusal);

const std::string chess = "urn:example:chess";
const std::vector<std::string> both{"http://jabber.org/protocol/bytestreams", "http://jabber.org/protocol/ibb"};
const std::string methods =
    "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='form'><field "
    "var='stream-method' type='list-single'><option><value>http://jabber.org/protocol/bytestreams</value></option>"
    "<option><value>http://jabber.org/protocol/ibb</value></option></field></x></feature>";
const std::string no_methods =
    "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='form'/></feature>";
const std::string details = "<board xmlns='urn:example:chess' size='8'/>";
const std::string chosen =
    "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='submit'><field "
    "var='stream-method'><value>http://jabber.org/protocol/ibb</value></field></x></feature>";

std::string si(const std::string& content, const std::string& attributes = " id='a0' profile='urn:example:chess'") {
    return "<si xmlns='http://jabber.org/protocol/si'" + attributes + ">" + content + "</si>";
}

class StreamInitiation : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation& ask(const std::string& payload) {
        return server.say("<iq type='set' id='offer1' from='sender@jabber.org/resource'>" + payload + "</iq>");
    }
    void expect_error(const std::string& type, const std::string& code, const std::string& content) {
        server.expect("<iq type='error' id='offer1' to='sender@jabber.org/resource'><error type='" + type + "' code='" +
                      code + "'>" + content + "</error></iq>");
    }
    static std::string condition(const std::string& name) {
        return "<" + name + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>";
    }
    static bridge::Element board() { return bridge::Element(bridge::Name{"board", chess}).attribute("size", "8"); }
    testing::Conversation server{GetParam(), "receiver@jabber.org/resource"};
    core::Stream& stream = server.stream;
    Module module{stream};
    const core::Jid sender = core::jid("sender@jabber.org/resource");
    const std::string bad_profile = condition("bad-request") + "<bad-profile xmlns='http://jabber.org/protocol/si'/>";
    const std::string no_streams =
        condition("bad-request") + "<no-valid-streams xmlns='http://jabber.org/protocol/si'/>";
};
INSTANTIATE_TEST_SUITE_P(Chunks, StreamInitiation, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

TEST_P(StreamInitiation, an_offer_has_one_method_chosen) {
    std::optional<Result<Initiation>> answer;
    stream.ask<Initiation>(offer(sender, make("a0", chess, board(), both)),
                           [&](Result<Initiation> heard) { answer = std::move(heard); });
    server.expect("<iq type='set' id='{1}' to='sender@jabber.org/resource'>" + si(details + methods) + "</iq>");
    server.wait(std::chrono::minutes(4));
    server.say("<iq type='result' id='{1}' from='sender@jabber.org/resource'>" + si(chosen, "") + "</iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ(method_of(**answer, both).value(), "http://jabber.org/protocol/ibb");
    EXPECT_FALSE(method_of(**answer, {"http://jabber.org/protocol/bytestreams"}));
    EXPECT_FALSE(method_of({}, both));
}

TEST_P(StreamInitiation, an_offer_may_be_declined) {
    std::optional<Result<Initiation>> answer;
    stream.ask<Initiation>(offer(sender, make("a0", chess, board(), both)),
                           [&](Result<Initiation> heard) { answer = std::move(heard); });
    server.expect("<iq type='set' id='{1}' to='sender@jabber.org/resource'>" + si(details + methods) + "</iq>")
        .say("<iq type='error' id='{1}' from='sender@jabber.org/resource'><error code='403' type='cancel'>" +
             condition("forbidden") +
             "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Offer Declined</text></error></iq>");
    ASSERT_TRUE(answer && !*answer);
    EXPECT_EQ(answer->error(), (Error{core::StanzaCondition::forbidden, "Offer Declined"}));
}

TEST_P(StreamInitiation, offers_of_a_known_profile_can_be_accepted_later) {
    std::vector<Offer> offers;
    const auto playing = module.answer_with(chess, [&](Offer offer) { offers.push_back(std::move(offer)); });
    ask(si(details + methods, " id='a0' mime-type='text/plain' profile='urn:example:chess'")).expect_nothing();
    ASSERT_EQ(offers.size(), 1U);
    EXPECT_EQ(offers[0].from, sender);
    EXPECT_EQ(offers[0].id, "a0");
    EXPECT_EQ(offers[0].media_type, "text/plain");
    EXPECT_EQ(offers[0].methods, both);
    EXPECT_EQ(offers[0].details.view().attribute("size"), "8");
    offers[0].accept(both[1], board());
    server.expect("<iq type='result' id='offer1' to='sender@jabber.org/resource'>" + si(details + chosen, "") +
                  "</iq>");
    offers.clear();
    server.expect_nothing();
}

TEST_P(StreamInitiation, an_offer_that_is_dropped_is_declined) {
    const auto playing =
        module.answer_with(chess, [](const Offer& offer) { EXPECT_EQ(offer.media_type, "application/octet-stream"); });
    ask(si(details + methods));
    expect_error("auth", "403",
                 condition("forbidden") + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Offer Declined</text>");
}

TEST_P(StreamInitiation, an_offer_may_be_refused_for_its_methods) {
    const auto playing = module.answer_with(chess, [](Offer offer) { offer.refuse(Problem::no_valid_streams); });
    ask(si(details + methods));
    expect_error("cancel", "400", no_streams);
}

TEST_P(StreamInitiation, nothing_is_accepted_unless_the_program_knows_the_profile) {
    EXPECT_EQ(stream.announced(), std::vector<std::string>{"http://jabber.org/protocol/si"});
    ask(si(details + methods));
    expect_error("modify", "400", bad_profile);
    const auto other = module.answer_with("urn:example:go", [](const Offer&) { FAIL(); });
    ask(si(details + methods));
    expect_error("modify", "400", bad_profile);
}

TEST_P(StreamInitiation, offers_that_make_no_sense_are_refused) {
    const auto playing = module.answer_with(chess, [](const Offer&) { FAIL(); });
    ask(si(details));
    expect_error("cancel", "400", no_streams);
    ask(si(details + no_methods));
    expect_error("cancel", "400", no_streams);
    ask(si(methods));
    expect_error("modify", "400", bad_profile);
    ask(si(details + methods, " id='a0'"));
    expect_error("modify", "400", bad_profile);
    ask(si(details + methods, " profile='urn:example:chess'"));
    expect_error("modify", "400",
                 condition("bad-request") + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>missing: si@id</text>");
    ask(si(details + methods + methods));
    expect_error("modify", "400",
                 condition("bad-request") + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>{text}</text>");
}

}  // namespace
}  // namespace headstock::stream_initiation
