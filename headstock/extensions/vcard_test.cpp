// SPDX-License-Identifier: MIT
#include "headstock/extensions/vcard.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::vcard {
namespace {

HEADSTOCK_PAYLOAD_TEST(Name);
HEADSTOCK_PAYLOAD_TEST(Address);
HEADSTOCK_PAYLOAD_TEST(Telephone);
HEADSTOCK_PAYLOAD_TEST(Email);
HEADSTOCK_PAYLOAD_TEST(Photo);
HEADSTOCK_PAYLOAD_TEST(Place);
HEADSTOCK_PAYLOAD_TEST(Organization);
HEADSTOCK_PAYLOAD_TEST(Categories);
HEADSTOCK_PAYLOAD_TEST(Card);

constexpr std::string_view peters =
    "<vCard xmlns='vcard-temp'><FN>Peter Saint-Andre</FN><N><FAMILY>Saint-Andre</FAMILY><GIVEN>Peter</GIVEN><MIDDLE/>"
    "</N><NICKNAME>stpeter</NICKNAME><URL>http://www.xmpp.org/xsf/people/stpeter.shtml</URL><BDAY>1966-08-06</BDAY>"
    "<ORG><ORGNAME>XMPP Standards Foundation</ORGNAME><ORGUNIT/></ORG><TITLE>Executive Director</TITLE>"
    "<ROLE>Patron Saint</ROLE><TEL><WORK/><VOICE/><NUMBER>303-308-3282</NUMBER></TEL><TEL><WORK/><FAX/><NUMBER/></TEL>"
    "<ADR><WORK/><EXTADD>Suite 600</EXTADD><STREET>1899 Wynkoop Street</STREET><LOCALITY>Denver</LOCALITY>"
    "<REGION>CO</REGION><PCODE>80202</PCODE><CTRY>USA</CTRY></ADR>"
    "<EMAIL><INTERNET/><PREF/><USERID>stpeter@jabber.org</USERID></EMAIL><JABBERID>stpeter@jabber.org</JABBERID>"
    "<UID>42</UID><KEY><CRED>none</CRED></KEY><DESC>More on my site.</DESC></vCard>";

class VCard : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    void ask(core::Request<Card> request) {
        server.stream.ask<Card>(std::move(request), [this](Result<Card> heard) { answer = std::move(heard); });
    }
    testing::Conversation server{GetParam()};
    std::optional<Result<Card>> answer;
};

TEST_P(VCard, own_is_asked_of_our_server) {
    ask(own());
    server.expect("<iq type='get' id='{1}'><vCard xmlns='vcard-temp'/></iq>")
        .say("<iq type='result' id='{1}' to='juliet@capulet.lit/balcony'>" + std::string(peters) + "</iq>");
    ASSERT_TRUE(answer && *answer) << answer->error().message();
    const Card& card = **answer;
    EXPECT_EQ(card.full_name, "Peter Saint-Andre");
    EXPECT_EQ(card.name.value().given, "Peter");
    EXPECT_EQ(card.telephones.at(0), (Telephone{{TelephoneKind::work, TelephoneKind::voice}, "303-308-3282"}));
    EXPECT_EQ(card.telephones.at(1).number, "");
    EXPECT_EQ(card.addresses.at(0).country, "USA");
    EXPECT_EQ(card.emails.at(0).kinds, (std::vector{EmailKind::internet, EmailKind::preferred}));
    EXPECT_EQ(card.organizations.at(0).name, "XMPP Standards Foundation");
    EXPECT_EQ(card.photo(), nullptr);
    EXPECT_EQ(card.others.size(), 2U);  // kept, and sent back when the card is changed
    EXPECT_EQ(bridge::read<Card>(bridge::write(card)).value(), card);
}

TEST_P(VCard, of_another_is_asked_of_his_account) {
    ask(query(core::jid("jer@jabber.org")));
    server.expect("<iq type='get' id='{1}' to='jer@jabber.org'><vCard xmlns='vcard-temp'/></iq>")
        .say("<iq type='result' id='{1}' from='mallory@evil.lit'><vCard xmlns='vcard-temp'><FN>Jer</FN></vCard></iq>");
    EXPECT_FALSE(answer);
    server.say(
        "<iq type='error' id='{1}' from='jer@jabber.org'><vCard xmlns='vcard-temp'/><error type='cancel'>"
        "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().code, core::StanzaCondition::item_not_found);
}

TEST_P(VCard, that_is_empty_or_has_more_than_it_should_is_read) {
    const auto empty = bridge::read<Card>(*bridge::parse_element("<vCard xmlns='vcard-temp'/>"));
    EXPECT_EQ(empty.value(), Card());
    const auto odd = bridge::read<Card>(*bridge::parse_element(
        "<vCard xmlns='vcard-temp' version='2.0' prodid='x'><BDAY>6th of August</BDAY><URL>a</URL><URL>b</URL>"
        "<PHOTO><TYPE>image/png</TYPE><BINVAL>\n Zm9v\n YmFy "
        "</BINVAL></PHOTO><PHOTO><EXTVAL>http://a/b</EXTVAL></PHOTO>"
        "<TEL/><EMAIL/><GEO/></vCard>"));
    ASSERT_TRUE(odd);
    EXPECT_EQ(odd->birthdays.front(), "6th of August");
    EXPECT_EQ(odd->urls.size(), 2U);
    EXPECT_EQ(*odd->photo(), "foobar");
}

TEST_P(VCard, with_a_broken_picture_says_so) {
    const auto broken = bridge::read<Card>(
        *bridge::parse_element("<vCard xmlns='vcard-temp'><PHOTO><BINVAL>%%%</BINVAL></PHOTO></vCard>"));
    ASSERT_FALSE(broken);
    EXPECT_TRUE(broken.error().text.starts_with("vCard/PHOTO[1]/BINVAL: ")) << broken.error().text;
}

TEST_P(VCard, is_stored_as_ours) {
    Card card;
    card.full_name = "Peter Saint-Andre";
    card.nicknames = {"stpeter"};
    std::optional<Result<core::Done>> done;
    server.stream.ask<core::Done>(store(card).value(), [&](Result<core::Done> heard) { done = std::move(heard); });
    server
        .expect(
            "<iq type='set' id='{1}'><vCard xmlns='vcard-temp'><FN>Peter Saint-Andre</FN><NICKNAME>stpeter"
            "</NICKNAME></vCard></iq>")
        .say("<iq type='result' id='{1}'/>");
    EXPECT_TRUE(done && *done);
}

TEST_P(VCard, that_is_too_large_or_cannot_be_written_is_not_stored) {
    Card card;
    card.photos.push_back({"image/png", bridge::WrappedBytes{std::string(max_size, 'x')}, std::nullopt});
    EXPECT_EQ(store(card).error().code, std::errc::message_size);
    card.photos.clear();
    card.full_name = std::string("a\0b", 3);
    EXPECT_FALSE(store(card));
}

TEST_P(VCard, is_given_where_we_say_so) {
    Module module(server.stream);
    const std::string question = "<iq type='get' id='v1' from='a@b/c'><vCard xmlns='vcard-temp'/></iq>";
    server.say(question).expect(
        "<iq type='error' id='v1' to='a@b/c'><error type='cancel' code='503'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    Card card;
    card.full_name = "A bot";
    module.answer_with(card);
    server.say(question).expect(
        "<iq type='result' id='v1' to='a@b/c'><vCard xmlns='vcard-temp'><FN>A bot</FN></vCard></iq>");
    EXPECT_EQ(server.stream.announced(), std::vector<std::string>{"vcard-temp"});
}

INSTANTIATE_TEST_SUITE_P(Chunks, VCard, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::vcard
