// SPDX-License-Identifier: MIT
#include "headstock/api/contacts.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"

namespace headstock::api {
namespace {

class ContactList : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override {
        server.log_in();
        roster.fetch();
        server.expect("<iq type='get' id='{r}'><query xmlns='jabber:iq:roster'/></iq>");
        server.say(
            "<iq type='result' id='{r}'><query xmlns='jabber:iq:roster'><item jid='romeo@montague.lit' name='Romeo' "
            "subscription='both'>"
            "<group>Friends</group></item><item jid='nurse@capulet.lit' subscription='both'/></query></iq>");
    }
    void push(const std::string& item) {
        server.say("<iq type='set' id='p'><query xmlns='jabber:iq:roster'>" + item + "</query></iq>");
        server.expect("<iq type='result' id='p'/>");
    }
    testing::Conversation server{GetParam()};
    core::Roster roster{server.stream};
    core::Presences presences{server.stream};
    Contacts contacts{server.stream, roster, presences};
    const core::Jid romeo = core::jid("romeo@montague.lit");
};

TEST_P(ContactList, holds_the_roster_with_names_and_groups) {
    EXPECT_EQ(contacts.size(), 2U);
    EXPECT_EQ(contacts.find(romeo)->name(), "Romeo");
    EXPECT_EQ(contacts.find(romeo)->groups(), std::vector<std::string>{"Friends"});
    EXPECT_EQ(contacts.find(core::jid("nurse@capulet.lit/x"))->name(), "nurse@capulet.lit");
    EXPECT_EQ(contacts.find(core::jid("tybalt@capulet.lit")), nullptr);
}

TEST_P(ContactList, a_chat_goes_to_the_bare_address_in_its_language) {
    EXPECT_TRUE(contacts.find(romeo)->chat("a < b & c \xF0\x9F\x98\x80", "en-GB"));
    server.expect(
        "<message type='chat' to='romeo@montague.lit'><body xml:lang='en-GB'>a &lt; b &amp; c "
        "\xF0\x9F\x98\x80</body></message>");
}

TEST_P(ContactList, the_seeds_loop_greets_who_is_there) {
    auto seen = contacts.on_update([this] {
        for (Contact& contact : contacts)
            if (contact.available()) (void)contact.chat("hello", "en-GB");
    });
    server.say("<presence from='romeo@montague.lit/orchard'/>");
    server.expect("<message type='chat' to='romeo@montague.lit'><body xml:lang='en-GB'>hello</body></message>")
        .expect_nothing();
}

TEST_P(ContactList, tells_who_came_and_went) {
    std::string told;
    auto seen = contacts.on_presence([&](Contact& contact) {
        told += std::string(contact.name()) +
                (contact.available() ? " is " + std::string(word(contact.show())) : " is gone") + ";";
    });
    server.say(
        "<presence from='romeo@montague.lit/a'><show>dnd</show></presence><presence from='stranger@x.lit/a'/>"
        "<presence type='unavailable' from='romeo@montague.lit/a'/>");
    EXPECT_EQ(told, "Romeo is dnd;Romeo is gone;");
}

TEST_P(ContactList, messages_reach_their_contact_from_every_resource) {
    std::string heard;
    auto hearing = contacts.find(romeo)->on_message([&](const core::Message& message) { heard += message.body(); });
    server.say(
        "<message from='romeo@montague.lit/a'><body>1</body></message><message from='romeo@montague.lit' "
        "type='headline'><body>2</body></message>"
        "<message from='nurse@capulet.lit/a'><body>3</body></message><message><body>4</body></message>");
    EXPECT_EQ(heard, "12");
}

TEST_P(ContactList, follows_pushes_and_keeps_who_listens) {
    int heard = 0;
    int updates = 0;
    auto hearing = contacts.find(romeo)->on_message([&](const core::Message&) { ++heard; });
    auto updating = contacts.on_update([&] { ++updates; });
    push("<item jid='romeo@montague.lit' name='R.' subscription='both'/>");
    server.say("<message from='romeo@montague.lit/a'/>");
    EXPECT_EQ(heard, 1);
    EXPECT_EQ(contacts.find(romeo)->name(), "R.");
    push("<item jid='romeo@montague.lit' subscription='remove'/>");
    EXPECT_EQ(contacts.find(romeo), nullptr);
    EXPECT_EQ(updates, 2);
}

TEST_P(ContactList, a_loop_stays_good_when_its_contact_goes) {
    Contact* kept = nullptr;
    std::string seen;
    auto updating = contacts.on_update([&] {
        for (Contact& contact : contacts) seen += std::string(contact.name()) + " ";
        if (kept) seen += "kept " + std::string(kept->name());
    });
    kept = contacts.find(romeo);
    push("<item jid='romeo@montague.lit' subscription='remove'/>");
    EXPECT_EQ(seen, "nurse@capulet.lit kept Romeo");
}

TEST_P(ContactList, names_and_groups_are_changed_by_the_server) {
    server.stream.ask<core::Done>(contacts.find(romeo)->rename("R. <3"), [](const Result<core::Done>&) {});
    server.expect(
        "<iq type='set' id='{1}'><query xmlns='jabber:iq:roster'><item jid='romeo@montague.lit' name='R. &lt;3'>"
        "<group>Friends</group></item></query></iq>");
    EXPECT_EQ(contacts.find(romeo)->name(), "Romeo");  // until it is pushed
    server.stream.ask<core::Done>(contacts.find(romeo)->regroup({"Foes", "Montagues"}),
                                  [](const Result<core::Done>&) {});
    server.expect(
        "<iq type='set' id='{2}'><query xmlns='jabber:iq:roster'><item jid='romeo@montague.lit' name='Romeo'>"
        "<group>Foes</group><group>Montagues</group></item></query></iq>");
    server.stream.ask<core::Done>(contacts.find(romeo)->rename(""), [](const Result<core::Done>&) {});
    server.expect(
        "<iq type='set' id='{3}'><query xmlns='jabber:iq:roster'><item jid='romeo@montague.lit'>"
        "<group>Friends</group></item></query></iq>");
    server.stream.ask<core::Done>(contacts.find(romeo)->remove(), [](const Result<core::Done>&) {});
    server.expect(
        "<iq type='set' id='{4}'><query xmlns='jabber:iq:roster'><item jid='romeo@montague.lit' "
        "subscription='remove'/></query></iq>");
}

TEST_P(ContactList, somebody_new_is_added_by_the_server) {
    server.stream.ask<core::Done>(Contacts::add(core::jid("tybalt@capulet.lit/x"), "Tybalt", {"Cats"}),
                                  [](const Result<core::Done>&) {});
    server.expect(
        "<iq type='set' id='{1}'><query xmlns='jabber:iq:roster'><item jid='tybalt@capulet.lit' name='Tybalt'>"
        "<group>Cats</group></item></query></iq>");
    push("<item jid='tybalt@capulet.lit' name='Tybalt'><group>Cats</group></item>");
    EXPECT_EQ(contacts.find(core::jid("tybalt@capulet.lit"))->groups(), std::vector<std::string>{"Cats"});
}

TEST_P(ContactList, who_asks_to_hear_of_us_is_answered_only_by_the_program) {
    std::string asked;
    auto asking = contacts.on_subscription_request(
        [&](const core::Presence& request) { asked += request.from().text() + ": " + request.status() + ";"; });
    server.say(
        "<presence type='subscribe' from='tybalt@capulet.lit'><status>a word?</status></presence>"
        "<presence type='subscribe' from='nurse@capulet.lit'/>");
    server.expect_nothing();
    EXPECT_EQ(asked, "tybalt@capulet.lit: a word?;nurse@capulet.lit: ;");
    EXPECT_TRUE(contacts.reject(core::jid("tybalt@capulet.lit")));
    server.expect("<presence type='unsubscribed' to='tybalt@capulet.lit' id='{1}'/>");
    EXPECT_TRUE(contacts.accept(core::jid("nurse@capulet.lit")));
    server.expect("<presence type='subscribed' to='nurse@capulet.lit' id='{2}'/>");
}

TEST_P(ContactList, subscriptions_are_asked_for_and_given_up) {
    Contact& contact = *contacts.find(romeo);
    EXPECT_TRUE(contact.subscribe() && contact.unsubscribe() && contact.accept() && contact.reject());
    server.expect("<presence type='subscribe' to='romeo@montague.lit' id='{1}'/>")
        .expect("<presence type='unsubscribe' to='romeo@montague.lit' id='{2}'/>")
        .expect("<presence type='subscribed' to='romeo@montague.lit' id='{3}'/>")
        .expect("<presence type='unsubscribed' to='romeo@montague.lit' id='{4}'/>");
}

TEST_P(ContactList, remembers_when_somebody_went) {
    const Contact& contact = *contacts.find(romeo);
    EXPECT_FALSE(contact.last_seen());
    server.say("<presence from='romeo@montague.lit/a'/><presence from='romeo@montague.lit/b'/>");
    server.say("<presence type='unavailable' from='romeo@montague.lit/a'/>");
    EXPECT_FALSE(contact.last_seen());  // is still there
    server.say("<presence type='unavailable' from='romeo@montague.lit/b'/>");
    EXPECT_EQ(contact.last_seen(), server.clock.wall());
    server.stream.ask<last_activity::Activity>(contact.ask_last_seen(), [](const auto&) {});
    server.expect("<iq type='get' id='{1}' to='romeo@montague.lit'><query xmlns='jabber:iq:last'/></iq>");
}

INSTANTIATE_TEST_SUITE_P(Chunks, ContactList, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::api
