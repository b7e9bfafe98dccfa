// SPDX-License-Identifier: MIT
#include "tests/payloads/messages.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(Displayed);
HEADSTOCK_PAYLOAD_TEST(Replace);
HEADSTOCK_PAYLOAD_TEST(StanzaId);
HEADSTOCK_PAYLOAD_TEST(Reply);
HEADSTOCK_PAYLOAD_TEST(Fallback);
HEADSTOCK_PAYLOAD_TEST(Reactions);
HEADSTOCK_PAYLOAD_TEST(Spoiler);
HEADSTOCK_PAYLOAD_TEST(Reference);
HEADSTOCK_PAYLOAD_TEST(Markup);
HEADSTOCK_PAYLOAD_TEST(Notify);

TEST(MessagePayloads, small_ones_are_attributes) {
    as_printed<Displayed>("<displayed xmlns='urn:xmpp:chat-markers:0' id='the-msg-1'/>");
    as_printed<Replace>("<replace xmlns='urn:xmpp:message-correct:0' id='bad1'/>");
    as_printed<StanzaId>("<stanza-id xmlns='urn:xmpp:sid:0' id='5f3dbc5e' by='room@muc.example.org'/>");
    as_printed<Reply>("<reply xmlns='urn:xmpp:reply:0' to='anna@example.com' id='message-id1'/>");
    EXPECT_EQ(wrong<StanzaId>("<stanza-id xmlns='urn:xmpp:sid:0' id='5' by='a@'/>"), "stanza-id@by: not a JID: \"a@\"");
}

TEST(MessagePayloads, fallbacks_mark_parts_or_all) {
    const auto fallback = as_printed<Fallback>(
        "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='33'/><subject/></fallback>");
    EXPECT_EQ(fallback.bodies.at(0).end, 33U);
    EXPECT_EQ(fallback.subjects, std::vector{Span{}});
    EXPECT_EQ(wrong<Fallback>("<fallback xmlns='urn:xmpp:fallback:0'><body/><subject/><body start='-1'/></fallback>"),
              "fallback/body[2]@start: not a number: \"-1\"");
}

TEST(MessagePayloads, reactions_spoilers_and_references) {
    EXPECT_EQ(as_printed<Reactions>("<reactions xmlns='urn:xmpp:reactions:0' id='744f6e18'><reaction>👋</reaction>"
                                    "<reaction>🐢</reaction></reactions>")
                  .emoji.size(),
              2U);
    EXPECT_EQ(as_printed<Spoiler>("<spoiler xml:lang='en' xmlns='urn:xmpp:spoiler:0'>Love story end</spoiler>").hint,
              "Love story end");
    EXPECT_EQ(wrong<Spoiler>("<spoiler xml:lang='e n' xmlns='urn:xmpp:spoiler:0'/>"),
              "spoiler@lang: not a language tag: \"e n\"");
    as_printed<Reference>(
        "<reference xmlns='urn:xmpp:reference:0' begin='72' end='78' type='mention' "
        "uri='xmpp:juliet@capulet.lit'/>");
    EXPECT_EQ(as_printed<Reference>("<reference xmlns='urn:xmpp:reference:0' type='quote'><media-sharing "
                                    "xmlns='urn:xmpp:sims:1'/></reference>")
                  .type.word(),
              "quote");
}

TEST(MessagePayloads, markup_has_several_kinds_at_once) {
    const auto markup = as_printed<Markup>(
        "<markup xmlns='urn:xmpp:markup:0'><span start='9' end='15'><emphasis/><deleted/></span>"
        "<list start='31' end='89'><li start='31'/><li start='47'/></list></markup>");
    EXPECT_EQ(markup.spans.at(0).kinds, (std::vector{Emphasis::emphasis, Emphasis::deleted}));
}

TEST(MessagePayloads, settings_repeat_in_order_though_their_tags_differ) {
    const auto notify = as_printed<Notify>(
        "<notify xmlns='urn:xmpp:notification-settings:1'><never identity-category='client' identity-type='pc'>"
        "<advanced><x xmlns='custom:ns-1'/></advanced></never><on-mention identity-category='gateway'/><always/>"
        "</notify>");
    EXPECT_EQ(notify.rules.at(1).when, NotifyOn::on_mention);
    EXPECT_EQ(notify.rules.size(), 3U);
}

}  // namespace
}  // namespace headstock::samples
