// SPDX-License-Identifier: MIT
#include "tests/payloads/account.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(PrivateStorage);
HEADSTOCK_PAYLOAD_TEST(AbuseReport);
HEADSTOCK_PAYLOAD_TEST(EnablePush);
HEADSTOCK_PAYLOAD_TEST(RosterExchange);

TEST(AccountPayloads, what_is_stored_is_anybodys) {
    const auto stored = as_printed<PrivateStorage>(
        "<query xmlns='jabber:iq:private'><exodus "
        "xmlns='exodus:prefs'><defaultnick>Hamlet</defaultnick></exodus></query>");
    EXPECT_EQ(stored.content.tag(), "exodus");
    EXPECT_EQ(wrong<PrivateStorage>("<query xmlns='jabber:iq:private'/>"), "query/*");
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

}  // namespace
}  // namespace headstock::samples
