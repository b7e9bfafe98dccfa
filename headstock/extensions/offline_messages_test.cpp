// SPDX-License-Identifier: MIT
#include "headstock/extensions/offline_messages.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::offline_messages {
namespace {

HEADSTOCK_PAYLOAD_TEST(Item);
HEADSTOCK_PAYLOAD_TEST(Offline);

const std::string node1 = "2003-02-27T22:49:17.008Z";
const std::string node2 = "2003-02-27T22:52:37.225Z";

class OfflineMessages : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    template <class T>
    std::optional<Result<T>> ask(core::Request<T> request, const std::string& query, const std::string& answer) {
        std::optional<Result<T>> answered;
        server.forget();
        server.stream.ask<T>(std::move(request), [&](Result<T> result) { answered = std::move(result); });
        server.expect("<iq type='get' id='{1}'><query xmlns='http://jabber.org/protocol/disco#" + query +
                      "' node='http://jabber.org/protocol/offline'/></iq>");
        server.say(
            "<iq type='result' id='{1}' to='juliet@capulet.lit/balcony'><query "
            "xmlns='http://jabber.org/protocol/disco#" +
            query + "' node='http://jabber.org/protocol/offline'>" + answer + "</query></iq>");
        return answered;
    }
    void kept(const std::string& node, const std::string& from = "romeo@montague.net/orchard") {
        server.say("<message from='" + from +
                   "'><body>O</body><offline xmlns='http://jabber.org/protocol/offline'><item "
                   "node='" +
                   node + "'/></offline></message>");
    }
    Module::Handler hearing() {
        return
            [this](const std::string& node, const core::Message& m) { heard += node + " " + m.from().text() + "\n"; };
    }
    std::function<void(Result<void>)> ending() {
        return [this](const Result<void>& result) { heard += result ? "done" : result.error().message(); };
    }
    testing::Conversation server{GetParam()};
    Module module{server.stream};
    std::string heard;
};

TEST_P(OfflineMessages, are_counted) {
    const auto number =
        ask(count(), "info",
            "<identity category='automation' type='message-list'/><feature "
            "var='http://jabber.org/protocol/offline'/><x xmlns='jabber:x:data' type='result'><field "
            "var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/offline</value></field><field "
            "var='number_of_messages'><value>66</value></field></x>");
    EXPECT_EQ(number.value().value(), 66U);
    EXPECT_FALSE(ask(count(), "info", "<identity category='automation' type='message-list'/>").value());
    EXPECT_FALSE(
        ask(count(), "info", "<x xmlns='jabber:x:data'><field var='number_of_messages'><value>-1</value></field></x>")
            .value());
}

TEST_P(OfflineMessages, have_headers) {
    const auto list = ask(headers(), "items",
                          "<item jid='juliet@capulet.lit' node='" + node1 +
                              "' name='mercutio@shakespeare.lit/pda'/><item "
                              "jid='juliet@capulet.lit' node='" +
                              node2 + "' name='romeo@montague.net/orchard'/>");
    ASSERT_TRUE(list && *list);
    EXPECT_EQ(list->value().at(1), (Header{node2, core::jid("romeo@montague.net/orchard")}));
    EXPECT_TRUE(ask(headers(), "items", "").value().value().empty());
    EXPECT_FALSE(ask(headers(), "items", "<item jid='a@b' node='x'/>").value());
    EXPECT_FALSE(ask(headers(), "items", "<item jid='a@b' name='c@d'/>").value());
}

TEST_P(OfflineMessages, that_were_asked_for_are_told_and_only_they) {
    kept(node1);
    module.view({node1, node2}, hearing(), ending());
    server.expect(
        "<iq type='get' id='{1}'><offline xmlns='http://jabber.org/protocol/offline'><item action='view' node='" +
        node1 + "'/><item action='view' node='" + node2 + "'/></offline></iq>");
    kept(node1);
    kept(node1);
    kept("another", "mallory@evil.lit/x");
    server.say("<iq type='result' id='{1}'/>");
    kept(node2, "mercutio@shakespeare.lit/pda");  // some servers answer first
    kept(node2);
    EXPECT_EQ(heard, node1 + " romeo@montague.net/orchard\ndone" + node2 + " mercutio@shakespeare.lit/pda\n");
}

TEST_P(OfflineMessages, that_come_long_after_the_answer_are_not_told) {
    module.view({node1}, hearing(), ending());
    server.expect(
        "<iq type='get' id='{1}'><offline xmlns='http://jabber.org/protocol/offline'><item action='view' node='" +
        node1 + "'/></offline></iq>");
    server.say("<iq type='result' id='{1}'/>");
    server.wait(Module::grace);
    kept(node1);
    EXPECT_EQ(heard, "done");
}

TEST_P(OfflineMessages, are_all_fetched) {
    module.fetch(hearing(), ending());
    server.expect(
        "<iq type='get' id='{1}'><offline xmlns='http://jabber.org/protocol/offline'><fetch/></offline></iq>");
    kept("any");
    server.say(
        "<message from='a@b'><body>not kept</body></message><message from='a@b'><offline "
        "xmlns='http://jabber.org/protocol/offline'/></message>");
    server.say(
        "<iq type='error' id='{1}'><error type='cancel'><item-not-found "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_EQ(heard, "any romeo@montague.net/orchard\nno such address or item");
}

TEST_P(OfflineMessages, are_told_to_nobody_who_is_gone) {
    {
        Module other(server.stream);
        other.fetch(hearing(), ending());
    }
    server.expect(
        "<iq type='get' id='{1}'><offline xmlns='http://jabber.org/protocol/offline'><fetch/></offline></iq>");
    kept("any");
    server.say("<iq type='result' id='{1}'/>");
    EXPECT_EQ(heard, "");
}

TEST_P(OfflineMessages, are_removed) {
    server.stream.ask<core::Done>(remove({node1, node2}), [](const auto&) {});
    server.expect(
        "<iq type='set' id='{1}'><offline xmlns='http://jabber.org/protocol/offline'><item action='remove' node='" +
        node1 + "'/><item action='remove' node='" + node2 + "'/></offline></iq>");
    server.stream.ask<core::Done>(purge(), [](const auto&) {});
    server.expect(
        "<iq type='set' id='{2}'><offline xmlns='http://jabber.org/protocol/offline'><purge/></offline></iq>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, OfflineMessages, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::offline_messages
