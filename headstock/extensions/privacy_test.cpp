// SPDX-License-Identifier: MIT
#include "headstock/extensions/privacy.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::privacy {
namespace {

HEADSTOCK_PAYLOAD_TEST(Item);
HEADSTOCK_PAYLOAD_TEST(List);
HEADSTOCK_PAYLOAD_TEST(Active);
HEADSTOCK_PAYLOAD_TEST(Default);
HEADSTOCK_PAYLOAD_TEST(Query);

Item rule(std::uint32_t order, Match match, std::string value) {
    Item item;
    item.match = match;
    item.value = std::move(value);
    item.order = order;
    return item;
}

class Privacy : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    void order(core::Request<core::Done> request, const std::string& content) {
        server.forget();
        server.stream.ask<core::Done>(std::move(request), [](const auto&) {});
        server.expect("<iq type='set' id='{1}'><query xmlns='jabber:iq:privacy'>" + content + "</query></iq>");
    }
    std::optional<Result<List>> answer_to_list(const std::string& content) {
        std::optional<Result<List>> answer;
        server.stream.ask<List>(list("public"), [&](Result<List> heard) { answer = std::move(heard); });
        server.expect("<iq type='get' id='{1}'><query xmlns='jabber:iq:privacy'><list name='public'/></query></iq>")
            .say("<iq type='result' id='{1}'><query xmlns='jabber:iq:privacy'>" + content + "</query></iq>");
        return answer;
    }
    testing::Conversation server{GetParam()};
};

TEST_P(Privacy, names_tell_which_lists_are_in_use) {
    std::optional<Result<Query>> answer;
    server.stream.ask<Query>(names(), [&](Result<Query> heard) { answer = std::move(heard); });
    server.expect("<iq type='get' id='{1}'><query xmlns='jabber:iq:privacy'/></iq>")
        .say(
            "<iq type='result' id='{1}' to='juliet@capulet.lit/balcony'><query xmlns='jabber:iq:privacy'>"
            "<active name='private'/><default name='public'/><list name='public'/><list name='private'/>"
            "<list name='special'/></query></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((*answer)->active.value().name, "private");
    EXPECT_EQ((*answer)->general.value().name, "public");
    EXPECT_EQ((*answer)->lists.size(), 3U);
}

TEST_P(Privacy, a_list_is_its_rules) {
    const auto answer = answer_to_list(
        "<list name='public'><item type='jid' value='tybalt@example.com' action='deny' order='1'/><item action='allow' "
        "order='2'><message/><presence-in/><presence-out/><iq/></item></list>");
    ASSERT_TRUE(answer && *answer);
    const List& list = **answer;
    EXPECT_EQ(list.items.at(0), rule(1, Match::jid, "tybalt@example.com"));
    EXPECT_EQ(list.items.at(1).action, Action::allow);
    EXPECT_TRUE(list.items.at(1).messages && list.items.at(1).presence_in && list.items.at(1).presence_out &&
                list.items.at(1).iqs);
}

TEST_P(Privacy, a_list_that_is_none_is_an_error) {
    for (const char* odd : {"", "<list name='a'/><list name='b'/>", "<list><item action='deny' order='1'/></list>",
                            "<list name='a'><item order='1'/></list>", "<list name='a'><item action='deny'/></list>",
                            "<list name='a'><item action='deny' order='-1'/></list>",
                            "<list name='a'><item action='maybe' order='1'/></list>",
                            "<list name='a'><item type='mood' value='x' action='deny' order='1'/></list>"}) {
        server.forget();
        const auto answer = answer_to_list(odd);
        EXPECT_TRUE(answer && !*answer) << odd;
    }
}

TEST_P(Privacy, orders_are_as_printed) {
    List list{"presin-jid-example", {rule(7, Match::jid, "tybalt@example.com")}};
    list.items.front().presence_in = true;
    order(store(list).value(),
          "<list name='presin-jid-example'><item type='jid' value='tybalt@example.com' "
          "action='deny' order='7'><presence-in/></item></list>");
    order(remove("private"), "<list name='private'/>");
    order(use("special"), "<active name='special'/>");
    order(use(std::nullopt), "<active/>");
    order(use_by_default("special"), "<default name='special'/>");
    order(use_by_default(std::nullopt), "<default/>");
}

TEST_P(Privacy, a_list_that_the_server_must_refuse_is_not_stored) {
    const auto why = [](std::vector<Item> items) { return store({"x", std::move(items)}).error().text; };
    EXPECT_EQ(why({}), "a list without rules is removed, not stored");
    EXPECT_EQ(why({rule(1, Match::group, "a"), rule(1, Match::group, "b")}), "two rules have the order 1");
    EXPECT_EQ(why({rule(1, Match::jid, "a@@b")}), "rule 1: not a JID: a@@b");
    EXPECT_EQ(why({rule(1, Match::subscription, "remove")}), "rule 1: not a subscription: remove");
    Item half;
    half.value = "x";
    EXPECT_EQ(why({half}), "rule 0: a kind and a value go together");
    std::vector<Item> many;
    for (std::uint32_t i = 0; i <= max_items; ++i) many.push_back(rule(i, Match::group, "a"));
    EXPECT_EQ(why(many), "more than 1,000 rules");
    many.pop_back();
    EXPECT_TRUE(store({"x", many}));
    EXPECT_TRUE(store({"x", {rule(1, Match::subscription, "both"), rule(2, Match::jid, "example.org"), Item()}}));
}

TEST_P(Privacy, changes_count_from_our_own_account_alone) {
    Module module(server.stream);
    std::string heard;
    auto hearing = module.on_change([&](const std::string& name) { heard += name + " "; });
    const std::string content = "<query xmlns='jabber:iq:privacy'><list name='public'/></query></iq>";
    server.say("<iq type='set' id='push1'>" + content).expect("<iq type='result' id='push1'/>");
    server.say("<iq type='set' id='push2' from='juliet@capulet.lit'>" + content)
        .expect("<iq type='result' id='push2' to='juliet@capulet.lit'/>");
    EXPECT_EQ(heard, "public public ");
    server.say("<iq type='set' id='push3' from='mallory@evil.lit'>" + content)
        .expect(
            "<iq type='error' id='push3' to='mallory@evil.lit'><error type='cancel' code='503'>"
            "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    server.say("<iq type='set' id='push4'><query xmlns='jabber:iq:privacy'/></iq>")
        .expect(
            "<iq type='error' id='push4'><error type='modify' code='400'><bad-request "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>a push names one list</text></error></iq>");
    EXPECT_EQ(heard, "public public ");
}

INSTANTIATE_TEST_SUITE_P(Chunks, Privacy, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::privacy
