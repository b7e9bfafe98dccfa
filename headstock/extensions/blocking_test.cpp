// SPDX-License-Identifier: MIT
#include "headstock/extensions/blocking.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::blocking {
namespace {

HEADSTOCK_PAYLOAD_TEST(Item);
HEADSTOCK_PAYLOAD_TEST(BlockList);
HEADSTOCK_PAYLOAD_TEST(Block);
HEADSTOCK_PAYLOAD_TEST(Unblock);

class Blocking : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    void fetched() {
        module.fetch([this](const Result<void>& done) { outcome = done ? "here " : done.error().message(); });
        server.expect("<iq type='get' id='{l}'><blocklist xmlns='urn:xmpp:blocking'/></iq>")
            .say(
                "<iq type='result' id='{l}'><blocklist xmlns='urn:xmpp:blocking'><item jid='romeo@montague.net'/>"
                "<item jid='iago@shakespeare.lit'/></blocklist></iq>");
    }
    void push(const std::string& content, const std::string& from = {}) {
        server.say("<iq type='set' id='p'" + (from.empty() ? from : " from='" + from + "'") + ">" + content + "</iq>");
    }
    void accepted(const std::string& to = {}) {
        server.expect("<iq type='result' id='p'" + (to.empty() ? to : " to='" + to + "'") + "/>");
    }
    testing::Conversation server{GetParam()};
    Module module{server.stream};
    std::string outcome;
    std::string heard;
    Subscription hearing = module.on_change([this](const core::Jid& jid, bool blocked) {
        heard += (blocked ? "+" : "-") + (jid.empty() ? "all" : jid.text()) + " ";
    });
};

TEST_P(Blocking, the_list_is_fetched_and_again_in_the_next_session) {
    fetched();
    EXPECT_EQ(outcome, "here ");
    EXPECT_EQ(module.items().size(), 2U);
    EXPECT_EQ(heard, "+all ");
    server.stream.connection_lost();
    EXPECT_FALSE(module.loaded());
    (void)server.stream.take_output();
    server.forget().log_in();
    server.expect("<iq type='get' id='{l}'><blocklist xmlns='urn:xmpp:blocking'/></iq>")
        .say("<iq type='result' id='{l}'><blocklist xmlns='urn:xmpp:blocking'/></iq>");
    EXPECT_TRUE(module.loaded() && module.items().empty());
}

TEST_P(Blocking, why_there_is_no_list_is_told) {
    module.fetch([this](const Result<void>& done) { outcome = done ? "here" : done.error().message(); });
    server.expect("<iq type='get' id='{l}'><blocklist xmlns='urn:xmpp:blocking'/></iq>")
        .say(
            "<iq type='error' id='{l}'><error type='cancel'><service-unavailable "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_EQ(outcome, "the service is not provided");
    EXPECT_FALSE(module.loaded());
}

TEST_P(Blocking, orders_are_as_printed) {
    server.stream.ask<core::Done>(block(core::jid("romeo@montague.net")), [](const auto&) {});
    server.expect(
        "<iq type='set' id='{1}'><block xmlns='urn:xmpp:blocking'><item jid='romeo@montague.net'/></block></iq>");
    server.stream.ask<core::Done>(unblock(core::jid("romeo@montague.net")), [](const auto&) {});
    server.expect(
        "<iq type='set' id='{2}'><unblock xmlns='urn:xmpp:blocking'><item jid='romeo@montague.net'/></unblock></iq>");
    server.stream.ask<core::Done>(unblock_all(), [](const auto&) {});
    server.expect("<iq type='set' id='{3}'><unblock xmlns='urn:xmpp:blocking'/></iq>");
    const bridge::Element report = *bridge::parse_element(
        "<report xmlns='urn:xmpp:reporting:1' reason='urn:xmpp:reporting:spam'><text "
        "xml:lang='en'>No.</text></report>");
    server.stream.ask<core::Done>(block({Item{core::jid("romeo@montague.net"), {report}}}), [](const auto&) {});
    server.expect(
        "<iq type='set' id='{4}'><block xmlns='urn:xmpp:blocking'><item jid='romeo@montague.net'><report "
        "xmlns='urn:xmpp:reporting:1' reason='urn:xmpp:reporting:spam'><text "
        "xml:lang='en'>No.</text></report></item></block></iq>");
}

TEST_P(Blocking, pushes_keep_the_list_right) {
    fetched();
    push("<block xmlns='urn:xmpp:blocking'><item jid='a@b'/><item jid='romeo@montague.net'/></block>");
    accepted();
    push("<unblock xmlns='urn:xmpp:blocking'><item jid='romeo@montague.net'/></unblock>", "juliet@capulet.lit");
    accepted("juliet@capulet.lit");
    EXPECT_EQ(heard, "+all +a@b -romeo@montague.net ");
    push("<unblock xmlns='urn:xmpp:blocking'/>");
    accepted();
    EXPECT_TRUE(module.items().empty());
    EXPECT_EQ(heard, "+all +a@b -romeo@montague.net -a@b -iago@shakespeare.lit ");
}

TEST_P(Blocking, pushes_of_others_do_not_count) {
    fetched();
    for (const char* from : {"mallory@evil.lit", "capulet.lit", "juliet@capulet.lit/balcony", "montague.lit"}) {
        push("<unblock xmlns='urn:xmpp:blocking'/>", from);
        server.expect("<iq type='error' id='p' to='" + std::string(from) +
                      "'><error type='cancel' code='503'>"
                      "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }
    EXPECT_EQ(module.items().size(), 2U);
    EXPECT_EQ(heard, "+all ");
}

TEST_P(Blocking, pushes_that_make_no_sense_change_nothing) {
    fetched();
    push("<block xmlns='urn:xmpp:blocking'/>");
    server.expect(
        "<iq type='error' id='p'><error type='modify' code='400'><bad-request "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>nobody is blocked</text></error></iq>");
    push("<block xmlns='urn:xmpp:blocking'><item jid='a@b'/><item jid='@'/></block>");
    EXPECT_NE(server.stream.take_output().find("bad-request"), std::string::npos);
    EXPECT_EQ(module.items().size(), 2U);
}

TEST_P(Blocking, too_many_are_not_believed) {
    fetched();
    const auto items = [](std::size_t count, const std::string& domain) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += "<item jid='" + std::to_string(i) + domain + "'/>";
        return text;
    };
    for (const char* domain : {"@a", "@b"})
        push("<block xmlns='urn:xmpp:blocking'>" + items(4'999, domain) + "</block>");
    EXPECT_EQ(module.items().size(), Module::max_items);
    (void)server.stream.take_output();
    push("<block xmlns='urn:xmpp:blocking'><item jid='one@more'/></block>");
    server.expect(
        "<iq type='error' id='p'><error type='wait' code='500'><resource-constraint "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_FALSE(module.is_blocked(core::jid("one@more")));
}

TEST_P(Blocking, matches_as_the_server_does) {
    fetched();
    push("<block xmlns='urn:xmpp:blocking'><item jid='evil.lit'/><item jid='a@b/phone'/><item jid='c.lit/x'/></block>");
    for (const char* blocked :
         {"romeo@montague.net/orchard", "evil.lit", "x@evil.lit", "x@evil.lit/y", "evil.lit/z", "a@b/phone", "c.lit/x"})
        EXPECT_TRUE(module.is_blocked(core::jid(blocked))) << blocked;
    for (const char* free :
         {"montague.net", "juliet@montague.net", "sub.evil.lit", "a@b", "a@b/desk", "c.lit", "d@c.lit"})
        EXPECT_FALSE(module.is_blocked(core::jid(free))) << free;
}

TEST_P(Blocking, what_came_back_without_a_word_is_known_by_whom_it_went_to) {
    fetched();
    std::string told;
    auto reading = server.stream.router().on_message(
        [&](const core::Message& m) { told += module.has_refused(m) ? "blocked " : "other "; });
    const auto error = [this](const std::string& from, const std::string& condition) {
        server.say("<message type='error' from='" + from + "'><error type='modify'><" + condition +
                   " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    };
    error("romeo@montague.net", "not-acceptable");
    error("friend@montague.net", "not-acceptable");
    error("romeo@montague.net", "service-unavailable");
    EXPECT_EQ(told, "blocked other other ");
}

TEST_P(Blocking, what_came_back_says_so) {
    int told = 0;
    auto hearing_messages =
        server.stream.router().on_message([&](const core::Message& m) { told += refused(m) ? 1 : 0; });
    const std::string begin =
        "<message type='error' from='romeo@montague.net'><body>Can you hear me now?</body><error "
        "type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>";
    server.say(begin + "<blocked xmlns='urn:xmpp:blocking:errors'/></error></message>");
    EXPECT_EQ(told, 1);
    server.say(begin + "</error></message>");
    server.say("<message from='romeo@montague.net'><blocked xmlns='urn:xmpp:blocking:errors'/></message>");
    EXPECT_EQ(told, 1);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Blocking, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::blocking
