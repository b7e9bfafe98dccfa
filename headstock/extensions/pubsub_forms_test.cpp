// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_forms.hpp"

#include <gtest/gtest.h>

namespace headstock::pubsub {
namespace {

forms::Form printed_form(const std::string& fields) {
    return bridge::read<forms::Form>(
               bridge::parse_element("<x xmlns='jabber:x:data' type='form'>" + fields + "</x>").value())
        .value();
}

TEST(PubsubForms, a_configuration_is_read_from_the_form_that_the_specification_prints) {
    const auto config = NodeConfig::read(printed_form(
        "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#node_config</value></field>"
        "<field var='pubsub#title' type='text-single'><value>Princely Musings (Atom)</value></field>"
        "<field var='pubsub#deliver_payloads' type='boolean'><value>1</value></field>"
        "<field var='pubsub#notify_config' type='boolean'><value>0</value></field>"
        "<field var='pubsub#max_items' type='text-single'><value>max</value></field>"
        "<field var='pubsub#access_model' type='list-single'><option><value>authorize</value></option>"
        "<option><value>open</value></option><value>open</value></field>"
        "<field var='pubsub#roster_groups_allowed' type='list-multi'><value>friends</value><value>courtiers</value>"
        "</field><field var='pubsub#max_payload_size' type='text-single'><value>9216</value></field>"
        "<field var='pubsub#send_last_published_item' type='list-single'><value>on_sub</value></field>"
        "<field var='pubsub#contact' type='jid-multi'><value>bard@shakespeare.lit</value></field>"
        "<field var='pubsub#description'/><field var='pubsub#type'><value/></field>"));
    ASSERT_TRUE(config);
    EXPECT_EQ(config->title, "Princely Musings (Atom)");
    EXPECT_EQ(config->deliver_payloads, true);
    EXPECT_EQ(config->notify_config, false);
    EXPECT_EQ(config->max_items, "max");
    EXPECT_EQ(config->access_model, AccessModel::open);
    EXPECT_EQ(config->roster_groups_allowed, (std::vector<std::string>{"friends", "courtiers"}));
    EXPECT_EQ(config->max_payload_size, 9216U);
    EXPECT_EQ(config->send_last_published_item, SendLast::on_sub);
    EXPECT_EQ(config->contact, std::vector<core::Jid>{core::jid("bard@shakespeare.lit")});
    EXPECT_EQ(config->description, std::nullopt);
    EXPECT_EQ(config->type, std::nullopt);
    EXPECT_EQ(config->notify_sub, std::nullopt);
}

TEST(PubsubForms, only_what_is_there_is_written) {
    NodeConfig config;
    config.node_type = NodeType::collection;
    config.children = {"Romeoance", "Julliennui"};
    config.persist_items = true;
    EXPECT_EQ(bridge::write(config.write()).xml(),
              "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
              "<value>http://jabber.org/protocol/pubsub#node_config</value></field>"
              "<field var='pubsub#persist_items'><value>true</value></field>"
              "<field var='pubsub#node_type'><value>collection</value></field>"
              "<field var='pubsub#children'><value>Romeoance</value><value>Julliennui</value></field></x>");
    EXPECT_EQ(config.write(publish_options).form_type(), publish_options);
}

TEST(PubsubForms, all_is_read_as_it_is_written) {
    NodeConfig config;
    config.title = config.description = config.type = config.language = config.max_items = "1";
    config.access_model = AccessModel::whitelist;
    config.publish_model = bridge::Open<PublishModel>("moderators");
    config.children_max = 7;
    config.children_association_whitelist = {core::jid("a@b"), core::jid("c@d")};
    config.tempsub = config.subscribe = config.purge_offline = false;
    EXPECT_EQ(NodeConfig::read(config.write()).value(), config);
    SubscriptionOptions options;
    options.deliver = true;
    options.digest_frequency = 1000;
    options.expire = "2006-03-31T23:59:59Z";
    options.show_values = {"chat", "online", "away"};
    options.subscription_depth = "all";
    EXPECT_EQ(SubscriptionOptions::read(options.write()).value(), options);
    EXPECT_EQ(options.write().form_type(), subscribe_options);
    Metadata metadata;
    metadata.creator = core::jid("hamlet@denmark.lit");
    metadata.owner = {core::jid("hamlet@denmark.lit")};
    metadata.num_subscribers = 3;
    EXPECT_EQ(Metadata::read(metadata.write()).value(), metadata);
}

TEST(PubsubForms, a_value_that_is_none_names_its_field) {
    for (const char* field : {"<field var='pubsub#persist_items'><value>perhaps</value></field>",
                              "<field var='pubsub#max_payload_size'><value>-1</value></field>",
                              "<field var='pubsub#contact'><value>@</value></field>"}) {
        const auto config = NodeConfig::read(printed_form(field));
        ASSERT_FALSE(config) << field;
        EXPECT_EQ(config.error().code, bridge::PayloadErrc::malformed);
        EXPECT_NE(config.error().text.find("pubsub#"), std::string::npos) << config.error().text;
    }
}

TEST(PubsubForms, metadata_is_found_in_what_a_node_says_of_itself) {
    disco::Info info;
    EXPECT_EQ(metadata_of(info), std::nullopt);
    info.extensions.push_back(bridge::write(NodeConfig().write()));
    Metadata metadata;
    metadata.title = "Princely Musings";
    info.extensions.push_back(bridge::write(metadata.write()));
    EXPECT_EQ(metadata_of(info), metadata);
}

}  // namespace
}  // namespace headstock::pubsub
