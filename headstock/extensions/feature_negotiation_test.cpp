// SPDX-License-Identifier: MIT
#include "headstock/extensions/feature_negotiation.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::feature_negotiation {
namespace {

HEADSTOCK_PAYLOAD_TEST(Negotiation);

const std::string form_type = "<field var='FORM_TYPE'><value>romantic_meetings</value></field>";
const std::string hidden_type = "<field var='FORM_TYPE' type='hidden'><value>romantic_meetings</value></field>";

std::string options(const std::string& name, const std::vector<std::string>& values) {
    std::string field = "<field type='list-single' var='" + name + "'>";
    for (const std::string& value : values) field += "<option><value>" + value + "</value></option>";
    return field + "</field>";
}
std::string form(const std::string& type, const std::string& fields) {
    return "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='" + type + "'>" +
           fields + "</x></feature>";
}
const std::string meeting =
    options("places-to-meet", {"Secret Grotto", "Verona Park"}) + options("times-to-meet", {"22:00", "22:30", "23:00"});
const std::string agreed = form("submit", form_type +
                                              "<field var='places-to-meet'><value>Secret Grotto</value></field><field "
                                              "var='times-to-meet'><value>22:30</value></field>");

class FeatureNegotiation : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    void answer_romeo(std::vector<Feature> features) {
        module.answer_with(
            {"romantic_meetings", std::move(features)}, [this](const core::Jid& from) { return from == romeo; },
            [this](const core::Jid&, const Negotiation& answer) {
                places.push_back(answer.form.value<std::string>("places-to-meet").value());
            });
    }
    testing::Conversation& ask(const std::string& type, const std::string& payload) {
        return server.say("<iq type='" + type + "' id='neg1' from='romeo@montague.net/orchard'>" + payload + "</iq>");
    }
    void expect_error(const std::string& type, const std::string& code, const std::string& condition,
                      const std::string& text = {}, const std::string& to = "romeo@montague.net/orchard") {
        const std::string words =
            text.empty() ? "" : "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" + text + "</text>";
        server.expect("<iq type='error' id='neg1' to='" + to + "'><error type='" + type + "' code='" + code + "'><" +
                      condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" + words + "</error></iq>");
    }
    testing::Conversation server{GetParam(), "juliet@capulet.com/balcony"};
    core::Stream& stream = server.stream;
    Module module{stream};
    std::vector<std::string> places;
    const core::Jid romeo = core::jid("romeo@montague.net/orchard");
    const Terms terms{
        "romantic_meetings",
        {{"places-to-meet", {"Secret Grotto", "Verona Park"}}, {"times-to-meet", {"22:00", "22:30", "23:00"}}}};
};
INSTANTIATE_TEST_SUITE_P(Chunks, FeatureNegotiation, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

TEST_P(FeatureNegotiation, an_offer_has_one_option_of_each_feature_chosen) {
    std::optional<Result<Negotiation>> answer;
    stream.ask<Negotiation>(offer(romeo, terms), [&](Result<Negotiation> heard) { answer = std::move(heard); });
    server
        .expect("<iq type='set' id='{1}' to='romeo@montague.net/orchard'>" + form("form", hidden_type + meeting) +
                "</iq>")
        .say("<iq type='result' id='{1}' from='romeo@montague.net/orchard'>" + agreed + "</iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ(chosen_of(**answer, terms.features[0]).value(), "Secret Grotto");
    EXPECT_EQ(chosen_of(**answer, terms.features[1]).value(), "22:30");
    EXPECT_FALSE(chosen_of(**answer, {"times-to-meet", {"22:00"}}));
    EXPECT_FALSE(chosen_of(**answer, {"weather", {"rain"}}));
}

TEST_P(FeatureNegotiation, what_can_be_negotiated_is_asked_for) {
    std::optional<Result<Negotiation>> answer;
    stream.ask<Negotiation>(query(romeo, {"muc-password"}),
                            [&](Result<Negotiation> heard) { answer = std::move(heard); });
    server
        .expect("<iq type='get' id='{1}' to='romeo@montague.net/orchard'>" +
                form("submit", "<field var='muc-password'/>") + "</iq>")
        .say("<iq type='result' id='{1}' from='romeo@montague.net/orchard'>" +
             form("result", "<field var='FORM_TYPE'><value>MUC</value></field>" +
                                options("muc-password", {"cleartext", "SHA1", "SASL"})) +
             "</iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ(options_of(**answer, "muc-password"), (std::vector<std::string>{"cleartext", "SHA1", "SASL"}));
    EXPECT_TRUE(options_of(**answer, "other").empty());
}

TEST_P(FeatureNegotiation, offers_are_answered_with_what_we_like_best_of_them) {
    answer_romeo({{"places-to-meet", {"Balcony", "Secret Grotto"}}, {"times-to-meet", {"22:30", "22:00"}}});
    EXPECT_EQ(stream.announced(), std::vector<std::string>{"http://jabber.org/protocol/feature-neg"});
    ask("set", form("form", hidden_type + meeting));
    server.expect("<iq type='result' id='neg1' to='romeo@montague.net/orchard'>" +
                  form("submit", hidden_type + "<field var='places-to-meet'><value>Secret Grotto</value></field><field "
                                               "var='times-to-meet'><value>22:30</value></field>") +
                  "</iq>");
    EXPECT_EQ(places, std::vector<std::string>{"Secret Grotto"});
}

TEST_P(FeatureNegotiation, what_we_do_not_have_or_want_is_named) {
    answer_romeo({{"places-to-meet", {"Balcony"}}});
    ask("set", form("form", hidden_type + options("times-to-meet", {"22:00"})));
    expect_error("cancel", "501", "feature-not-implemented", "times-to-meet");
    ask("get", form("form", hidden_type + meeting));
    expect_error("modify", "406", "not-acceptable", "places-to-meet");
    ask("set", form("form", options("places-to-meet", {"Balcony"})));
    expect_error("cancel", "503", "service-unavailable");
    ask("set", agreed);
    expect_error("modify", "400", "bad-request", "neither an offer nor a question");
    ask("set", "<feature xmlns='http://jabber.org/protocol/feature-neg'/>");
    expect_error("modify", "400", "bad-request", "missing: feature/x");
    EXPECT_TRUE(places.empty());
}

TEST_P(FeatureNegotiation, questions_are_answered_with_the_options) {
    answer_romeo({{"places-to-meet", {"Balcony", "Verona Park"}}});
    ask("get", form("submit", "<field var='places-to-meet'/>"));
    server.expect("<iq type='result' id='neg1' to='romeo@montague.net/orchard'>" +
                  form("result", hidden_type + options("places-to-meet", {"Balcony", "Verona Park"})) + "</iq>");
    ask("get", form("submit", "<field var='muc-password'/>"));
    expect_error("cancel", "501", "feature-not-implemented", "muc-password");
}

TEST_P(FeatureNegotiation, who_is_not_admitted_learns_nothing) {
    ask("set", form("form", hidden_type + meeting));
    expect_error("cancel", "503", "service-unavailable");
    answer_romeo({{"places-to-meet", {"Balcony"}}});
    server.say("<iq type='set' id='neg1' from='paris@verona.lit/x'>" + form("form", hidden_type + meeting) + "</iq>");
    expect_error("cancel", "503", "service-unavailable", {}, "paris@verona.lit/x");
}

}  // namespace
}  // namespace headstock::feature_negotiation
