// SPDX-License-Identifier: MIT
#include "headstock/core/roster.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::core {
namespace {

HEADSTOCK_PAYLOAD_TEST(RosterItem);
HEADSTOCK_PAYLOAD_TEST(RosterQuery);

constexpr std::string_view versions = "<ver xmlns='urn:xmpp:features:rosterver'/>";

class Memory final : public RosterCache {
public:
    std::optional<RosterQuery> load() override { return saved; }
    void save(const RosterQuery& roster) override { saved = roster; }
    std::optional<RosterQuery> saved;
};

class Rosters : public ::testing::TestWithParam<std::size_t> {
protected:
    testing::Conversation server{GetParam()};
    Memory cache;
    Roster roster{server.stream, &cache};
    std::vector<RosterItem> heard;
    Subscription hearing = roster.on_update([this](const RosterItem& item) { heard.push_back(item); });

    void fetched() {
        server.log_in();
        roster.fetch();
        server.expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>");
        server.say(
            "<iq type='result' id='{r}'><query xmlns='jabber:iq:roster'>"
            "<item jid='romeo@montague.lit' name='Romeo' subscription='both'><group>Friends</group></item>"
            "<item jid='nurse@capulet.lit' subscription='from' ask='subscribe'/></query></iq>");
    }
};

TEST_P(Rosters, is_fetched_with_names_groups_and_subscriptions) {
    fetched();
    EXPECT_TRUE(roster.loaded());
    ASSERT_EQ(roster.items().size(), 2U);
    const RosterItem* romeo = roster.find(jid("romeo@montague.lit/orchard"));
    ASSERT_NE(romeo, nullptr);
    EXPECT_EQ(romeo->name, "Romeo");
    EXPECT_EQ(romeo->subscription, SubscriptionState::both);
    EXPECT_EQ(romeo->groups, std::vector<std::string>{"Friends"});
    EXPECT_EQ(roster.find(jid("nurse@capulet.lit"))->ask, "subscribe");
    EXPECT_EQ(roster.find(jid("tybalt@capulet.lit")), nullptr);
}

TEST_P(Rosters, a_push_is_applied_and_answered) {
    fetched();
    server.say(
        "<iq type='set' id='p1'><query xmlns='jabber:iq:roster'><item jid='nurse@capulet.lit' name='Nurse' "
        "subscription='both'/></query></iq>");
    server.expect("<iq type='result' id='p1'/>");
    EXPECT_EQ(roster.find(jid("nurse@capulet.lit"))->name, "Nurse");
    server.say(
        "<iq type='set' id='p2' from='juliet@capulet.lit'><query xmlns='jabber:iq:roster'><item "
        "jid='nurse@capulet.lit' subscription='remove'/></query></iq>");
    server.expect("<iq type='result' id='p2' to='juliet@capulet.lit'/>");
    EXPECT_EQ(roster.items().size(), 1U);
    ASSERT_EQ(heard.size(), 2U);
    EXPECT_EQ(heard.back().subscription, SubscriptionState::remove);
}

TEST_P(Rosters, a_push_from_anybody_else_is_refused_and_not_applied) {
    fetched();
    for (const char* from : {"mallory@evil.lit", "capulet.lit", "juliet@capulet.lit/balcony",
                             "juliet@capulet.lit.evil.lit", "romeo@montague.lit"}) {
        server.say("<iq type='set' id='p' from='" + std::string(from) +
                   "'><query xmlns='jabber:iq:roster'><item jid='mallory@evil.lit' subscription='both'/></query></iq>");
        server.expect("<iq type='error' id='p' to='" + std::string(from) +
                      "'><error type='cancel' code='503'><service-unavailable "
                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }
    EXPECT_EQ(roster.items().size(), 2U);
    EXPECT_TRUE(heard.empty());
}

TEST_P(Rosters, a_push_with_more_or_less_than_one_item_is_a_bad_request) {
    fetched();
    for (const char* items : {"", "<item jid='a@b'/><item jid='c@d'/>", "<item jid='@'/>", "<item/>"}) {
        server.say("<iq type='set' id='p'><query xmlns='jabber:iq:roster'>" + std::string(items) + "</query></iq>");
        server.expect(
            "<iq type='error' id='p'><error type='modify' code='400'><bad-request "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
            "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>a push carries one item</text></error></iq>");
    }
    EXPECT_EQ(roster.items().size(), 2U);
}

TEST_P(Rosters, a_known_version_spares_the_transfer) {
    cache.saved = RosterQuery{"ver7", {{jid("romeo@montague.lit"), "Romeo", SubscriptionState::both, {}, false, {}}}};
    server.log_in(versions);
    bool loaded = false;
    roster.fetch([&](const Result<void>& done) { loaded = done.has_value(); });
    server.expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster' ver='ver7'/></iq>")
        .say("<iq type='result' id='{r}'/>");
    EXPECT_TRUE(loaded);
    EXPECT_EQ(roster.items().size(), 1U);
    server.say(
        "<iq type='set' id='p1'><query xmlns='jabber:iq:roster' ver='ver8'><item jid='a@b' "
        "subscription='to'/></query></iq>");
    server.expect("<iq type='result' id='p1'/>");
    EXPECT_EQ(cache.saved->version, "ver8");
    EXPECT_EQ(cache.saved->items.size(), 2U);
}

TEST_P(Rosters, without_a_cache_an_empty_version_asks_for_all) {
    server.log_in(versions);
    roster.fetch();
    server.expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster' ver=''/></iq>");
    server.say("<iq type='result' id='{r}'><query xmlns='jabber:iq:roster' ver='1'><item jid='a@b'/></query></iq>");
    EXPECT_EQ(cache.saved->version, "1");
}

TEST_P(Rosters, a_server_that_has_none_is_told_to_who_asked) {
    server.log_in();
    std::optional<Error> why;
    roster.fetch([&](const Result<void>& done) { why = done.error(); });
    server.expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>");
    server.say(
        "<iq type='error' id='{r}'><error type='cancel'><service-unavailable "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    ASSERT_TRUE(why);
    EXPECT_EQ(why->code, StanzaCondition::service_unavailable);
    EXPECT_FALSE(roster.loaded());
}

TEST_P(Rosters, orders_say_only_what_is_ours_to_say) {
    fetched();
    RosterItem item = *roster.find(jid("romeo@montague.lit"));
    item.name = "My Romeo";
    server.stream.ask<Done>(Roster::update(item), [](const Result<Done>&) {});
    server.expect(
        "<iq type='set' id='{u}'><query xmlns='jabber:iq:roster'><item jid='romeo@montague.lit' name='My "
        "Romeo'><group>Friends</group></item></query></iq>");
    server.stream.ask<Done>(Roster::remove(jid("romeo@montague.lit/x")), [](const Result<Done>&) {});
    server.expect(
        "<iq type='set' id='{d}'><query xmlns='jabber:iq:roster'><item jid='romeo@montague.lit' "
        "subscription='remove'/></query></iq>");
}

TEST_P(Rosters, subscriptions_are_asked_for_and_answered_by_bare_address) {
    fetched();
    std::string asked;
    auto requests = roster.on_subscription_request(
        [&](const Presence& presence) { asked = presence.from().text() + " " + presence.status(); });
    server.say("<presence type='subscribe' from='benvolio@montague.lit'><status>please</status></presence>");
    EXPECT_EQ(asked, "benvolio@montague.lit please");
    const Jid contact = jid("benvolio@montague.lit/phone");
    EXPECT_TRUE(roster.accept(contact));
    server.expect("<presence type='subscribed' to='benvolio@montague.lit' id='{1}'/>");
    EXPECT_TRUE(roster.reject(contact));
    server.expect("<presence type='unsubscribed' to='benvolio@montague.lit' id='{2}'/>");
    EXPECT_TRUE(roster.subscribe(contact));
    server.expect("<presence type='subscribe' to='benvolio@montague.lit' id='{3}'/>");
    EXPECT_TRUE(roster.unsubscribe(contact));
    server.expect("<presence type='unsubscribe' to='benvolio@montague.lit' id='{4}'/>");
}

TEST_P(Rosters, those_who_hear_of_our_presence_are_known) {
    EXPECT_FALSE(roster.informs(jid("romeo@montague.lit")));
    fetched();
    server.say(
        "<iq type='set' id='p1'><query xmlns='jabber:iq:roster'><item jid='to@a' subscription='to'/></query></iq>"
        "<iq type='set' id='p2'><query xmlns='jabber:iq:roster'><item jid='from@a' subscription='from'/></query></iq>");
    EXPECT_TRUE(roster.informs(jid("romeo@montague.lit/orchard")));
    EXPECT_TRUE(roster.informs(jid("from@a")));
    EXPECT_FALSE(roster.informs(jid("to@a")));
    EXPECT_FALSE(roster.informs(jid("a")));
    EXPECT_FALSE(roster.informs(jid("mallory@evil.lit")));
    EXPECT_TRUE(roster.informs(jid("juliet@capulet.lit/garden")));
    EXPECT_FALSE(roster.informs(jid("capulet.lit")));
}

INSTANTIATE_TEST_SUITE_P(Chunks, Rosters, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::core
