// SPDX-License-Identifier: MIT
#include "headstock/extensions/bytestreams.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::bytestreams {
namespace {

HEADSTOCK_PAYLOAD_TEST(Host);
HEADSTOCK_PAYLOAD_TEST(Query);

const std::string direct = "<streamhost jid='requester@example.com/foo' host='192.168.4.1' port='5086'/>";
const std::string proxied = "<streamhost jid='streamer.example.com' host='24.24.24.1' port='7625'/>";

std::string query(const std::string& content, const std::string& attributes = " sid='vxf9n471bn46'") {
    return "<query xmlns='http://jabber.org/protocol/bytestreams'" + attributes + ">" + content + "</query>";
}

class Bytestreams : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation& ask(const std::string& payload) {
        return server.say("<iq type='set' id='hu3vax16' from='requester@example.com/foo'>" + payload + "</iq>");
    }
    void expect_error(const std::string& type, const std::string& code, const std::string& condition,
                      const std::string& text = {}) {
        const std::string words =
            text.empty() ? "" : "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" + text + "</text>";
        server.expect("<iq type='error' id='hu3vax16' to='requester@example.com/foo'><error type='" + type +
                      "' code='" + code + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" + words +
                      "</error></iq>");
    }
    testing::Conversation server{GetParam(), "target@example.org/bar"};
    core::Stream& stream = server.stream;
    Module module{stream};
    const core::Jid requester = core::jid("requester@example.com/foo");
    const core::Jid proxy = core::jid("streamer.example.com");
    const std::vector<Host> hosts{{requester, "192.168.4.1", 5086}, {proxy, "24.24.24.1", 7625}};
};
INSTANTIATE_TEST_SUITE_P(Chunks, Bytestreams, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

TEST(BytestreamAddress, is_what_both_sides_compute) {
    EXPECT_EQ(address("vxf9n471bn46", core::jid("requester@example.com/foo"), core::jid("target@example.org/bar")),
              "98b8d688d0f5d895fd41c5e7309a2e9e33ba32ff");
}

TEST_P(Bytestreams, an_offer_tells_which_host_was_chosen) {
    std::optional<Result<Query>> answer;
    stream.ask<Query>(offer(requester, "vxf9n471bn46", hosts, stream.address()),
                      [&](Result<Query> heard) { answer = std::move(heard); });
    const std::string address_of = address("vxf9n471bn46", stream.address(), requester);
    server
        .expect("<iq type='set' id='{1}' to='requester@example.com/foo'>" +
                query(direct + proxied, " sid='vxf9n471bn46' dstaddr='" + address_of + "'") + "</iq>")
        .say("<iq type='result' id='{1}' from='requester@example.com/foo'>" +
             query("<streamhost-used jid='streamer.example.com'/>") + "</iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ(used_host(**answer, hosts).value(), hosts[1]);
}

TEST_P(Bytestreams, a_host_that_was_not_offered_does_not_count) {
    EXPECT_FALSE(used_host({}, hosts));
    Query answer;
    answer.used = core::jid("evil.example.com");
    EXPECT_EQ(used_host(answer, hosts).error().text, "a host was chosen that was not offered: evil.example.com");
}

TEST_P(Bytestreams, an_offer_may_be_refused) {
    const std::string address_of = address("s", stream.address(), requester);
    for (const std::string condition : {"not-acceptable", "item-not-found"}) {
        std::optional<Result<Query>> answer;
        stream.ask<Query>(offer(requester, "s", hosts, stream.address()), [&](Result<Query> heard) { answer = heard; });
        server
            .expect("<iq type='set' id='{" + condition + "}' to='requester@example.com/foo'>" +
                    query(direct + proxied, " sid='s' dstaddr='" + address_of + "'") + "</iq>")
            .say("<iq type='error' id='{" + condition + "}' from='requester@example.com/foo'><error type='cancel'><" +
                 condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        ASSERT_TRUE(answer && !*answer);
        EXPECT_EQ(answer->error().code, *core::stanza_condition(condition));
    }
}

TEST_P(Bytestreams, a_proxy_says_where_it_is_and_begins_when_told) {
    std::optional<Result<Query>> answer;
    stream.ask<Query>(find(proxy), [&](Result<Query> heard) { answer = std::move(heard); });
    server.expect("<iq type='get' id='{1}' to='streamer.example.com'>" + query("", "") + "</iq>")
        .say("<iq type='result' id='{1}' from='streamer.example.com'>" + query(proxied, "") + "</iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ(named_host(**answer, proxy).value(), hosts[1]);
    bool begun = false;
    stream.ask<core::Done>(activate(proxy, "vxf9n471bn46", requester),
                           [&](const Result<core::Done>& done) { begun = done.has_value(); });
    server
        .expect("<iq type='set' id='{2}' to='streamer.example.com'>" +
                query("<activate>requester@example.com/foo</activate>") + "</iq>")
        .say("<iq type='result' id='{2}' from='streamer.example.com'/>");
    EXPECT_TRUE(begun);
}

TEST_P(Bytestreams, a_proxy_that_names_another_or_no_place_is_none) {
    Query answer;
    EXPECT_FALSE(named_host(answer, proxy));
    answer.hosts = {{requester, "192.168.4.1", 5086}, {proxy, "", 7625}};
    EXPECT_FALSE(named_host(answer, proxy));
    answer.hosts = {{proxy, "24.24.24.1", 0}};
    EXPECT_FALSE(named_host(answer, proxy));
    answer.hosts = {{core::jid("streamer.example.com/node1"), "24.24.24.1", 7625}};
    EXPECT_EQ(named_host(answer, proxy).value(), answer.hosts[0]);
}

TEST_P(Bytestreams, nothing_is_accepted_unless_the_program_says_so) {
    EXPECT_EQ(stream.announced(), std::vector<std::string>{"http://jabber.org/protocol/bytestreams"});
    ask(query(direct));
    expect_error("modify", "406", "not-acceptable");
    const auto expecting = module.expect(requester, "other", [](const Offer&) { FAIL(); });
    const auto of_another = module.expect(proxy, "vxf9n471bn46", [](const Offer&) { FAIL(); });
    ask(query(direct));
    expect_error("modify", "406", "not-acceptable");
}

TEST_P(Bytestreams, an_expected_offer_is_answered_when_we_are_connected) {
    std::vector<Offer> offers;
    const auto expecting =
        module.expect(requester, "vxf9n471bn46", [&](Offer offer) { offers.push_back(std::move(offer)); });
    ask(query(direct + proxied)).expect_nothing();
    ASSERT_EQ(offers.size(), 1U);
    EXPECT_EQ(offers[0].from, requester);
    EXPECT_EQ(offers[0].hosts, hosts);
    EXPECT_EQ(offers[0].address, address("vxf9n471bn46", requester, stream.address()));
    offers[0].connected(hosts[0]);
    server.expect("<iq type='result' id='hu3vax16' to='requester@example.com/foo'>" +
                  query("<streamhost-used jid='requester@example.com/foo'/>") + "</iq>");
    offers.clear();
    server.expect_nothing();
}

TEST_P(Bytestreams, an_offer_whose_hosts_cannot_be_reached_says_so) {
    module.answer_with([](Offer offer) { offer.not_reached(); });
    ask(query(direct));
    expect_error("cancel", "404", "item-not-found");
}

TEST_P(Bytestreams, in_a_room_the_requester_says_the_address) {
    std::string said;
    module.answer_with([&](const Offer& offer) { said = offer.address; });
    ask(query(proxied, " sid='yia72g3v49j7' dstaddr='416781EDf1ae50bad01cb8509ba35b43952bc345'"));
    EXPECT_EQ(said, "416781edf1ae50bad01cb8509ba35b43952bc345");
}

TEST_P(Bytestreams, offers_that_make_no_sense_are_refused) {
    module.answer_with([](const Offer&) { FAIL(); });
    ask(query(direct, ""));
    expect_error("modify", "400", "bad-request", "missing: query@sid");
    ask(query(""));
    expect_error("modify", "400", "bad-request", "no host that could be tried");
    ask(query("<streamhost jid='a' host='' port='1'/><streamhost jid='a' host='b' port='0'/>"));
    expect_error("modify", "400", "bad-request", "no host that could be tried");
    ask(query(direct, " sid='s' dstaddr='abcd'"));
    expect_error("modify", "400", "bad-request", "query@dstaddr: not a SHA-1");
    ask(query(direct, " sid='s' mode='udp'"));
    expect_error("modify", "406", "not-acceptable", "TCP only");
    ask(query("<streamhost host='b'/>"));
    expect_error("modify", "400", "bad-request", "missing: query/streamhost[1]@jid");
}

TEST_P(Bytestreams, hosts_are_only_so_many) {
    std::size_t count = 0;
    module.answer_with([&](const Offer& offer) { count = offer.hosts.size(); });
    std::string many;
    for (int i = 0; i < 40; ++i) many += proxied;
    ask(query(many));
    EXPECT_EQ(count, max_hosts);
}

}  // namespace
}  // namespace headstock::bytestreams
