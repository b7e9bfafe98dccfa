// SPDX-License-Identifier: MIT
#include "headstock/extensions/pep.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "headstock/conversation/conversation.hpp"

namespace headstock::pep {
namespace {

/// User Tune, as an application would declare it.
struct Tune {
    std::string title;
    static constexpr auto xml =
        bridge::element("tune", "http://jabber.org/protocol/tune", bridge::text("title", &Tune::title));
};

class Pep : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    void say_tune(const std::string& from, const std::string& type = "headline") {
        server.say(
            "<message type='" + type + "' " + from +
            "><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='http://jabber.org/protocol/tune'>"
            "<item id='1'><tune xmlns='http://jabber.org/protocol/tune'><title>Introduction</title></tune></item>"
            "</items></event></message>");
    }
    testing::Conversation server{GetParam()};
    core::Stream& stream = server.stream;
    Module module{stream};
    const core::Jid romeo = core::jid("romeo@montague.lit");
    const std::string tune_node = "http://jabber.org/protocol/tune";
};

TEST_P(Pep, our_account_is_asked_whether_it_can) {
    std::optional<Result<disco::Info>> answer;
    stream.ask<disco::Info>(support(), [&](Result<disco::Info> heard) { answer = std::move(heard); });
    server.expect("<iq type='get' id='{1}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='juliet@capulet.lit'><query xmlns='http://jabber.org/protocol/disco#info'>"
            "<identity category='account' type='registered'/><identity category='pubsub' type='pep'/></query></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_TRUE(has_pep(**answer));
    EXPECT_FALSE(has_pep(disco::Info()));
}

TEST_P(Pep, a_payload_is_published_at_the_node_of_its_namespace) {
    std::optional<Result<pubsub::Publish>> answer;
    stream.ask<pubsub::Publish>(publish(Tune{"Introduction"}),
                                [&](Result<pubsub::Publish> heard) { answer = std::move(heard); });
    server
        .expect(
            "<iq type='set' id='{1}'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            "<publish node='http://jabber.org/protocol/tune'><item id='current'>"
            "<tune xmlns='http://jabber.org/protocol/tune'><title>Introduction</title></tune></item></publish>"
            "</pubsub></iq>")
        .say("<iq type='result' id='{1}' from='juliet@capulet.lit'/>");
    ASSERT_TRUE(answer);
    EXPECT_TRUE(*answer);
}

TEST_P(Pep, private_data_is_published_only_where_nobody_else_reads_it) {
    std::optional<Result<pubsub::Publish>> answer;
    stream.ask<pubsub::Publish>(publish("storage:bookmarks", pubsub::Item{.id = "1"}, for_us_alone()),
                                [&](Result<pubsub::Publish> heard) { answer = std::move(heard); });
    server
        .expect(
            "<iq type='set' id='{1}'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            "<publish node='storage:bookmarks'><item id='1'/></publish><publish-options>"
            "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
            "<value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
            "<field var='pubsub#access_model'><value>whitelist</value></field>"
            "<field var='pubsub#persist_items'><value>true</value></field></x></publish-options></pubsub></iq>")
        .say(
            "<iq type='error' id='{1}'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
            "<precondition-not-met xmlns='http://jabber.org/protocol/pubsub#errors'/></error></iq>");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().code, pubsub::Condition::precondition_not_met);
    EXPECT_EQ(for_anybody().access_model, pubsub::AccessModel::open);
}

TEST_P(Pep, what_we_want_to_hear_of_is_announced_for_as_long_as_we_do) {
    {
        auto hearing = module.on_published<Tune>([](const core::Jid&, const Tune&) {});
        auto bookmarks = module.on_own_event("storage:bookmarks", [](const pubsub::Notice&) {});
        EXPECT_EQ(stream.announced(),
                  (std::vector<std::string>{"http://jabber.org/protocol/tune+notify", "storage:bookmarks+notify"}));
    }
    EXPECT_TRUE(stream.announced().empty());
}

TEST_P(Pep, our_own_account_is_always_heard_and_others_where_they_are_trusted) {
    std::vector<std::string> heard;
    auto hearing = module.on_published<Tune>(
        [&](const core::Jid& account, const Tune& tune) { heard.push_back(account.text() + " " + tune.title); });
    say_tune("");
    say_tune("from='juliet@capulet.lit'");
    say_tune("from='romeo@montague.lit'");
    EXPECT_EQ(heard, (std::vector<std::string>{"juliet@capulet.lit Introduction", "juliet@capulet.lit Introduction"}));
    module.trust([&](const core::Jid& account) { return account == romeo; });
    say_tune("from='romeo@montague.lit'");
    EXPECT_EQ(heard.back(), "romeo@montague.lit Introduction");
}

TEST_P(Pep, nobody_speaks_for_an_account_but_its_bare_address) {
    int heard = 0;
    module.trust([&](const core::Jid&) { return true; });
    auto hearing = module.on_published<Tune>([&](const core::Jid&, const Tune&) { ++heard; });
    say_tune("from='romeo@montague.lit/orchard'");
    say_tune("from='juliet@capulet.lit/chamber'");
    say_tune("from='romeo@montague.lit'", "error");
    EXPECT_EQ(heard, 0);
}

TEST_P(Pep, what_is_ours_alone_is_heard_from_nobody_else) {
    module.trust([](const core::Jid&) { return true; });
    int heard = 0;
    auto hearing = module.on_own_event(tune_node, [&](const pubsub::Notice&) { ++heard; });
    for (const char* from : {"from='romeo@montague.lit'", "from='capulet.lit'", "from='juliet@capulet.lit/balcony'"})
        say_tune(from);
    EXPECT_EQ(heard, 0);
    say_tune("from='juliet@capulet.lit'");
    say_tune("");
    EXPECT_EQ(heard, 2);
}

TEST_P(Pep, contacts_whose_presence_we_have_are_trusted) {
    core::Roster roster(stream);
    module.trust(roster);
    std::string heard;
    auto hearing =
        module.on_published<Tune>([&](const core::Jid& account, const Tune&) { heard += account.text() + " "; });
    const auto push = [&](const std::string& jid, const std::string& subscription) {
        server.say("<iq type='set' id='p' from='juliet@capulet.lit'><query xmlns='jabber:iq:roster'><item jid='" + jid +
                   "' subscription='" + subscription + "'/></query></iq>");
        server.forget().expect("<iq type='result' id='p' to='juliet@capulet.lit'/>");
    };
    push("romeo@montague.lit", "both");
    push("nurse@capulet.lit", "to");
    push("tybalt@capulet.lit", "from");
    for (const char* from : {"romeo@montague.lit", "nurse@capulet.lit", "tybalt@capulet.lit", "mallory@evil.lit"})
        say_tune("from='" + std::string(from) + "'");
    EXPECT_EQ(heard, "romeo@montague.lit nurse@capulet.lit ");
}

TEST_P(Pep, a_malformed_payload_or_another_node_is_passed_over) {
    int heard = 0;
    auto hearing = module.on_published<Tune>([&](const core::Jid&, const Tune&) { ++heard; });
    for (const char* items :
         {"<items node='http://jabber.org/protocol/tune'><item><tune xmlns='http://jabber.org/protocol/tune'/></item>"
          "</items>",
          "<items node='other'><item><tune "
          "xmlns='http://jabber.org/protocol/tune'><title>a</title></tune></item></items>",
          "<items node='http://jabber.org/protocol/tune'><retract id='1'/></items>",
          "<purge node='http://jabber.org/protocol/tune'/>"})
        server.say("<message from='juliet@capulet.lit'><event xmlns='http://jabber.org/protocol/pubsub#event'>" +
                   std::string(items) + "</event></message>");
    EXPECT_EQ(heard, 0);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Pep, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::pep
