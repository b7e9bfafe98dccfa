// SPDX-License-Identifier: MIT
#include "tests/payloads/nodes.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(Pubsub);
HEADSTOCK_PAYLOAD_TEST(PubsubOwner);
HEADSTOCK_PAYLOAD_TEST(NodeEvent);

TEST(NodePayloads, nodes_are_made_and_set_up) {
    const auto made = as_printed<Pubsub>(
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='princely_musings'/><configure><x "
        "xmlns='jabber:x:data' type='submit'/></configure></pubsub>");
    EXPECT_EQ(made.create.value().node, "princely_musings");
    EXPECT_EQ(made.configure.value().form.value().attribute("type"), "submit");
    as_printed<Pubsub>("<pubsub xmlns='http://jabber.org/protocol/pubsub'><create/></pubsub>");
    as_printed<Pubsub>("<pubsub xmlns='http://jabber.org/protocol/pubsub'><default node='princely_musings'/></pubsub>");
}

TEST(NodePayloads, items_are_published_asked_for_and_taken_back) {
    const auto published = as_printed<Pubsub>(
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='princely_musings'><item "
        "id='bnd81g37d61f49fgn581'>"
        "<entry xmlns='http://www.w3.org/2005/Atom'/></item></publish><publish-options><x "
        "xmlns='jabber:x:data'/></publish-options></pubsub>");
    EXPECT_EQ(published.publish.value().items.at(0).payload.value().tag(), "entry");
    EXPECT_EQ(as_printed<Pubsub>("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='princely_musings' "
                                 "max_items='2'/></pubsub>")
                  .items.value()
                  .most,
              2U);
    EXPECT_TRUE(as_printed<Pubsub>("<pubsub xmlns='http://jabber.org/protocol/pubsub'><retract node='princely_musings' "
                                   "notify='true'><item id='ae890ac5'/></retract></pubsub>")
                    .retract.value()
                    .notifies);
}

TEST(NodePayloads, who_has_to_do_with_a_node) {
    const auto subscribed = as_printed<Pubsub>(
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscription node='princely_musings' "
        "jid='francisco@denmark.lit' subscription='unconfigured'><subscribe-options><required/></subscribe-options>"
        "</subscription></pubsub>");
    EXPECT_TRUE(subscribed.subscription.value().options.value().required);
    const auto all = as_printed<Pubsub>(
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><affiliations><affiliation node='node1' "
        "affiliation='owner'/></affiliations><subscriptions><subscription node='node1' jid='francisco@denmark.lit' "
        "subscription='subscribed'/></subscriptions></pubsub>");
    EXPECT_EQ(all.affiliations.value().all.at(0).affiliation, NodeAffiliation::owner);
    as_printed<Pubsub>(
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='princely_musings' "
        "jid='francisco@denmark.lit'/><options><x xmlns='jabber:x:data'/></options></pubsub>");
    EXPECT_EQ(wrong<Pubsub>("<pubsub xmlns='http://jabber.org/protocol/pubsub'><affiliations><affiliation node='a' "
                            "affiliation='king'/></affiliations></pubsub>"),
              "pubsub/affiliations/affiliation[1]@affiliation: not one of its words: \"king\"");
}

TEST(NodePayloads, the_same_is_said_to_owners_and_in_events) {
    const auto owned = as_printed<PubsubOwner>(
        "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><affiliations node='princely_musings'><affiliation "
        "jid='hamlet@denmark.lit' affiliation='owner'/></affiliations></pubsub>");
    EXPECT_EQ(owned.affiliations.value().all.at(0).jid, core::jid("hamlet@denmark.lit"));
    as_printed<PubsubOwner>(
        "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><delete node='princely_musings'>"
        "<redirect uri='xmpp:hamlet@denmark.lit?;node=blog'/></delete></pubsub>");
    const auto event = as_printed<NodeEvent>(
        "<event xmlns='http://jabber.org/protocol/pubsub#event'><configuration node='princely_musings'><x "
        "xmlns='jabber:x:data' type='result'/></configuration><subscription expiry='2006-02-28T23:59:59Z' "
        "jid='francisco@denmark.lit' node='princely_musings' subid='ba49252aaa4f5d320c24d3766f0bdcade78c78d3' "
        "subscription='subscribed'/></event>");
    EXPECT_EQ(event.subscription.value().state, SubscriptionState::subscribed);
    as_printed<NodeEvent>(
        "<event xmlns='http://jabber.org/protocol/pubsub#event'><collection node='some-collection'>"
        "<associate node='new-node-id'/></collection></event>");
}

}  // namespace
}  // namespace headstock::samples
