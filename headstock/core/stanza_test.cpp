// SPDX-License-Identifier: MIT
#include "headstock/core/stanza.hpp"

#include <gtest/gtest.h>

#include "headstock/bridge/parser.hpp"
#include "headstock/core/iq.hpp"
#include "headstock/core/message.hpp"
#include "headstock/core/presence.hpp"

namespace headstock::core {
namespace {

bridge::Element xml(const std::string& text) {
    auto element = bridge::parse_element(text);
    if (!element) throw std::logic_error(element.error().message());
    return std::move(*element);
}

TEST(Message, is_built_and_read) {
    const Message message =
        chat(jid("romeo@montague.lit"), "Art thou not Romeo & a Montague?", "en").thread("t1").id("m1");
    EXPECT_EQ(message.view().xml(),
              xml("<message xmlns='jabber:client' type='chat' to='romeo@montague.lit' id='m1'>"
                  "<body xml:lang='en'>Art thou not Romeo &amp; a Montague?</body><thread>t1</thread></message>")
                  .xml());
    EXPECT_EQ(message.type(), MessageType::chat);
    EXPECT_EQ(message.to(), jid("romeo@montague.lit"));
    EXPECT_EQ(message.thread(), "t1");
}

TEST(Message, gives_the_body_in_the_language_that_is_asked_for) {
    const bridge::Element element =
        xml("<message xmlns='jabber:client' xml:lang='en'><body>hi</body><body xml:lang='cs'>ahoj</body></message>");
    const Message message = Message::read(element).value();
    EXPECT_EQ(message.body(), "hi");
    EXPECT_EQ(message.body_in("cs"), "ahoj");
    EXPECT_EQ(message.body_in("en"), "hi");
    EXPECT_EQ(message.body_in("de"), "hi");
    EXPECT_EQ(message.bodies(), (std::vector<std::pair<std::string, std::string>>{{"en", "hi"}, {"cs", "ahoj"}}));
}

TEST(Message, ignores_bodies_of_other_namespaces) {
    const bridge::Element element = xml("<message xmlns='jabber:client'><body xmlns='urn:evil'>no</body></message>");
    EXPECT_FALSE(Message::read(element)->has_body());
    EXPECT_EQ(Message::read(element)->body(), "");
}

TEST(Message, types_have_words_and_an_unknown_one_is_normal) {
    for (auto type :
         {MessageType::normal, MessageType::chat, MessageType::groupchat, MessageType::headline, MessageType::error})
        EXPECT_EQ(Message(type).type(), type);
    const bridge::Element element = xml("<message xmlns='jabber:client' type='strange'/>");
    EXPECT_EQ(Message::read(element)->type(), MessageType::normal);
}

TEST(Message, names_the_address_that_is_none) {
    const bridge::Element element = xml("<message xmlns='jabber:client' from='@'/>");
    const auto read = Message::read(element);
    ASSERT_FALSE(read);
    EXPECT_TRUE(read.error().text.starts_with("from: "));
}

TEST(Message, an_error_reply_swaps_addresses_and_keeps_the_id) {
    const bridge::Element element =
        xml("<message xmlns='jabber:client' from='a@b/c' to='d@e' id='1'><body>x</body></message>");
    const Message reply = Message::read(element)->error_reply(StanzaFailure(StanzaCondition::gone));
    EXPECT_EQ(reply.to(), jid("a@b/c"));
    EXPECT_EQ(reply.id(), "1");
    EXPECT_EQ(reply.type(), MessageType::error);
    EXPECT_EQ(reply.failure()->condition, StanzaCondition::gone);
}

TEST(Presence, is_built_and_read) {
    const Presence presence(Show::dnd, "be quiet", -1);
    EXPECT_EQ(presence.view().xml(), xml("<presence xmlns='jabber:client'><show>dnd</show><status>be quiet</status>"
                                         "<priority>-1</priority></presence>")
                                         .xml());
    EXPECT_EQ(presence.show(), Show::dnd);
    EXPECT_EQ(presence.priority(), -1);
    EXPECT_EQ(Presence().view().xml(), xml("<presence xmlns='jabber:client'/>").xml());
}

TEST(Presence, takes_nonsense_for_nothing_but_not_an_unknown_type) {
    const bridge::Element odd =
        xml("<presence xmlns='jabber:client'><show>busy</show><priority>300</priority></presence>");
    EXPECT_EQ(Presence::read(odd)->show(), Show::online);
    EXPECT_EQ(Presence::read(odd)->priority(), 0);
    const bridge::Element unknown = xml("<presence xmlns='jabber:client' type='available'/>");
    EXPECT_FALSE(Presence::read(unknown));
}

TEST(Presence, all_types_have_words) {
    for (int i = 0; i < 8; ++i) {
        const Presence presence(static_cast<PresenceType>(i));
        EXPECT_EQ(Presence::read(presence.view())->type(), static_cast<PresenceType>(i));
    }
}

TEST(Iq, must_have_type_id_and_payload) {
    for (const char* bad :
         {"<iq xmlns='jabber:client' id='1'><a xmlns='b'/></iq>", "<iq xmlns='jabber:client' type='bogus' id='1'/>",
          "<iq xmlns='jabber:client' type='get'><a xmlns='b'/></iq>", "<iq xmlns='jabber:client' type='get' id='1'/>",
          "<iq xmlns='jabber:client' type='set' id='1'><a xmlns='b'/><a xmlns='b'/></iq>"})
        EXPECT_FALSE(Iq::read(xml(bad))) << bad;
    const bridge::Element fine = xml("<iq xmlns='jabber:client' type='result' id='1'/>");
    EXPECT_TRUE(Iq::read(fine));
    EXPECT_FALSE(Iq::read(fine)->content());
}

TEST(Iq, a_result_goes_back_to_who_asked) {
    const bridge::Element question =
        xml("<iq xmlns='jabber:client' type='get' id='1' from='a@b/c' to='d@e/f'><x xmlns='y'/></iq>");
    const Iq reply = Iq::read(question)->result_reply();
    EXPECT_EQ(reply.to(), jid("a@b/c"));
    EXPECT_EQ(reply.id(), "1");
    EXPECT_TRUE(reply.from().empty());
}

TEST(Stanza, a_copy_of_a_received_one_owns_what_it_shows) {
    std::optional<Message> kept;
    {
        const bridge::Element element =
            xml("<message xmlns='jabber:client' from='a@b' xml:lang='en'><body>x</body></message>");
        const Message message = Message::read(element).value();
        kept = message;
    }
    EXPECT_EQ(kept->body(), "x");
    kept->body("another", "fr");
    EXPECT_EQ(kept->body_in("fr"), "another");
}

TEST(StanzaFailure, reads_and_writes_all_there_is) {
    StanzaFailure failure(StanzaCondition::redirect, "over there");
    failure.language = "en";
    failure.uri = "xmpp:romeo@afterlife.example.net";
    failure.by = jid("example.com");
    failure.application.emplace_back("too-many-parameters", "http://example.org/ns");
    EXPECT_EQ(StanzaFailure::read(failure.write()), failure);
}

TEST(StanzaFailure, of_a_foreign_error_tells_nothing_of_it) {
    const StanzaFailure failure = StanzaFailure::of({std::make_error_code(std::errc::io_error), "/etc/secret"});
    EXPECT_EQ(failure.condition, StanzaCondition::internal_server_error);
    EXPECT_EQ(failure.text, "");
}

TEST(StanzaFailure, all_conditions_survive_the_wire) {
    for (std::size_t i = 0; i < stanza_condition_count; ++i) {
        const StanzaFailure failure(static_cast<StanzaCondition>(i + 1), "words");
        EXPECT_EQ(StanzaFailure::read(failure.write()), failure);
        EXPECT_EQ(failure.error().code, failure.condition);
    }
}

TEST(StanzaFailure, from_before_xmpp_is_a_number_and_words) {
    const StanzaFailure old = StanzaFailure::read(xml("<error xmlns='jabber:client' code='404'>Not Found</error>"));
    EXPECT_EQ(old, StanzaFailure(StanzaCondition::item_not_found, "Not Found"));
    EXPECT_EQ(StanzaFailure::read(xml("<error xmlns='jabber:client' code='404' type='wait'><recipient-unavailable "
                                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")),
              StanzaFailure(StanzaCondition::recipient_unavailable));
    for (const char* code : {"", "999", "404 ", "4e2", "99999999999"})
        EXPECT_EQ(
            StanzaFailure::read(xml("<error xmlns='jabber:client' code='" + std::string(code) + "' type='cancel'/>")),
            StanzaFailure(StanzaCondition::undefined_condition))
            << code;
}

TEST(StanzaFailure, a_condition_without_a_number_is_written_without_one) {
    EXPECT_FALSE(StanzaFailure(StanzaCondition::policy_violation).write().attribute("code"));
    EXPECT_EQ(StanzaFailure(StanzaCondition::conflict).write().attribute("code"), "409");
}

}  // namespace
}  // namespace headstock::core
