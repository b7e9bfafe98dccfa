// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_events.hpp"

#include "headstock/core/round_trip.hpp"
#include "headstock/extensions/pubsub_test.hpp"

namespace headstock::pubsub {
namespace {

HEADSTOCK_PAYLOAD_TEST(ItemsEvent);
HEADSTOCK_PAYLOAD_TEST(DeleteEvent);
HEADSTOCK_PAYLOAD_TEST(CollectionEvent);
HEADSTOCK_PAYLOAD_TEST(Event);

class PubsubEvents : public PubsubTest {
protected:
    /// Tells `content` as an event from `from`, and gives how many handlers for `node` have heard it.
    int told(const std::string& content, const std::string& from = "from='pubsub.shakespeare.lit'",
             const std::string& behind = {}) {
        heard = 0;
        auto hearing = module.on_event(service, "princely_musings", [this](const Notice& told) {
            ++heard;
            notice = told;
        });
        server.say("<message " + from + "><event xmlns='http://jabber.org/protocol/pubsub#event'>" + content +
                   "</event>" + behind + "</message>");
        return heard;
    }
    Module module{stream};
    Notice notice;
    int heard = 0;
};

TEST_P(PubsubEvents, items_come_and_go) {
    ASSERT_EQ(told("<items node='princely_musings'><item id='ae89' publisher='hamlet@denmark.lit'>"
                   "<entry xmlns='http://www.w3.org/2005/Atom'/></item><item id='4e30'/><retract id='3688'/></items>"),
              1);
    const ItemsEvent& items = notice.event.items.value();
    EXPECT_EQ(items.items.at(0).payload.value().tag(), "entry");
    EXPECT_EQ(items.items.at(0).publisher, core::jid("hamlet@denmark.lit"));
    EXPECT_EQ(items.items.at(1).payload, std::nullopt);
    EXPECT_EQ(items.retracted, std::vector<std::string>{"3688"});
    EXPECT_EQ(notice.service, service);
    EXPECT_TRUE(notice.subids.empty());
    EXPECT_FALSE(notice.delay);
}

TEST_P(PubsubEvents, nodes_are_emptied_and_deleted_and_made) {
    ASSERT_EQ(told("<purge node='princely_musings'/>"), 1);
    EXPECT_EQ(notice.event.purged, "princely_musings");
    ASSERT_EQ(told("<delete node='princely_musings'><redirect uri='xmpp:hamlet@denmark.lit?;node=blog'/></delete>"), 1);
    EXPECT_EQ(notice.event.deleted.value().redirect.value().text, "xmpp:hamlet@denmark.lit?;node=blog");
    ASSERT_EQ(told("<create node='princely_musings'/>"), 1);
    EXPECT_TRUE(notice.event.created);
}

TEST_P(PubsubEvents, configurations_and_subscriptions_change) {
    ASSERT_EQ(told("<configuration node='princely_musings'/>"), 1);
    EXPECT_EQ(notice.event.configuration.value().form, std::nullopt);
    ASSERT_EQ(told("<configuration node='princely_musings'><x xmlns='jabber:x:data' type='result'>"
                   "<field var='pubsub#title'><value>Princely Musings (Atom)</value></field></x></configuration>"),
              1);
    EXPECT_EQ(notice.event.configuration.value().form.value().value<std::string>("pubsub#title").value(),
              "Princely Musings (Atom)");
    ASSERT_EQ(told("<subscription node='princely_musings' jid='horatio@denmark.lit' subscription='none'/>"), 1);
    EXPECT_EQ(notice.event.subscription.value().state, SubscriptionState::none);
    ASSERT_EQ(told("<subscription expiry='2006-02-28T23:59:59Z' jid='francisco@denmark.lit' node='princely_musings' "
                   "subid='ba49' subscription='subscribed'/>"),
              1);
    EXPECT_TRUE(notice.event.subscription.value().expiry);
}

TEST_P(PubsubEvents, nodes_come_into_collections_and_leave_them) {
    ASSERT_EQ(told("<collection node='princely_musings'><associate node='new-node-id'>"
                   "<x xmlns='jabber:x:data' type='result'/></associate></collection>"),
              1);
    EXPECT_EQ(notice.event.collection.value().associated.value().node, "new-node-id");
    ASSERT_EQ(told("<collection node='princely_musings'><dissociate node='old-node-id'/></collection>"), 1);
    EXPECT_EQ(notice.event.collection.value().dissociated.value().node, "old-node-id");
    ASSERT_EQ(told("<collection node='princely_musings'><disassociate node='old-node-id'/></collection>"), 1);
    EXPECT_EQ(notice.event.collection.value().disassociated.value().node, "old-node-id");
}

TEST_P(PubsubEvents, subscriptions_collections_and_delays_are_told_beside_the_event) {
    ASSERT_EQ(told("<items node='princely_musings'><item id='ae89'/></items>", "from='pubsub.shakespeare.lit'",
                   "<headers xmlns='http://jabber.org/protocol/shim'><header name='Collection'>blogs</header>"
                   "<header name='SubID'>123-abc</header><header name='SubID'>004-yyy</header></headers>"
                   "<delay xmlns='urn:xmpp:delay' stamp='2003-12-13T23:58:37Z'/>"),
              1);
    EXPECT_EQ(notice.subids, (std::vector<std::string>{"123-abc", "004-yyy"}));
    EXPECT_EQ(notice.collections, std::vector<std::string>{"blogs"});
    EXPECT_TRUE(notice.delay);
}

TEST_P(PubsubEvents, only_the_services_own_words_count) {
    const std::string items = "<items node='princely_musings'><item id='ae89'/></items>";
    for (const char* from : {"from='mallory@evil.lit'", "from='shakespeare.lit'", "from='pubsub.shakespeare.lit/res'",
                             "", "from='francisco@denmark.lit'", "from='mallory@pubsub.shakespeare.lit'",
                             "type='error' from='pubsub.shakespeare.lit'"})
        EXPECT_EQ(told(items, from), 0) << from;
    EXPECT_EQ(told("<items node='other'/>"), 0);
    EXPECT_EQ(told("<items/>"), 0);
    EXPECT_EQ(told("<items node='princely_musings'/>", "type='headline' from='pubsub.shakespeare.lit'"), 1);
}

TEST_P(PubsubEvents, our_own_account_speaks_with_its_address_or_without) {
    int from_us = 0;
    auto hearing = module.on_event({}, [&](const Notice& heard_notice) {
        EXPECT_EQ(heard_notice.service, francisco);
        ++from_us;
    });
    for (const char* from : {"", "from='francisco@denmark.lit'", "from='francisco@denmark.lit/barracks'",
                             "from='denmark.lit'", "from='mallory@evil.lit'"})
        server.say("<message " + std::string(from) +
                   "><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='a'/></event></message>");
    EXPECT_EQ(from_us, 2);
}

TEST_P(PubsubEvents, a_service_tells_its_subscribers) {
    Event event;
    event.items = ItemsEvent{"princely_musings", {Item{.id = "ae89"}}, {"4e30"}};
    ASSERT_TRUE(stream.send(notification(core::jid("bernardo@denmark.lit"), event, {"123-abc"}, {"blogs"})));
    server.expect(
        "<message type='headline' to='bernardo@denmark.lit'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
        "<items node='princely_musings'><item id='ae89'/><retract id='4e30'/></items></event>"
        "<headers xmlns='http://jabber.org/protocol/shim'><header name='SubID'>123-abc</header>"
        "<header name='Collection'>blogs</header></headers></message>");
    Event purged;
    purged.purged = "princely_musings";
    ASSERT_TRUE(stream.send(notification(core::jid("bernardo@denmark.lit"), purged)));
    server.expect(
        "<message type='headline' to='bernardo@denmark.lit'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
        "<purge node='princely_musings'/></event></message>");
}

TEST(PubsubEvent, without_a_node_is_about_the_service) {
    EXPECT_EQ(Event().node(), "");
    Event event;
    event.subscription = NodeSubscription{.jid = core::jid("a@b")};
    EXPECT_EQ(event.node(), "");
}

INSTANTIATE_TEST_SUITE_P(Chunks, PubsubEvents, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::pubsub
