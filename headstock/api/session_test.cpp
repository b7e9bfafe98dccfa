// SPDX-License-Identifier: MIT
#include "headstock/api/session.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"

namespace headstock::api {
namespace {

class Sessions : public ::testing::TestWithParam<std::size_t> {
protected:
    testing::Conversation server{GetParam()};
};

TEST_P(Sessions, the_roster_is_fetched_before_presence_is_announced) {
    const Session session(server.stream);
    server.log_in();
    server.expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>").expect_nothing();
    EXPECT_FALSE(session.ready());
    server.say("<iq type='result' id='{r}'><query xmlns='jabber:iq:roster'><item jid='a@b'/></query></iq>");
    server.expect("<presence/>").expect_nothing();
    EXPECT_TRUE(session.ready());
    EXPECT_EQ(session.contacts.size(), 1U);
    EXPECT_EQ(server.stream.status(), core::Status::available);
}

TEST_P(Sessions, both_may_be_left_out) {
    SessionOptions options;
    options.roster = false;
    options.presence = false;
    const Session session(server.stream, options);
    server.log_in().expect_nothing();
    EXPECT_TRUE(session.ready());
    EXPECT_EQ(server.stream.status(), core::Status::bound);
}

TEST_P(Sessions, a_server_without_rosters_is_no_hindrance) {
    const Session session(server.stream);
    server.log_in().expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>");
    server.say(
        "<iq type='error' id='{r}'><error type='cancel'><service-unavailable "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    server.expect("<presence/>");
    EXPECT_TRUE(session.ready());
}

TEST_P(Sessions, no_handler_is_mandatory_and_the_common_questions_are_answered) {
    Session session(server.stream);
    session.version.answer_with({"headstock", "0.1", std::nullopt});
    server.log_in()
        .expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>")
        .say("<iq type='result' id='{r}'/>");
    server.expect("<presence/>");
    server.say("<iq type='get' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>")
        .expect("<iq type='result' id='1' to='a@b/c'/>");
    server.say("<iq type='get' id='2' from='a@b/c'><query xmlns='jabber:iq:version'/></iq>")
        .expect(
            "<iq type='result' id='2' to='a@b/c'><query "
            "xmlns='jabber:iq:version'><name>headstock</name><version>0.1</version></query></iq>");
    EXPECT_TRUE(session.disco.info().has("urn:xmpp:time"));
    EXPECT_FALSE(session.disco.info().has("jabber:iq:last"));
}

TEST_P(Sessions, a_new_login_makes_it_ready_anew) {
    const Session session(server.stream);
    for (int i = 0; i < 2; ++i) {
        server.log_in()
            .expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>")
            .say("<iq type='result' id='{r}'/>");
        EXPECT_TRUE(session.ready());
        server.stream.connection_lost();
        EXPECT_FALSE(session.ready());
        (void)server.stream.take_output();
        server.forget();
    }
}

TEST_P(Sessions, what_is_left_out_is_neither_answered_nor_announced) {
    SessionOptions options;
    options.apart_from = {Common::ping, Common::time};
    const Session session(server.stream, options);
    server.log_in()
        .expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>")
        .say("<iq type='result' id='{r}'/>");
    server.expect("<presence/>");
    EXPECT_FALSE(session.disco.info().has("urn:xmpp:ping"));
    EXPECT_TRUE(session.disco.info().has("http://jabber.org/protocol/disco#info"));
    server.say("<iq type='get' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>")
        .expect(
            "<iq type='error' id='1' to='a@b/c'><error type='cancel' code='503'><service-unavailable "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

TEST_P(Sessions, a_common_answer_can_be_replaced) {
    Session session(server.stream);
    session.ping.withdraw();
    int asked = 0;
    const auto own = server.stream.router().respond<ping::Ping>(core::IqType::get, [&](const auto&) {
        ++asked;
        return core::Done();
    });
    server.log_in().expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>");
    server.say("<iq type='get' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>")
        .expect("<iq type='result' id='1' to='a@b/c'/>");
    EXPECT_EQ(asked, 1);
    EXPECT_FALSE(session.disco.info().has("urn:xmpp:ping"));
    session.disco.withdraw();
    server.say("<iq type='get' id='2' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
        .expect(
            "<iq type='error' id='2' to='a@b/c'><error type='cancel' code='503'><service-unavailable "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

TEST_P(Sessions, pictures_of_contacts_are_fetched_where_that_is_wanted) {
    SessionOptions options;
    options.avatars = true;
    const Session session(server.stream, options);
    server.log_in()
        .expect("<iq type='get' id='{own}'><vCard xmlns='vcard-temp'/></iq>")
        .expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>");
    server.say(
        "<iq type='result' id='{own}'><vCard xmlns='vcard-temp'/></iq><iq type='result' id='{r}'><query "
        "xmlns='jabber:iq:roster'><item jid='romeo@montague.lit'/></query></iq>");
    server.expect("<presence><x xmlns='vcard-temp:x:update'><photo/></x></presence>");
    const std::string hash(40, 'a');
    const std::string told = "<x xmlns='vcard-temp:x:update'><photo>" + hash + "</photo></x></presence>";
    server.say("<presence from='stranger@montague.lit/a'>" + told).expect_nothing();
    server.say("<presence from='romeo@montague.lit/a'>" + told)
        .expect("<iq type='get' id='{1}' to='romeo@montague.lit'><vCard xmlns='vcard-temp'/></iq>");
    const Contact& romeo = *session.contacts.find(core::jid("romeo@montague.lit"));
    EXPECT_FALSE(romeo.avatar_hash());  // another hash than that of what came would not count
    server.say("<iq type='error' id='{1}' from='romeo@montague.lit'/>");
    server.say("<presence from='romeo@montague.lit/a'><x xmlns='vcard-temp:x:update'><photo/></x></presence>");
    EXPECT_EQ(romeo.avatar_hash(), "");
}

TEST_P(Sessions, each_status_is_announced_once) {
    const Session session(server.stream);
    std::string told;
    auto hearing = server.stream.on_status([&](core::Status status) { told += std::string(word(status)) + " "; });
    server.log_in()
        .expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>")
        .say("<iq type='result' id='{r}'/>");
    server.stream.connection_lost();
    EXPECT_EQ(told, "connecting connected authenticated bound available disconnected ");
}

class LostSessions : public Sessions {
protected:
    static constexpr std::string_view roster = "<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>";

    /// Logs in until the roster was asked for.
    void log_in() {
        server.log_in("<sm xmlns='urn:xmpp:sm:3'/>").expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        server.expect(roster).say("<enabled xmlns='urn:xmpp:sm:3' id='i' resume='true'/>");
    }
    /// Loses the connection, and goes on with the next; the server has received so many stanzas.
    void come_back(int h) {
        server.stream.connection_lost();
        (void)server.stream.take_output();
        server.stream.start({.encrypted = true, .bindings = {}});
        server.expect_header("capulet.lit");
        server.say_header(
            "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>");
        (void)server.stream.take_output();
        server.say("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>").expect_header("capulet.lit");
        server.say_header("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>");
        server.expect("<resume xmlns='urn:xmpp:sm:3' previd='i' h='{h}'/>");
        server.say("<resumed xmlns='urn:xmpp:sm:3' previd='i' h='" + std::to_string(h) + "'/>");
    }
};

TEST_P(LostSessions, one_that_goes_on_asks_for_no_roster_and_says_no_presence_again) {
    const Session session(server.stream);
    int ready = 0;
    auto hearing = session.stream.on_resumed([&] { ready += session.ready() ? 1 : 0; });
    log_in();
    server.say("<iq type='result' id='{r}'/>").expect("<presence/>");
    come_back(2);
    server.expect_nothing();
    EXPECT_EQ(ready, 1);
    EXPECT_EQ(server.stream.status(), core::Status::available);
}

TEST_P(LostSessions, one_that_was_lost_before_the_roster_came_goes_on_where_it_was) {
    const Session session(server.stream);
    log_in();
    come_back(1);
    EXPECT_FALSE(session.ready());
    server.say("<iq type='result' id='{r}'/>").expect("<presence/>").expect_nothing();
    EXPECT_TRUE(session.ready());
}

TEST_P(LostSessions, one_whose_roster_was_given_up_on_in_the_gap_asks_again) {
    const Session session(server.stream);
    log_in();
    server.stream.connection_lost();
    server.wait(std::chrono::seconds(30));
    server.forget();
    come_back(1);
    server.expect(roster).say("<iq type='result' id='{r}'/>").expect("<presence/>");
    EXPECT_TRUE(session.ready());
}

INSTANTIATE_TEST_SUITE_P(Chunks, LostSessions, ::testing::Values(0, 1, 7));
INSTANTIATE_TEST_SUITE_P(Chunks, Sessions, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::api
