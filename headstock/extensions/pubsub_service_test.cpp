// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_service.hpp"

#include "headstock/extensions/pubsub_test.hpp"

namespace headstock::pubsub {
namespace {

class PubsubService : public PubsubTest {
protected:
    /// Says a request of Hamlet's with this in it; `answer` must come, as an iq of that type.
    void exchange(const std::string& type, const std::string& content, const std::string& answered,
                  const std::string& answer) {
        server.say("<iq type='" + type + "' id='q1' from='hamlet@denmark.lit/elsinore'>" + around(content) + "</iq>");
        server.expect("<iq type='" + answered + "' id='q1' to='hamlet@denmark.lit/elsinore'>" + answer + "</iq>");
    }
    /// The same for one that must be refused.
    void refuse(const std::string& type, const std::string& content, const std::string& condition,
                const std::string& beside = {}) {
        exchange(
            type, content, "error",
            "<error type='modify' code='400'>" + stanza(condition) + (beside.empty() ? "" : own(beside)) + "</error>");
    }
    Service module{stream};
};

TEST_P(PubsubService, requests_are_answered_with_what_the_handler_gives) {
    std::vector<Item> stored;
    module.answer_with([&](const core::Iq& request, const Query& query) -> Result<std::optional<Query>> {
        EXPECT_EQ(request.from(), core::jid("hamlet@denmark.lit/elsinore"));
        if (query.publish) return stored = query.publish->items, std::nullopt;
        if (!query.items) return fail(Condition::unsupported, "subscribe");
        Query answer;
        answer.items = Items{query.items->node, std::nullopt, std::nullopt, stored};
        return answer;
    });
    EXPECT_EQ(stream.announced(), std::vector<std::string>{"http://jabber.org/protocol/pubsub"});
    server.say("<iq type='set' id='p1' from='hamlet@denmark.lit/elsinore'>" +
               around("<publish node='a'><item id='1'><entry xmlns='http://www.w3.org/2005/Atom'/></item></publish>") +
               "</iq>");
    server.expect("<iq type='result' id='p1' to='hamlet@denmark.lit/elsinore'/>");
    exchange("get", "<items node='a'/>", "result",
             around("<items node='a'><item id='1'><entry xmlns='http://www.w3.org/2005/Atom'/></item></items>"));
    exchange("set", "<subscribe node='a' jid='hamlet@denmark.lit'/>", "error",
             "<error type='cancel' code='501'>" + stanza("feature-not-implemented") +
                 own("unsupported feature='subscribe'") + "</error>");
}

TEST_P(PubsubService, owners_are_answered_too) {
    ns_ = "http://jabber.org/protocol/pubsub#owner";
    module.answer_owners_with([](const core::Iq&, const OwnerQuery& query) -> Result<std::optional<OwnerQuery>> {
        if (query.deleted) return std::nullopt;
        if (!query.affiliations) return fail(core::StanzaCondition::forbidden);
        OwnerQuery answer;
        answer.affiliations =
            Affiliations{query.affiliations->node,
                         {Affiliated{.jid = core::jid("hamlet@denmark.lit"), .affiliation = Affiliation::owner}}};
        return answer;
    });
    exchange(
        "get", "<affiliations node='a'/>", "result",
        around("<affiliations node='a'><affiliation jid='hamlet@denmark.lit' affiliation='owner'/></affiliations>"));
    server.say("<iq type='set' id='p1' from='hamlet@denmark.lit/elsinore'>" + around("<delete node='a'/>") + "</iq>");
    server.expect("<iq type='result' id='p1' to='hamlet@denmark.lit/elsinore'/>");
    exchange("set", "<purge node='a'/>", "error", "<error type='auth' code='403'>" + stanza("forbidden") + "</error>");
    refuse("set", "<configure><x xmlns='jabber:x:data' type='submit'/></configure>", "bad-request", "nodeid-required");
    refuse("set", "<configure node='a'/>", "bad-request", "invalid-options");
    refuse("get", "<subscriptions/>", "bad-request", "nodeid-required");
}

TEST_P(PubsubService, what_lacks_something_never_reaches_the_handler) {
    module.answer_with([](const core::Iq&, const Query&) -> Result<std::optional<Query>> {
        ADD_FAILURE();
        return std::nullopt;
    });
    refuse("set", "<subscribe node='a'/>", "bad-request", "jid-required");
    refuse("set", "<unsubscribe node='a'/>", "bad-request", "jid-required");
    refuse("get", "<options node='a'/>", "bad-request", "jid-required");
    refuse("set", "<options node='a' jid='a@b'/>", "bad-request", "invalid-options");
    refuse("get", "<items node=''/>", "bad-request", "nodeid-required");
    refuse("set", "<publish node=''/>", "bad-request", "nodeid-required");
    refuse("set", "<retract node=''><item id='1'/></retract>", "bad-request", "nodeid-required");
    refuse("set", "<retract node='a'/>", "bad-request", "item-required");
}

TEST(PubsubServiceCheck, wants_one_thing_at_a_time) {
    EXPECT_EQ(check(Query(), core::IqType::get).error().code, core::StanzaCondition::bad_request);
    EXPECT_EQ(check(Query(), core::IqType::set).error().code, core::StanzaCondition::bad_request);
    EXPECT_EQ(check(OwnerQuery(), core::IqType::set).error().code, core::StanzaCondition::bad_request);
    Query query;
    query.publish = Publish{"a", {}};
    EXPECT_TRUE(check(query, core::IqType::set));
    EXPECT_FALSE(check(query, core::IqType::get));
    query.create.emplace();
    EXPECT_FALSE(check(query, core::IqType::set));
    OwnerQuery deletion;
    deletion.deleted = Delete{"a", std::nullopt};
    EXPECT_TRUE(check(deletion, core::IqType::set));
    EXPECT_FALSE(check(deletion, core::IqType::get));
}

TEST_P(PubsubService, without_a_handler_there_is_no_service) {
    exchange("get", "<items node='a'/>", "error",
             "<error type='cancel' code='503'>" + stanza("service-unavailable") + "</error>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, PubsubService, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::pubsub
