// SPDX-License-Identifier: MIT
#include "headstock/extensions/profile.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::profile {
namespace {

HEADSTOCK_PAYLOAD_TEST(Profile);

class Profiles : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
};

constexpr std::string_view hidden = "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:tmp:profile</value></field>";

TEST_P(Profiles, are_published_and_asked_for) {
    std::optional<Result<core::Done>> done;
    server.stream.ask<core::Done>(publish(Profile().set("nickname", "Hamlet").set("country", "DK")),
                                  [&](Result<core::Done> heard) { done = std::move(heard); });
    server
        .expect(
            "<iq type='set' id='{1}'><profile xmlns='urn:xmpp:tmp:profile'><x xmlns='jabber:x:data' "
            "type='submit'>" +
            std::string(hidden) +
            "<field var='nickname'><value>Hamlet</value></field><field "
            "var='country'><value>DK</value></field></x></profile></iq>")
        .say("<iq type='result' id='{1}'/>");
    EXPECT_TRUE(done && *done);
    std::optional<Result<Profile>> answer;
    server.forget().stream.ask<Profile>(get(core::jid("shakespeare.lit")),
                                        [&](Result<Profile> heard) { answer = std::move(heard); });
    server.expect("<iq type='get' id='{1}' to='shakespeare.lit'><profile xmlns='urn:xmpp:tmp:profile'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='shakespeare.lit'><profile xmlns='urn:xmpp:tmp:profile'><x "
            "xmlns='jabber:x:data' type='result'>" +
            std::string(hidden) +
            "<field "
            "var='x-favorite_painters'><value>Joaquin Sorolla</value><value>Jan Vermeer</value></field></x></profile>"
            "</iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((*answer)->text("x-favorite_painters"), "Joaquin Sorolla\nJan Vermeer");
    EXPECT_EQ((*answer)->text("nickname"), std::nullopt);
}

TEST_P(Profiles, are_told_to_whom_we_like) {
    Module module(server.stream);
    module.answer_with([](const core::Jid& who) -> Result<Profile> {
        if (who.domain() == "evil.lit") return fail(core::StanzaCondition::forbidden);
        return Profile().set("nickname", "Hamlet");
    });
    server.say("<iq type='get' id='p1' from='a@b/c'><profile xmlns='urn:xmpp:tmp:profile'/></iq>")
        .expect(
            "<iq type='result' id='p1' to='a@b/c'><profile xmlns='urn:xmpp:tmp:profile'><x xmlns='jabber:x:data' "
            "type='result'>" +
            std::string(hidden) +
            "<field var='nickname'><value>Hamlet</value></field></x>"
            "</profile></iq>");
    server.say("<iq type='get' id='p2' from='m@evil.lit/c'><profile xmlns='urn:xmpp:tmp:profile'/></iq>")
        .expect(
            "<iq type='error' id='p2' to='m@evil.lit/c'><error type='auth' code='403'><forbidden "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_EQ(server.stream.announced(), std::vector<std::string>{std::string(ns)});
}

TEST_P(Profiles, a_part_changes_its_fields_alone) {
    Profile whole;
    whole.set("nickname", "Hamlet").set("weblog", "http://old/");
    whole.update(Profile().set("weblog", "http://new/").set("country", "DK"));
    EXPECT_EQ(whole.text("nickname"), "Hamlet");
    EXPECT_EQ(whole.text("weblog"), "http://new/");
    EXPECT_EQ(whole.text("country"), "DK");
    whole.update(Profile());
    EXPECT_EQ(whole.form->fields.size(), 4U);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Profiles, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::profile
