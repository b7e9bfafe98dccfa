// SPDX-License-Identifier: MIT
#include "headstock/extensions/search.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::search {
namespace {

HEADSTOCK_PAYLOAD_TEST(Person);
HEADSTOCK_PAYLOAD_TEST(Query);

class Searches : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    void ask(core::Request<Query> request) {
        server.forget().stream.ask<Query>(std::move(request),
                                          [this](Result<Query> heard) { answer = std::move(heard); });
    }
    void say(std::string_view type, std::string_view content) {
        server.say("<iq type='" + std::string(type) +
                   "' id='s1' from='romeo@montague.net/home'><query "
                   "xmlns='jabber:iq:search'>" +
                   std::string(content) + "</query></iq>");
    }
    void expect(std::string_view content) {
        server.expect("<iq type='result' id='s1' to='romeo@montague.net/home'><query xmlns='jabber:iq:search'>" +
                      std::string(content) + "</query></iq>");
    }
    void expect_error(std::string_view type, std::string_view code, std::string_view condition, std::string_view text) {
        server.expect("<iq type='error' id='s1' to='romeo@montague.net/home'><error type='" + std::string(type) +
                      "' code='" + std::string(code) + "'><" + std::string(condition) +
                      " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text "
                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" +
                      std::string(text) + "</text></error></iq>");
    }
    /// A directory of two Capulets.
    void serve(bool with_form = false) {
        Query offered;
        offered.instructions = "Fill in one or more fields";
        offered.last = "";
        if (with_form)
            offered.form = forms::make(forms::Type::form, std::string(ns),
                                       {{.var = "last", .type = forms::FieldType::text_single, .required = true}});
        module.answer_with(offered, [](const core::Iq&, const Query& wanted) -> Result<std::vector<Person>> {
            if (wanted.last != "Capulet") return std::vector<Person>();
            return std::vector<Person>{{.jid = core::jid("juliet@capulet.com"), .first = "Juliet", .last = "Capulet"},
                                       {.jid = core::jid("tybalt@shakespeare.lit"), .first = "Tybalt"}};
        });
    }
    testing::Conversation server{GetParam()};
    Module module{server.stream};
    std::optional<Result<Query>> answer;
    const core::Jid service = core::jid("characters.shakespeare.lit");
};

TEST_P(Searches, fields_are_asked_for_and_people_found) {
    ask(fields(service));
    server.expect("<iq type='get' id='{1}' to='characters.shakespeare.lit'><query xmlns='jabber:iq:search'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='characters.shakespeare.lit'><query xmlns='jabber:iq:search'>"
            "<instructions>Fill in</instructions><first/><last/><nick/><email/></query></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((*answer)->nick, "");
    Query wanted = **answer;
    wanted.first = wanted.nick = wanted.email = std::nullopt;
    wanted.last = "Capulet";
    ask(find(service, wanted));
    server
        .expect(
            "<iq type='set' id='{1}' to='characters.shakespeare.lit'><query "
            "xmlns='jabber:iq:search'><last>Capulet</last></query></iq>")
        .say(
            "<iq type='result' id='{1}' from='characters.shakespeare.lit'><query xmlns='jabber:iq:search'><item "
            "jid='juliet@capulet.com'><first>Juliet</first><last>Capulet</last><nick>JuliC</nick>"
            "<email>juliet@shakespeare.lit</email></item></query></iq>");
    ASSERT_TRUE(answer && *answer);
    ASSERT_EQ(people(**answer).size(), 1U);
    EXPECT_EQ(people(**answer)[0].nick, "JuliC");
}

TEST_P(Searches, forms_are_sent_alone_and_their_items_are_people) {
    Query wanted;
    wanted.last = "ignored";
    wanted.form = forms::make(forms::Type::submit, std::string(ns), {{.var = "x-gender", .values = {"male"}}});
    wanted.page = result_set::first(10);
    ask(find(service, wanted));
    server
        .expect(
            "<iq type='set' id='{1}' to='characters.shakespeare.lit'><query xmlns='jabber:iq:search'><x "
            "xmlns='jabber:x:data' type='submit'><field type='hidden' "
            "var='FORM_TYPE'><value>jabber:iq:search</value></field><field "
            "var='x-gender'><value>male</value></field></x><set "
            "xmlns='http://jabber.org/protocol/rsm'><max>10</max></set></query></iq>")
        .say(
            "<iq type='result' id='{1}' from='characters.shakespeare.lit'><query xmlns='jabber:iq:search'><x "
            "xmlns='jabber:x:data' type='result'><reported><field var='jid'/></reported><item><field "
            "var='first'><value>Benvolio</value></field><field var='jid'><value>benvolio@montague.net</value></field>"
            "</item><item><field var='jid'><value>@</value></field></item><item><field "
            "var='first'><value>Nobody</value></field></item></x></query></iq>");
    ASSERT_TRUE(answer && *answer);
    ASSERT_EQ(people(**answer).size(), 1U);
    EXPECT_EQ(people(**answer)[0], (Person{.jid = core::jid("benvolio@montague.net"), .first = "Benvolio"}));
}

TEST_P(Searches, an_address_that_is_none_fails_the_search) {
    ask(find(service, {}));
    server.expect("<iq type='set' id='{1}' to='characters.shakespeare.lit'><query xmlns='jabber:iq:search'/></iq>")
        .say("<iq type='result' id='{1}' from='evil.lit'><query xmlns='jabber:iq:search'/></iq>");
    EXPECT_FALSE(answer);
    server.say(
        "<iq type='result' id='{1}' from='characters.shakespeare.lit'><query xmlns='jabber:iq:search'><item "
        "jid='@'/></query></iq>");
    ASSERT_TRUE(answer && !*answer);
    EXPECT_EQ(answer->error().code, bridge::PayloadErrc::malformed);
}

TEST_P(Searches, a_directory_answers_whole_or_in_pages) {
    say("get", "");
    server.expect(
        "<iq type='error' id='s1' to='romeo@montague.net/home'><error type='cancel' code='503'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    serve();
    say("get", "");
    expect("<instructions>Fill in one or more fields</instructions><last/>");
    say("set", "<last>Capulet</last>");
    expect(
        "<item jid='juliet@capulet.com'><first>Juliet</first><last>Capulet</last></item><item "
        "jid='tybalt@shakespeare.lit'><first>Tybalt</first></item>");
    say("set",
        "<last>Capulet</last><set xmlns='http://jabber.org/protocol/rsm'><max>1</max>"
        "<after>juliet@capulet.com</after></set>");
    expect(
        "<item jid='tybalt@shakespeare.lit'><first>Tybalt</first></item><set "
        "xmlns='http://jabber.org/protocol/rsm'><first index='1'>tybalt@shakespeare.lit</first>"
        "<last>tybalt@shakespeare.lit</last><count>2</count></set>");
    say("set", "<last>Montague</last>");
    expect("");
}

TEST_P(Searches, a_directory_checks_what_it_is_asked) {
    serve();
    say("set", "<x xmlns='jabber:x:data' type='submit'/>");
    expect_error("modify", "400", "bad-request", "no form was offered");
    serve(true);
    say("set", "<x xmlns='jabber:x:data' type='submit'/>");
    expect_error("modify", "406", "not-acceptable", "last: required");
    say("set", "<last>a</last><last>b</last>");
    expect_error("modify", "400", "bad-request", "query/last");
    say("set",
        "<x xmlns='jabber:x:data' type='submit'><field var='last'><value>Capulet</value></field></x>"
        "<set xmlns='http://jabber.org/protocol/rsm'><after>nobody@x</after></set>");
    expect_error("cancel", "404", "item-not-found", "nobody@x");
    say("set",
        "<x xmlns='jabber:x:data' type='submit'><field var='last'><value>Capulet</value></field></x>"
        "<set xmlns='http://jabber.org/protocol/rsm'><max>0</max></set>");
    expect(
        "<x xmlns='jabber:x:data' type='result'><field type='hidden' "
        "var='FORM_TYPE'><value>jabber:iq:search</value></field><reported><field var='jid' type='jid-single'/><field "
        "var='first' type='text-single'/><field var='last' type='text-single'/><field var='nick' "
        "type='text-single'/><field var='email' type='text-single'/></reported></x><set "
        "xmlns='http://jabber.org/protocol/rsm'><count>2</count></set>");
}

TEST_P(Searches, an_answer_has_only_so_many_people) {
    module.answer_with({}, [](const core::Iq&, const Query&) -> Result<std::vector<Person>> {
        std::vector<Person> all;
        for (int i = 0; i < 150; ++i) all.push_back({.jid = core::jid("a" + std::to_string(i) + "@b")});
        return all;
    });
    say("set", "");
    std::string first_hundred;
    for (int i = 0; i < 100; ++i) first_hundred += "<item jid='a" + std::to_string(i) + "@b'/>";
    expect(first_hundred);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Searches, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::search
