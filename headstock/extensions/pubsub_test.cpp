// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub.hpp"

#include "headstock/extensions/pubsub_test.hpp"

namespace headstock::pubsub {
namespace {

class Pubsub : public PubsubTest {
protected:
    static forms::Form filled() {
        forms::Field deliver;
        deliver.var = "pubsub#deliver";
        deliver.values = {"1"};
        return forms::make(forms::Type::submit, "http://jabber.org/protocol/pubsub#subscribe_options", {deliver});
    }
    static std::string form(const std::string& type) {
        return "<x xmlns='jabber:x:data' type='" + type +
               "'><field var='FORM_TYPE' type='hidden'>"
               "<value>http://jabber.org/protocol/pubsub#subscribe_options</value></field>"
               "<field var='pubsub#deliver'><value>1</value></field></x>";
    }
    static bridge::Element entry() { return bridge::Element("entry", "http://www.w3.org/2005/Atom"); }
    static Item blog(std::optional<std::string> id) { return Item{.id = std::move(id), .payload = entry()}; }
};

TEST_P(Pubsub, our_subscriptions_are_listed) {
    const auto all = converse(subscriptions(service), "<subscriptions/>",
                              "<subscriptions>"
                              "<subscription node='node1' jid='francisco@denmark.lit' subscription='subscribed'/>"
                              "<subscription node='node5' jid='francisco@denmark.lit' subscription='unconfigured'/>"
                              "<subscription node='node6' jid='francisco@denmark.lit' subscription='subscribed' "
                              "subid='123-abc'/></subscriptions>");
    ASSERT_TRUE(all);
    ASSERT_EQ(all->subscriptions.size(), 3U);
    EXPECT_EQ(all->subscriptions[1].state, SubscriptionState::unconfigured);
    EXPECT_EQ(all->subscriptions[2].subid, "123-abc");
    EXPECT_TRUE(converse(subscriptions(service), "<subscriptions/>", "<subscriptions/>")->subscriptions.empty());
    EXPECT_EQ(
        converse(subscriptions(service, "node6"), "<subscriptions node='node6'/>", "<subscriptions node='node6'/>")
            ->node,
        "node6");
    const Error error =
        refused(subscriptions(service), "<subscriptions/>",
                stanza("feature-not-implemented") + own("unsupported feature='retrieve-subscriptions'"));
    EXPECT_EQ(error.code, Condition::unsupported);
    EXPECT_EQ(error.text, "retrieve-subscriptions");
}

TEST_P(Pubsub, our_affiliations_are_listed) {
    const auto all = converse(affiliations(service), "<affiliations/>",
                              "<affiliations><affiliation node='node1' affiliation='owner'/>"
                              "<affiliation node='node2' affiliation='publish-only'/></affiliations>");
    ASSERT_TRUE(all);
    ASSERT_EQ(all->affiliations.size(), 2U);
    EXPECT_EQ(all->affiliations[0].node, "node1");
    EXPECT_EQ(all->affiliations[1].affiliation, Affiliation::publish_only);
    EXPECT_TRUE(converse(affiliations(service, "node6"), "<affiliations node='node6'/>", "<affiliations/>"));
}

TEST_P(Pubsub, nodes_and_what_they_are_is_discovered) {
    auto nodes_heard =
        ask(nodes(service, "blogs"), "<query xmlns='http://jabber.org/protocol/disco#items' node='blogs'/>",
            "<query xmlns='http://jabber.org/protocol/disco#items' node='blogs'>"
            "<item jid='pubsub.shakespeare.lit' node='princely_musings'/></query>");
    ASSERT_TRUE(nodes_heard.value());
    EXPECT_EQ((*nodes_heard)->items.at(0).node, "princely_musings");
    auto heard = ask(describe(service, "blogs"), "<query xmlns='http://jabber.org/protocol/disco#info' node='blogs'/>",
                     "<query xmlns='http://jabber.org/protocol/disco#info' node='blogs'>"
                     "<identity category='pubsub' type='leaf'/></query>");
    ASSERT_TRUE(heard.value());
    EXPECT_EQ((*heard)->identities.at(0).type, "leaf");
}

TEST_P(Pubsub, one_subscribes_and_is_told_what_became_of_it) {
    const std::string asked = "<subscribe node='princely_musings' jid='francisco@denmark.lit'/>";
    const auto done = converse(subscribe(service, "princely_musings", francisco), asked,
                               "<subscription node='princely_musings' jid='francisco@denmark.lit' "
                               "subid='ba49252aaa4f5d320c24d3766f0bdcade78c78d3' subscription='subscribed'/>");
    ASSERT_TRUE(done);
    EXPECT_EQ(done->subscription.state, SubscriptionState::subscribed);
    EXPECT_EQ(done->subscription.jid, francisco);
    EXPECT_EQ(done->options, std::nullopt);
    const auto pending = converse(subscribe(service, "princely_musings", francisco), asked,
                                  "<subscription node='princely_musings' jid='francisco@denmark.lit' "
                                  "subscription='pending'/>");
    EXPECT_EQ(pending->subscription.state, SubscriptionState::pending);
    const auto required = converse(subscribe(service, "princely_musings", francisco), asked,
                                   "<subscription node='princely_musings' jid='francisco@denmark.lit' subscription="
                                   "'unconfigured'><subscribe-options><required/></subscribe-options></subscription>");
    EXPECT_TRUE(required->subscription.options.value().required);
    EXPECT_FALSE(converse(subscribe(service, "princely_musings", francisco), asked, ""));
    EXPECT_FALSE(converse(subscribe(service, "princely_musings", francisco), asked, "<items node='a'/>"));
}

TEST_P(Pubsub, why_one_may_not_subscribe_is_told) {
    const struct {
        std::string conditions;
        Condition condition;
        core::StanzaCondition general;
    } cases[] = {
        {stanza("bad-request") + own("invalid-jid"), Condition::invalid_jid, core::StanzaCondition::bad_request},
        {stanza("not-authorized") + own("presence-subscription-required"), Condition::presence_subscription_required,
         core::StanzaCondition::not_authorized},
        {stanza("not-authorized") + own("not-in-roster-group"), Condition::not_in_roster_group,
         core::StanzaCondition::not_authorized},
        {stanza("not-allowed") + own("closed-node"), Condition::closed_node, core::StanzaCondition::not_allowed},
        {stanza("not-authorized") + own("pending-subscription"), Condition::pending_subscription,
         core::StanzaCondition::not_authorized},
        {stanza("policy-violation") + own("too-many-subscriptions"), Condition::too_many_subscriptions,
         core::StanzaCondition::policy_violation},
        {stanza("not-acceptable") + own("configuration-required"), Condition::configuration_required,
         core::StanzaCondition::not_acceptable},
    };
    for (const auto& [conditions, condition, general] : cases) {
        const Error error = refused(subscribe(service, "a", francisco),
                                    "<subscribe node='a' jid='francisco@denmark.lit'/>", conditions);
        EXPECT_EQ(error.code, condition) << conditions;
        EXPECT_EQ(error.code, general) << conditions;
    }
    EXPECT_EQ(refused(subscribe(service, "a", francisco), "<subscribe node='a' jid='francisco@denmark.lit'/>",
                      stanza("item-not-found"))
                  .code,
              core::StanzaCondition::item_not_found);
}

TEST_P(Pubsub, one_subscribes_with_options) {
    const auto done = converse(
        subscribe(service, "princely_musings", francisco, filled()),
        "<subscribe node='princely_musings' jid='francisco@denmark.lit'/><options>" + form("submit") + "</options>",
        "<subscription node='princely_musings' jid='francisco@denmark.lit' "
        "subscription='subscribed'/><options>" +
            form("result") + "</options>");
    ASSERT_TRUE(done && done->options);
    EXPECT_EQ(done->options->value<bool>("pubsub#deliver").value(), true);
}

TEST_P(Pubsub, one_unsubscribes) {
    EXPECT_TRUE(converse(unsubscribe(service, "princely_musings", francisco),
                         "<unsubscribe node='princely_musings' jid='francisco@denmark.lit'/>", ""));
    EXPECT_TRUE(converse(unsubscribe(service, "princely_musings", francisco, "123-abc"),
                         "<unsubscribe node='princely_musings' jid='francisco@denmark.lit' subid='123-abc'/>", ""));
    EXPECT_EQ(refused(unsubscribe(service, "a", francisco), "<unsubscribe node='a' jid='francisco@denmark.lit'/>",
                      stanza("bad-request") + own("subid-required"))
                  .code,
              Condition::subid_required);
    EXPECT_EQ(refused(unsubscribe(service, "a", francisco), "<unsubscribe node='a' jid='francisco@denmark.lit'/>",
                      stanza("unexpected-request") + own("not-subscribed"))
                  .code,
              Condition::not_subscribed);
}

TEST_P(Pubsub, options_are_asked_for_and_set) {
    const auto heard =
        converse(options(service, "princely_musings", francisco, "123-abc"),
                 "<options node='princely_musings' jid='francisco@denmark.lit' subid='123-abc'/>",
                 "<options node='princely_musings' jid='francisco@denmark.lit'>" + form("form") + "</options>");
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->form_type(), "http://jabber.org/protocol/pubsub#subscribe_options");
    EXPECT_TRUE(
        converse(change_options(service, "princely_musings", francisco, filled()),
                 "<options node='princely_musings' jid='francisco@denmark.lit'>" + form("submit") + "</options>", ""));
    EXPECT_EQ(refused(change_options(service, "a", francisco, filled()),
                      "<options node='a' jid='francisco@denmark.lit'>" + form("submit") + "</options>",
                      stanza("bad-request") + own("invalid-options"))
                  .code,
              Condition::invalid_options);
    EXPECT_TRUE(converse(default_options(service, "princely_musings"), "<default node='princely_musings'/>",
                         "<default node='princely_musings'>" + form("result") + "</default>"));
    EXPECT_EQ(converse(default_options(service), "<default/>", "<default/>").error().text, "pubsub/x");
}

TEST_P(Pubsub, items_are_asked_for_all_some_and_by_id) {
    const std::string given =
        "<items node='princely_musings'><item id='4e30'><entry xmlns='http://www.w3.org/2005/Atom'/></item>"
        "<item id='ae89' publisher='hamlet@denmark.lit'><entry xmlns='http://www.w3.org/2005/Atom'/></item></items>";
    const auto all = converse(items(service, "princely_musings"), "<items node='princely_musings'/>", given);
    ASSERT_TRUE(all);
    EXPECT_EQ(all->items.items.at(1).publisher, core::jid("hamlet@denmark.lit"));
    EXPECT_EQ(all->items.items.at(0).payload, entry());
    EXPECT_EQ(all->page, std::nullopt);
    EXPECT_TRUE(converse(latest_items(service, "princely_musings", 2), "<items node='princely_musings' max_items='2'/>",
                         given));
    EXPECT_TRUE(converse(items_by_id(service, "princely_musings", {"4e30", "ae89"}),
                         "<items node='princely_musings'><item id='4e30'/><item id='ae89'/></items>", given));
    Items by_subscription;
    by_subscription.node = "princely_musings";
    by_subscription.subid = "123-abc";
    EXPECT_TRUE(converse(items(service, by_subscription), "<items node='princely_musings' subid='123-abc'/>",
                         "<items node='princely_musings'/>"));
    EXPECT_EQ(refused(items(service, "a"), "<items node='a'/>",
                      stanza("feature-not-implemented") + own("unsupported feature='persistent-items'"))
                  .text,
              "persistent-items");
}

TEST_P(Pubsub, items_are_asked_for_page_by_page) {
    const auto first = converse(items(service, "a", result_set::first(1)),
                                "<items node='a'/><set xmlns='http://jabber.org/protocol/rsm'><max>1</max></set>",
                                "<items node='a'><item id='3688'/></items><set xmlns='http://jabber.org/protocol/rsm'>"
                                "<first index='0'>3688</first><last>3688</last><count>19</count></set>");
    ASSERT_TRUE(first && first->page);
    EXPECT_EQ(first->page->count, 19U);
    const auto next = result_set::next(*first->page, 1);
    ASSERT_TRUE(next);
    EXPECT_TRUE(converse(items(service, "a", *next),
                         "<items node='a'/><set xmlns='http://jabber.org/protocol/rsm'><max>1</max>"
                         "<after>3688</after></set>",
                         "<items node='a'/>"));
}

TEST_P(Pubsub, items_are_published) {
    const auto done = converse(publish(service, "princely_musings", blog("bnd81g37d61f49fgn581")),
                               "<publish node='princely_musings'><item id='bnd81g37d61f49fgn581'>"
                               "<entry xmlns='http://www.w3.org/2005/Atom'/></item></publish>",
                               "");
    ASSERT_TRUE(done);
    EXPECT_TRUE(done->items.empty());
    const auto chosen = converse(publish(service, "princely_musings", blog(std::nullopt)),
                                 "<publish node='princely_musings'><item><entry "
                                 "xmlns='http://www.w3.org/2005/Atom'/></item></publish>",
                                 "<publish node='princely_musings'><item id='ae890ac5'/></publish>");
    ASSERT_TRUE(chosen);
    EXPECT_EQ(chosen->items.at(0).id, "ae890ac5");
    EXPECT_TRUE(converse(publish(service, "a", std::vector<Item>{blog("1"), blog("2")}),
                         "<publish node='a'><item id='1'><entry xmlns='http://www.w3.org/2005/Atom'/></item>"
                         "<item id='2'><entry xmlns='http://www.w3.org/2005/Atom'/></item></publish>",
                         ""));
    EXPECT_TRUE(converse(publish(service, "a", std::vector<Item>()), "<publish node='a'/>", ""));
    EXPECT_EQ(refused(publish(service, "a", std::vector<Item>()), "<publish node='a'/>",
                      stanza("not-acceptable") + own("payload-too-big"))
                  .code,
              Condition::payload_too_big);
}

TEST_P(Pubsub, items_are_published_only_where_the_node_is_as_wanted) {
    const Error error = refused(publish(service, "a", std::vector<Item>(), filled()),
                                "<publish node='a'/><publish-options>" + form("submit") + "</publish-options>",
                                stanza("conflict") + own("precondition-not-met"));
    EXPECT_EQ(error.code, Condition::precondition_not_met);
    EXPECT_EQ(error.code, core::StanzaCondition::conflict);
}

TEST_P(Pubsub, items_are_taken_back) {
    EXPECT_TRUE(converse(retract(service, "princely_musings", {"ae89"}),
                         "<retract node='princely_musings' notify='true'><item id='ae89'/></retract>", ""));
    EXPECT_TRUE(converse(retract(service, "princely_musings", {"ae89", "4e30"}, false),
                         "<retract node='princely_musings'><item id='ae89'/><item id='4e30'/></retract>", ""));
    EXPECT_EQ(
        refused(retract(service, "a", {}, false), "<retract node='a'/>", stanza("bad-request") + own("item-required"))
            .code,
        Condition::item_required);
}

TEST_P(Pubsub, an_answer_from_somebody_else_does_not_count) {
    for (const char* from : {"mallory@evil.lit", "shakespeare.lit", "pubsub.shakespeare.lit/res"})
        EXPECT_FALSE(ask(items(service, "a"), around("<items node='a'/>"), around("<items node='a'/>"), "result", from))
            << from;
}

INSTANTIATE_TEST_SUITE_P(Chunks, Pubsub, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::pubsub
