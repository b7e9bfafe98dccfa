// SPDX-License-Identifier: MIT
#include "tests/payloads/archive.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(Forwarded);
HEADSTOCK_PAYLOAD_TEST(Carbon);
HEADSTOCK_PAYLOAD_TEST(ArchiveQuery);
HEADSTOCK_PAYLOAD_TEST(ArchiveResult);
HEADSTOCK_PAYLOAD_TEST(ArchiveEnd);
HEADSTOCK_PAYLOAD_TEST(ArchiveMetadata);
HEADSTOCK_PAYLOAD_TEST(ArchivePreferences);

TEST(ArchivePayloads, results_hold_what_was_archived_as_it_was) {
    const auto result = as_printed<ArchiveResult>(
        "<result xmlns='urn:xmpp:mam:2' queryid='f27' id='28482-98726-73623'><forwarded xmlns='urn:xmpp:forward:0'>"
        "<delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25Z'/><message xmlns='jabber:client' "
        "from='witch@shakespeare.lit' to='macbeth@shakespeare.lit'><body>Hail to thee</body></message></forwarded>"
        "</result>");
    EXPECT_EQ(result.forwarded.stanza.value().child({"body", "jabber:client"}).value().text(), "Hail to thee");
    EXPECT_EQ(wrong<ArchiveResult>("<result xmlns='urn:xmpp:mam:2' id='1'><forwarded xmlns='urn:xmpp:forward:0'>"
                                   "<delay xmlns='urn:xmpp:delay' stamp='2010-07-10'/></forwarded></result>"),
              "result/forwarded/delay@stamp: not a time: \"2010-07-10\"");
}

TEST(ArchivePayloads, pages_have_bounds) {
    const auto end = as_printed<ArchiveEnd>(
        "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>"
        "<first index='0'>23452-4534-1</first><last>390-2342-22</last><count>16</count></set></fin>");
    EXPECT_EQ(end.page.first.value().index, 0U);
    const auto last =
        as_printed<result_set::Page>("<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><before/></set>");
    EXPECT_EQ(last.before, "");
    EXPECT_EQ(last.after, std::nullopt);
    as_printed<ArchiveQuery>(
        "<query xmlns='urn:xmpp:mam:2' queryid='f27'><x xmlns='jabber:x:data' type='submit'><field var='with'/></x>"
        "<set xmlns='http://jabber.org/protocol/rsm'><max>5</max></set><flip-page/></query>");
}

TEST(ArchivePayloads, one_declaration_serves_both_ends) {
    const auto metadata = as_printed<ArchiveMetadata>(
        "<metadata xmlns='urn:xmpp:mam:2'><start id='YWxwaGEg' timestamp='2008-08-22T21:09:04Z'/>"
        "<end id='b21lZ2Eg' timestamp='2020-04-20T14:34:21Z'/></metadata>");
    EXPECT_EQ(metadata.end.value().id, "b21lZ2Eg");
    const auto preferences = as_printed<ArchivePreferences>(
        "<prefs xmlns='urn:xmpp:mam:2' default='roster'><always><jid>romeo@montague.lit</jid></always>"
        "<never><jid>montague@montague.lit</jid></never></prefs>");
    EXPECT_EQ(preferences.never.value().jids, std::vector{core::jid("montague@montague.lit")});
    EXPECT_EQ(
        wrong<ArchivePreferences>("<prefs xmlns='urn:xmpp:mam:2' default='never'><never><jid>a@b</jid><jid>@</jid>"
                                  "</never></prefs>"),
        "prefs/never/jid[2]: not a JID: \"@\"");
}

TEST(ArchivePayloads, carbons_go_both_ways) {
    const auto carbon = as_printed<Carbon>(
        "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
        "to='juliet@capulet.example/balcony' type='chat'><body>Neither</body></message></forwarded></sent>");
    EXPECT_EQ(carbon.direction, Direction::sent);
}

}  // namespace
}  // namespace headstock::samples
