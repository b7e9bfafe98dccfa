// SPDX-License-Identifier: MIT
#include "headstock/extensions/out_of_band.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::out_of_band {
namespace {

HEADSTOCK_PAYLOAD_TEST(File);
HEADSTOCK_PAYLOAD_TEST(Link);

const std::string license = "http://www.jabber.org/images/psa-license.jpg";
const std::string query =
    "<query xmlns='jabber:iq:oob'><url>" + license + "</url><desc>A license to Jabber!</desc></query>";

class OutOfBand : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    void offer_us(const std::string& payload) {
        server.say("<iq type='set' id='oob1' from='stpeter@jabber.org/work'>" + payload + "</iq>");
    }
    void expect_error(const std::string& type, const std::string& code, const std::string& condition,
                      const std::string& text = {}) {
        server.expect("<iq type='error' id='oob1' to='stpeter@jabber.org/work'><error type='" + type + "' code='" +
                      code + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" + text +
                      "</error></iq>");
    }
    testing::Conversation server{GetParam()};
    core::Stream& stream = server.stream;
    Module module{stream};
    const core::Jid friend_ = core::jid("MaineBoy@jabber.org/home");
};

TEST_P(OutOfBand, an_offer_is_done_when_the_file_was_fetched) {
    std::optional<Result<core::Done>> answer;
    stream.ask<core::Done>(offer(friend_, {std::nullopt, {license}, "A license to Jabber!"}),
                           [&](Result<core::Done> heard) { answer = heard; });
    server.expect("<iq type='set' id='{1}' to='maineboy@jabber.org/home'>" + query + "</iq>");
    server.wait(std::chrono::minutes(9)).say("<iq type='result' id='{1}' from='MaineBoy@jabber.org/home'/>");
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->has_value());
}

TEST_P(OutOfBand, an_offer_may_be_refused) {
    std::optional<Result<core::Done>> answer;
    stream.ask<core::Done>(offer(friend_, {"a0", {license}, std::nullopt}),
                           [&](Result<core::Done> heard) { answer = heard; });
    server
        .expect("<iq type='set' id='{1}' to='maineboy@jabber.org/home'><query xmlns='jabber:iq:oob' sid='a0'><url>" +
                license + "</url></query></iq>")
        .say(
            "<iq type='error' id='{1}' from='MaineBoy@jabber.org/home'><error type='modify'><not-acceptable "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    ASSERT_TRUE(answer && !*answer);
    EXPECT_EQ(answer->error().code, core::StanzaCondition::not_acceptable);
}

TEST_P(OutOfBand, nobody_is_answered_before_the_program_says_how) {
    offer_us(query);
    expect_error("cancel", "503", "service-unavailable");
    EXPECT_TRUE(stream.announced().empty());
}

TEST_P(OutOfBand, an_offer_is_answered_when_the_program_knows_what_became_of_it) {
    std::vector<Offer> offers;
    module.answer_with([&](Offer offer) { offers.push_back(std::move(offer)); });
    EXPECT_EQ(stream.announced(), std::vector<std::string>{"jabber:iq:oob"});
    offer_us(query);
    server.expect_nothing();
    ASSERT_EQ(offers.size(), 1U);
    EXPECT_EQ(offers[0].from, core::jid("stpeter@jabber.org/work"));
    EXPECT_EQ(offers[0].file, (File{std::nullopt, {license}, "A license to Jabber!"}));
    offers[0].fetched();
    server.expect("<iq type='result' id='oob1' to='stpeter@jabber.org/work'/>");
    offers.clear();
    server.expect_nothing();
}

TEST_P(OutOfBand, an_offer_that_failed_or_was_dropped_says_so) {
    std::vector<Offer> offers;
    module.answer_with([&](Offer offer) { offers.push_back(std::move(offer)); });
    offer_us(query);
    offers[0].not_found();
    expect_error("cancel", "404", "item-not-found");
    offer_us(query);
    offers.clear();
    expect_error("modify", "406", "not-acceptable");
}

TEST_P(OutOfBand, an_offer_of_nothing_is_a_bad_request) {
    module.answer_with([](const Offer&) { FAIL(); });
    offer_us("<query xmlns='jabber:iq:oob'><desc>What?</desc></query>");
    expect_error("modify", "400", "bad-request",
                 "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>missing: query/url</text>");
}

TEST_P(OutOfBand, links_come_with_messages_and_presences) {
    std::vector<std::string> heard;
    const auto messages = module.on_link(
        [&](const core::Message& message, const Link& link) { heard.push_back(message.body() + " " + link.url.text); });
    const auto presences = module.on_link([&](const core::Presence& presence, const Link& link) {
        heard.push_back(presence.from().text() + " " + link.url.text);
    });
    EXPECT_EQ(stream.announced(), std::vector<std::string>{"jabber:x:oob"});
    server.say("<message from='stpeter@jabber.org/work'><body>License?</body><x xmlns='jabber:x:oob'><url>" + license +
               "</url></x></message>");
    server.say("<presence from='stpeter@jabber.org/work'><x xmlns='jabber:x:oob'><url>" + license +
               "</url></x></presence>");
    server.say("<presence from='stpeter@jabber.org/work'/>");
    server.say("<message from='stpeter@jabber.org/work'><x xmlns='jabber:x:oob'><url>no address</url></x></message>");
    EXPECT_EQ(heard, (std::vector<std::string>{"License? " + license, "stpeter@jabber.org/work " + license}));
}

INSTANTIATE_TEST_SUITE_P(Chunks, OutOfBand, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::out_of_band
