// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_owner.hpp"

#include "headstock/core/round_trip.hpp"
#include "headstock/extensions/pubsub_test.hpp"

namespace headstock::pubsub {
namespace {

HEADSTOCK_PAYLOAD_TEST(DefaultConfig);
HEADSTOCK_PAYLOAD_TEST(Delete);
HEADSTOCK_PAYLOAD_TEST(Association);
HEADSTOCK_PAYLOAD_TEST(OwnerQuery);

class PubsubOwner : public PubsubTest {
protected:
    PubsubOwner() { ns_ = "http://jabber.org/protocol/pubsub#owner"; }
    /// A form of the configuration with this for its other fields.
    static std::string form(const std::string& type, const std::string& fields) {
        return "<x xmlns='jabber:x:data' type='" + type +
               "'><field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#node_config</value>"
               "</field>" +
               fields + "</x>";
    }
};

TEST_P(PubsubOwner, nodes_are_created) {
    ns_ = "http://jabber.org/protocol/pubsub";
    const auto named = converse(create(service, "princely_musings"), "<create node='princely_musings'/>", "");
    ASSERT_TRUE(named);
    EXPECT_EQ(named->node, std::nullopt);
    EXPECT_EQ(converse(create(service), "<create/>", "<create node='25e3d37dabbab9541f7523321421edc5bfeb2dae'/>")->node,
              "25e3d37dabbab9541f7523321421edc5bfeb2dae");
    NodeConfig config;
    config.access_model = AccessModel::whitelist;
    EXPECT_TRUE(converse(create(service, "princely_musings", config),
                         "<create node='princely_musings'/><configure>" +
                             form("submit", "<field var='pubsub#access_model'><value>whitelist</value></field>") +
                             "</configure>",
                         ""));
    const Error error = refused(create(service), "<create/>", stanza("not-acceptable") + own("nodeid-required"));
    EXPECT_EQ(error.code, Condition::nodeid_required);
    EXPECT_EQ(error.code, core::StanzaCondition::not_acceptable);
    EXPECT_EQ(refused(create(service, "a"), "<create node='a'/>", stanza("conflict")).code,
              core::StanzaCondition::conflict);
    EXPECT_EQ(
        refused(create(service, "a"), "<create node='a'/>", stanza("not-acceptable") + own("unsupported-access-model"))
            .code,
        Condition::unsupported_access_model);
}

TEST_P(PubsubOwner, collections_are_created) {
    ns_ = "http://jabber.org/protocol/pubsub";
    NodeConfig config;
    config.node_type = NodeType::collection;
    EXPECT_TRUE(converse(create(service, "announcements", config),
                         "<create node='announcements'/><configure>" +
                             form("submit", "<field var='pubsub#node_type'><value>collection</value></field>") +
                             "</configure>",
                         ""));
}

TEST_P(PubsubOwner, nodes_are_configured) {
    const auto heard = converse(
        configuration(service, "princely_musings"), "<configure node='princely_musings'/>",
        "<configure node='princely_musings'>" +
            form("form",
                 "<field var='pubsub#title' type='text-single'><value>Princely Musings (Atom)</value></field>") +
            "</configure>");
    ASSERT_TRUE(heard);
    EXPECT_EQ(NodeConfig::read(*heard)->title, "Princely Musings (Atom)");
    NodeConfig config;
    config.title = "Princely Musings";
    const std::string submitted = "<configure node='princely_musings'>" +
                                  form("submit", "<field var='pubsub#title'><value>Princely Musings</value></field>") +
                                  "</configure>";
    EXPECT_TRUE(converse(configure(service, "princely_musings", config), submitted, ""));
    EXPECT_TRUE(converse(configure(service, "princely_musings", config.write()), submitted, ""));
    EXPECT_TRUE(converse(cancel_configuration(service, "princely_musings"),
                         "<configure node='princely_musings'><x xmlns='jabber:x:data' type='cancel'/></configure>",
                         ""));
    EXPECT_EQ(refused(configuration(service, "a"), "<configure node='a'/>",
                      stanza("feature-not-implemented") + own("unsupported feature='config-node'"))
                  .text,
              "config-node");
}

TEST_P(PubsubOwner, the_configuration_that_nodes_have_of_themselves_is_asked_for) {
    const auto leaf =
        converse(default_configuration(service), "<default/>",
                 "<default>" + form("form", "<field var='pubsub#max_items'><value>10</value></field>") + "</default>");
    ASSERT_TRUE(leaf);
    EXPECT_EQ(NodeConfig::read(*leaf)->max_items, "10");
    EXPECT_EQ(
        converse(default_configuration(service, NodeType::collection), "<default type='collection'/>", "<default/>")
            .error()
            .text,
        "pubsub/x");
}

TEST_P(PubsubOwner, nodes_are_deleted_and_purged) {
    EXPECT_TRUE(converse(delete_node(service, "princely_musings"), "<delete node='princely_musings'/>", ""));
    EXPECT_TRUE(
        converse(delete_node(service, "princely_musings", bridge::Uri{"xmpp:hamlet@denmark.lit?;node=blog"}),
                 "<delete node='princely_musings'><redirect uri='xmpp:hamlet@denmark.lit?;node=blog'/></delete>", ""));
    EXPECT_TRUE(converse(purge(service, "princely_musings"), "<purge node='princely_musings'/>", ""));
    EXPECT_EQ(refused(delete_node(service, "a"), "<delete node='a'/>", stanza("forbidden")).code,
              core::StanzaCondition::forbidden);
    EXPECT_EQ(refused(purge(service, "a"), "<purge node='a'/>",
                      stanza("feature-not-implemented") + own("unsupported feature='persistent-items'"))
                  .code,
              Condition::unsupported);
}

TEST_P(PubsubOwner, subscribers_are_listed_and_changed) {
    const auto heard = converse(subscribers(service, "princely_musings"), "<subscriptions node='princely_musings'/>",
                                "<subscriptions node='princely_musings'>"
                                "<subscription jid='hamlet@denmark.lit' subscription='subscribed'/>"
                                "<subscription jid='bernardo@denmark.lit' subscription='subscribed' subid='123-abc'/>"
                                "<subscription jid='bernardo@denmark.lit' subscription='subscribed' subid='004-yyy'/>"
                                "</subscriptions>");
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->subscriptions.at(2).subid, "004-yyy");
    EXPECT_TRUE(converse(
        change_subscribers(
            service, "princely_musings",
            {NodeSubscription{.jid = core::jid("polonius@denmark.lit"), .state = SubscriptionState::none},
             NodeSubscription{.jid = core::jid("bard@shakespeare.lit"), .state = SubscriptionState::subscribed}}),
        "<subscriptions node='princely_musings'><subscription jid='polonius@denmark.lit' subscription='none'/>"
        "<subscription jid='bard@shakespeare.lit' subscription='subscribed'/></subscriptions>",
        ""));
    EXPECT_EQ(refused(subscribers(service, "a"), "<subscriptions node='a'/>", stanza("forbidden")).code,
              core::StanzaCondition::forbidden);
}

TEST_P(PubsubOwner, affiliates_are_listed_and_changed) {
    const auto heard = converse(affiliates(service, "princely_musings"), "<affiliations node='princely_musings'/>",
                                "<affiliations node='princely_musings'>"
                                "<affiliation jid='hamlet@denmark.lit' affiliation='owner'/>"
                                "<affiliation jid='polonius@denmark.lit' affiliation='outcast'/></affiliations>");
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->affiliations.at(1).jid, core::jid("polonius@denmark.lit"));
    EXPECT_EQ(heard->affiliations.at(1).affiliation, Affiliation::outcast);
    EXPECT_TRUE(converse(change_affiliates(service, "princely_musings",
                                           {Affiliated{.jid = core::jid("bard@shakespeare.lit"),
                                                       .affiliation = Affiliation::publisher}}),
                         "<affiliations node='princely_musings'>"
                         "<affiliation jid='bard@shakespeare.lit' affiliation='publisher'/></affiliations>",
                         ""));
    EXPECT_EQ(refused(affiliates(service, "a"), "<affiliations node='a'/>",
                      stanza("feature-not-implemented") + own("unsupported feature='modify-affiliations'"))
                  .text,
              "modify-affiliations");
}

TEST_P(PubsubOwner, nodes_come_into_collections_and_leave_them) {
    EXPECT_TRUE(converse(associate(service, "some-collection", "new-child-node"),
                         "<collection node='some-collection'><associate node='new-child-node'/></collection>", ""));
    EXPECT_TRUE(converse(dissociate(service, "some-collection", "old-child-node"),
                         "<collection node='some-collection'><dissociate node='old-child-node'/></collection>", ""));
    EXPECT_EQ(refused(associate(service, "a", "b"), "<collection node='a'><associate node='b'/></collection>",
                      stanza("not-allowed") + own("max-nodes-exceeded"))
                  .code,
              Condition::max_nodes_exceeded);
}

INSTANTIATE_TEST_SUITE_P(Chunks, PubsubOwner, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::pubsub
