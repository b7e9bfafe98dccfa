// SPDX-License-Identifier: MIT
#include "tests/payloads/account.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(Capabilities);
HEADSTOCK_PAYLOAD_TEST(PrivateStorage);
HEADSTOCK_PAYLOAD_TEST(Registration);
HEADSTOCK_PAYLOAD_TEST(AbuseReport);
HEADSTOCK_PAYLOAD_TEST(EnablePush);
HEADSTOCK_PAYLOAD_TEST(RosterExchange);
HEADSTOCK_PAYLOAD_TEST(Command);

TEST(AccountPayloads, what_is_stored_is_anybodys) {
    const auto stored = as_printed<PrivateStorage>(
        "<query xmlns='jabber:iq:private'><exodus "
        "xmlns='exodus:prefs'><defaultnick>Hamlet</defaultnick></exodus></query>");
    EXPECT_EQ(stored.content.tag(), "exodus");
    EXPECT_EQ(wrong<PrivateStorage>("<query xmlns='jabber:iq:private'/>"), "query/*");
    as_printed<Capabilities>(
        "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' "
        "node='http://code.google.com/p/exodus' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>");
}

TEST(AccountPayloads, registration_has_fields_flags_and_more) {
    const auto form = as_printed<Registration>(
        "<query xmlns='jabber:iq:register'><registered/><username>juliet</username><password>R0m30</password>"
        "<email>juliet@capulet.com</email><x xmlns='jabber:x:oob'><url>http://a.example/</url></x></query>");
    EXPECT_TRUE(form.registered && !form.removes);
    EXPECT_TRUE(as_printed<Registration>("<query xmlns='jabber:iq:register'><remove/></query>").removes);
}

TEST(AccountPayloads, blocking_may_say_why) {
    EXPECT_TRUE(
        as_printed<AbuseReport>("<report xmlns='urn:xmpp:reporting:1' reason='urn:xmpp:reporting:spam'><stanza-id "
                                "xmlns='urn:xmpp:sid:0' by='romeo@example.net' id='28482-98726-73623'/><text "
                                "xml:lang='en'>Never came trouble</text><report-origin/><third-party/></report>")
            .is_for_others);
}

TEST(AccountPayloads, push_and_roster_exchange) {
    as_printed<EnablePush>(
        "<enable xmlns='urn:xmpp:push:0' jid='push-5.client.example' node='yxs32uqsflafdk3iuqo'>"
        "<x xmlns='jabber:x:data' type='submit'/></enable>");
    const auto exchange = as_printed<RosterExchange>(
        "<x xmlns='http://jabber.org/protocol/rosterx'><item jid='rosencrantz@denmark.lit' name='Rosencrantz'>"
        "<group>Visitors</group></item><item action='delete' jid='guildenstern@denmark.lit'/></x>");
    EXPECT_EQ(exchange.items.at(0).action, Exchange::add);
    EXPECT_EQ(exchange.items.at(1).action, Exchange::remove);
}

TEST(AccountPayloads, a_command_says_what_may_be_done_next) {
    const auto command = as_printed<Command>(
        "<command xmlns='http://jabber.org/protocol/commands' node='config' sessionid='config:20020923T213616Z-700' "
        "status='executing'><actions execute='next'><prev/><next/></actions><note type='warn'>Slow</note>"
        "<x xmlns='jabber:x:data' type='form'/></command>");
    EXPECT_EQ(command.actions.value().allowed, (std::vector{CommandAction::prev, CommandAction::next}));
    EXPECT_EQ(command.notes.at(0).type, "warn");
}

}  // namespace
}  // namespace headstock::samples
