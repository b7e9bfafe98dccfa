// SPDX-License-Identifier: MIT
#include "headstock/extensions/disco.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"
#include "headstock/extensions/ping.hpp"
#include "headstock/extensions/version.hpp"

namespace headstock::disco {
namespace {

HEADSTOCK_PAYLOAD_TEST(Identity);
HEADSTOCK_PAYLOAD_TEST(Feature);
HEADSTOCK_PAYLOAD_TEST(Info);
HEADSTOCK_PAYLOAD_TEST(Item);
HEADSTOCK_PAYLOAD_TEST(Items);

class Disco : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
    Module module{server.stream};
};

TEST_P(Disco, info_reads_identities_features_and_what_else_came) {
    std::optional<Result<Info>> answer;
    server.stream.ask<Info>(info(core::jid("plays.shakespeare.lit")),
                            [&](Result<Info> heard) { answer = std::move(heard); });
    server
        .expect(
            "<iq type='get' id='{1}' to='plays.shakespeare.lit'><query "
            "xmlns='http://jabber.org/protocol/disco#info'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='plays.shakespeare.lit'><query "
            "xmlns='http://jabber.org/protocol/disco#info'>"
            "<identity category='conference' type='text' name='Play-Specific Chatrooms'/><identity "
            "category='directory' type='chatroom'/>"
            "<feature var='http://jabber.org/protocol/disco#info'/><feature var='jabber:iq:time'/><x "
            "xmlns='jabber:x:data' type='result'/></query></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((*answer)->identities.at(0), (Identity{"conference", "text", "Play-Specific Chatrooms"}));
    EXPECT_EQ((*answer)->identities.size(), 2U);
    EXPECT_TRUE((*answer)->has("jabber:iq:time"));
    EXPECT_FALSE((*answer)->has("jabber:iq:version"));
    ASSERT_EQ((*answer)->extensions.size(), 1U);
    EXPECT_EQ((*answer)->extensions[0].tag(), "x");
}

TEST_P(Disco, items_of_a_node_are_asked_for) {
    std::optional<Result<Items>> answer;
    server.stream.ask<Items>(items(core::jid("catalog.shakespeare.lit"), "music"),
                             [&](Result<Items> heard) { answer = std::move(heard); });
    server
        .expect(
            "<iq type='get' id='{1}' to='catalog.shakespeare.lit'><query "
            "xmlns='http://jabber.org/protocol/disco#items' node='music'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='catalog.shakespeare.lit'><query "
            "xmlns='http://jabber.org/protocol/disco#items' node='music'>"
            "<item jid='catalog.shakespeare.lit' node='music/A'/><item jid='people.shakespeare.lit' name='Directory of "
            "Characters'/></query></iq>");
    ASSERT_TRUE(answer && *answer);
    ASSERT_EQ((*answer)->items.size(), 2U);
    EXPECT_EQ((*answer)->items[0].node, "music/A");
    EXPECT_EQ((*answer)->items[1],
              (Item{core::jid("people.shakespeare.lit"), std::nullopt, "Directory of Characters"}));
}

TEST_P(Disco, our_features_are_what_is_registered_now) {
    const ping::Module pings(server.stream);
    auto versions = std::make_unique<version::Module>(server.stream);
    versions->answer_with({"x", "1", std::nullopt});
    module.add(Identity{"client", "bot", "Nurse"});
    server.say("<iq type='get' id='d1' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
        .expect(
            "<iq type='result' id='d1' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info'>"
            "<identity category='client' type='bot' name='Nurse'/><feature "
            "var='http://jabber.org/protocol/disco#info'/>"
            "<feature var='http://jabber.org/protocol/disco#items'/><feature var='jabber:iq:version'/><feature "
            "var='urn:xmpp:ping'/></query></iq>");
    versions.reset();
    EXPECT_FALSE(module.info().has("jabber:iq:version"));
    EXPECT_TRUE(module.info().has("urn:xmpp:ping"));
}

TEST_P(Disco, without_an_identity_we_are_a_client) {
    EXPECT_EQ(module.info().identities.at(0), (Identity{"client", "console", std::nullopt}));
}

TEST_P(Disco, unknown_nodes_are_not_found_and_known_ones_answered) {
    for (const char* ns : {"info", "items"}) {
        server
            .say("<iq type='get' id='d1' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#" +
                 std::string(ns) + "' node='n'/></iq>")
            .expect(
                "<iq type='error' id='d1' to='a@b/c'><error type='cancel' code='404'><item-not-found "
                "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>no node n</text></error></iq>");
    }
    module.answer_with("n", {std::nullopt, {{"automation", "command-node", std::nullopt}}, {{"urn:x"}}, {}});
    module.add(Item{core::jid("b"), "n/1", "One"}, "n");
    server
        .say("<iq type='get' id='d2' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info' node='n'/></iq>")
        .expect(
            "<iq type='result' id='d2' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info' node='n'>"
            "<identity category='automation' type='command-node'/><feature var='urn:x'/></query></iq>");
    server
        .say(
            "<iq type='get' id='d3' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items' node='n'/></iq>")
        .expect(
            "<iq type='result' id='d3' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items' node='n'>"
            "<item jid='b' node='n/1' name='One'/></query></iq>");
}

TEST_P(Disco, without_items_the_list_is_empty) {
    server.say("<iq type='get' id='d1' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>")
        .expect("<iq type='result' id='d1' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
}

TEST_P(Disco, forms_say_more) {
    std::optional<Result<Info>> answer;
    server.stream.ask<Info>(info(core::jid("shakespeare.lit")), [&](Result<Info> heard) { answer = std::move(heard); });
    server
        .expect(
            "<iq type='get' id='{1}' to='shakespeare.lit'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='shakespeare.lit'><query xmlns='http://jabber.org/protocol/disco#info'>"
            "<identity category='server' type='im' name='shakespeare.lit jabber server'/><feature "
            "var='jabber:iq:register'/><x xmlns='jabber:x:data' type='fork'/><x xmlns='jabber:x:data' "
            "type='result'><field var='FORM_TYPE' type='hidden'><value>http://jabber.org/network/serverinfo</value>"
            "</field><field var='c2s_port'><value>5222</value></field><field var='ip_version'><value>ipv4</value>"
            "<value>ipv6</value></field></x></query></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_TRUE((*answer)->is("server", "im"));
    EXPECT_EQ((*answer)->forms().size(), 1U);
    EXPECT_EQ((*answer)->extensions.size(), 2U);
    const auto form = (*answer)->form("http://jabber.org/network/serverinfo");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->value<int>("c2s_port"), 5222);
    EXPECT_EQ(form->values<std::string>("ip_version"), (std::vector<std::string>{"ipv4", "ipv6"}));
    EXPECT_FALSE((*answer)->form("urn:other"));
}

TEST_P(Disco, our_forms_are_told_each_once) {
    module.add(forms::make(forms::Type::form, "urn:a", {{.var = "n", .values = {"1"}}}));
    module.add(forms::make(forms::Type::result, "urn:a", {{.var = "n", .values = {"2"}}}));
    server.say("<iq type='get' id='d1' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
        .expect(
            "<iq type='result' id='d1' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info'>"
            "<identity category='client' type='console'/><feature var='http://jabber.org/protocol/disco#info'/>"
            "<feature var='http://jabber.org/protocol/disco#items'/><x xmlns='jabber:x:data' type='result'><field "
            "var='FORM_TYPE' type='hidden'><value>urn:a</value></field><field var='n'><value>2</value></field></x>"
            "</query></iq>");
}

TEST_P(Disco, items_come_in_pages) {
    for (const char* jid : {"a", "b", "c"}) module.add(Item{core::jid(jid), std::nullopt, std::nullopt});
    server
        .say(
            "<iq type='get' id='d1' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items'><set "
            "xmlns='http://jabber.org/protocol/rsm'><after>a </after><max>1</max></set></query></iq>")
        .expect(
            "<iq type='result' id='d1' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items'><item "
            "jid='b'/><set xmlns='http://jabber.org/protocol/rsm'><first index='1'>b </first><last>b </last>"
            "<count>3</count></set></query></iq>");
    server
        .say(
            "<iq type='get' id='d2' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items'><set "
            "xmlns='http://jabber.org/protocol/rsm'><after>z</after></set></query></iq>")
        .expect(
            "<iq type='error' id='d2' to='a@b/c'><error type='cancel' code='404'><item-not-found "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>z</text></error></iq>");
    std::optional<Result<Items>> answer;
    server.stream.ask<Items>(items(core::jid("b"), "n", result_set::first(2)),
                             [&](Result<Items> heard) { answer = std::move(heard); });
    server
        .expect(
            "<iq type='get' id='{1}' to='b'><query xmlns='http://jabber.org/protocol/disco#items' node='n'><set "
            "xmlns='http://jabber.org/protocol/rsm'><max>2</max></set></query></iq>")
        .say(
            "<iq type='result' id='{1}' from='b'><query xmlns='http://jabber.org/protocol/disco#items' node='n'><item "
            "jid='c'/><set xmlns='http://jabber.org/protocol/rsm'><last>c</last></set></query></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((*answer)->page->last, "c");
    EXPECT_TRUE((*answer)->extensions.empty());
}

INSTANTIATE_TEST_SUITE_P(Chunks, Disco, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::disco
