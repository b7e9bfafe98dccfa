// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_query.hpp"

#include <gtest/gtest.h>

#include "headstock/core/round_trip.hpp"

namespace headstock::pubsub {
namespace {

HEADSTOCK_PAYLOAD_TEST(Item);
HEADSTOCK_PAYLOAD_TEST(Items);
HEADSTOCK_PAYLOAD_TEST(Publish);
HEADSTOCK_PAYLOAD_TEST(Retract);
HEADSTOCK_PAYLOAD_TEST(Create);
HEADSTOCK_PAYLOAD_TEST(NodeForm);
HEADSTOCK_PAYLOAD_TEST(Subscriber);
HEADSTOCK_PAYLOAD_TEST(Options);
HEADSTOCK_PAYLOAD_TEST(SubscribeOptions);
HEADSTOCK_PAYLOAD_TEST(NodeSubscription);
HEADSTOCK_PAYLOAD_TEST(Subscriptions);
HEADSTOCK_PAYLOAD_TEST(Affiliated);
HEADSTOCK_PAYLOAD_TEST(Affiliations);
HEADSTOCK_PAYLOAD_TEST(Query);

/// A payload of an application.
struct Entry {
    std::string title;
    static constexpr auto xml =
        bridge::element("entry", "http://www.w3.org/2005/Atom", bridge::text("title", &Entry::title));
    friend bool operator==(const Entry&, const Entry&) = default;
};

Result<Query> read(const std::string& content) {
    return bridge::read<Query>(
        bridge::parse_element("<pubsub xmlns='http://jabber.org/protocol/pubsub'>" + content + "</pubsub>").value());
}

TEST(PubsubQuery, an_item_carries_any_payload) {
    const Item carrying = item(Entry{"Soliloquy"}, "ae890ac5");
    EXPECT_EQ(bridge::write(carrying).xml(),
              "<item xmlns='http://jabber.org/protocol/pubsub' id='ae890ac5'>"
              "<entry xmlns='http://www.w3.org/2005/Atom'><title>Soliloquy</title></entry></item>");
    EXPECT_EQ(carrying.as<Entry>().value(), Entry{"Soliloquy"});
    EXPECT_EQ(carrying.as<Create>().error().text, "item/create");
    EXPECT_EQ(Item().as<Entry>().error().code, bridge::PayloadErrc::missing);
}

TEST(PubsubQuery, what_is_wrong_is_named) {
    EXPECT_EQ(read("<items node='a'><item/><item><a xmlns='urn:a'/><b xmlns='urn:b'/></item></items>").error().text,
              "pubsub/items/item[2]/b");
    EXPECT_EQ(read("<items/>").error().text, "pubsub/items@node");
    EXPECT_EQ(read("<affiliations><affiliation node='a' affiliation='king'/></affiliations>").error().text,
              "pubsub/affiliations/affiliation[1]@affiliation: not one of its words: \"king\"");
    EXPECT_EQ(read("<subscription node='a' jid='@'/>").error().code, bridge::PayloadErrc::malformed);
    EXPECT_EQ(read("<items node='a' max_items='-1'/>").error().code, bridge::PayloadErrc::malformed);
}

}  // namespace
}  // namespace headstock::pubsub
