// SPDX-License-Identifier: MIT
#include "headstock/extensions/registration.hpp"

#include <gtest/gtest.h>

#include <map>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::registration {
namespace {

HEADSTOCK_PAYLOAD_TEST(Query);

class RegistrationQueries : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    void order(core::Request<core::Done> request) {
        outcome.reset();
        server.forget().stream.ask<core::Done>(std::move(request),
                                               [this](const Result<core::Done>& heard) { outcome = heard; });
    }
    void ask(core::Request<Query> request) {
        server.forget().stream.ask<Query>(std::move(request),
                                          [this](Result<Query> heard) { answer = std::move(heard); });
    }
    void say(std::string_view type, std::string_view content) {
        server.say("<iq type='" + std::string(type) +
                   "' id='r1' from='bill@shakespeare.lit/globe'><query "
                   "xmlns='jabber:iq:register'>" +
                   std::string(content) + "</query></iq>");
    }
    void expect_done() { server.expect("<iq type='result' id='r1' to='bill@shakespeare.lit/globe'/>"); }
    void expect_error(std::string_view type, std::string_view code, std::string_view condition, std::string_view text) {
        server.expect(
            "<iq type='error' id='r1' to='bill@shakespeare.lit/globe'><error type='" + std::string(type) + "' code='" +
            std::string(code) + "'><" + std::string(condition) + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" +
            (text.empty() ? "" : "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" + std::string(text) + "</text>") +
            "</error></iq>");
    }
    /// A host that remembers names, and takes nobody called mallory.
    void serve() {
        module.answer_with({.fields =
                                [this](const core::Jid& who) {
                                    Query query;
                                    query.registered = known.contains(who.text());
                                    query.username = query.registered ? known.at(who.text()) : "";
                                    query.password = "";
                                    return query;
                                },
                            .enroll = [this](const core::Jid& who, const Query& filled) -> Result<void> {
                                if (filled.username == "mallory") return fail(core::StanzaCondition::conflict);
                                known[who.text()] = *filled.username;
                                return {};
                            },
                            .remove = [this](const core::Jid& who) -> Result<void> {
                                known.erase(who.text());
                                return {};
                            }});
    }
    std::map<std::string, std::string> known;
    testing::Conversation server{GetParam()};
    Module module{server.stream};
    std::optional<Result<Query>> answer;
    std::optional<Result<core::Done>> outcome;
    const core::Jid service = core::jid("contests.shakespeare.lit");
};

TEST_P(RegistrationQueries, fields_are_asked_for_and_filled_in) {
    ask(fields(service));
    server.expect("<iq type='get' id='{1}' to='contests.shakespeare.lit'><query xmlns='jabber:iq:register'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='contests.shakespeare.lit'><query xmlns='jabber:iq:register'>"
            "<instructions>Choose</instructions><username/><password/><email/></query></iq>");
    ASSERT_TRUE(answer && *answer);
    Query filled = **answer;
    EXPECT_FALSE(filled.registered);
    EXPECT_EQ(filled.email, "");
    EXPECT_EQ(filled.city, std::nullopt);
    filled.username = "bill";
    filled.password = "Calliope";
    filled.email = "bard@shakespeare.lit";
    order(enroll(service, filled));
    server
        .expect(
            "<iq type='set' id='{1}' to='contests.shakespeare.lit'><query "
            "xmlns='jabber:iq:register'><username>bill</username><password>Calliope</password>"
            "<email>bard@shakespeare.lit</email></query></iq>")
        .say(
            "<iq type='error' id='{1}' from='contests.shakespeare.lit'><query xmlns='jabber:iq:register'><username>bill"
            "</username></query><error code='409' type='cancel'><conflict "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    ASSERT_TRUE(outcome && !*outcome);
    EXPECT_EQ(outcome->error().code, core::StanzaCondition::conflict);
}

TEST_P(RegistrationQueries, a_form_is_sent_alone) {
    ask(fields(service));
    server.expect("<iq type='get' id='{1}' to='contests.shakespeare.lit'><query xmlns='jabber:iq:register'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='contests.shakespeare.lit'><query xmlns='jabber:iq:register'>"
            "<username/><x xmlns='jabber:x:data' type='form'><field type='hidden' "
            "var='FORM_TYPE'><value>jabber:iq:register</value></field><field type='text-single' label='Given Name' "
            "var='first'><required/></field></x><x xmlns='jabber:x:oob'><url>http://www.shakespeare.lit/</url></x>"
            "</query></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((*answer)->web_page()->text, "http://www.shakespeare.lit/");
    Query filled = **answer;
    filled.username = "ignored";
    filled.form = forms::Answer(*filled.form).set("first", "Juliet").submission().value();
    order(enroll(service, filled));
    server
        .expect(
            "<iq type='set' id='{1}' to='contests.shakespeare.lit'><query xmlns='jabber:iq:register'><x "
            "xmlns='jabber:x:data' type='submit'><field type='hidden' "
            "var='FORM_TYPE'><value>jabber:iq:register</value></field><field type='text-single' "
            "var='first'><value>Juliet</value></field></x></query></iq>")
        .say("<iq type='result' id='{1}' from='contests.shakespeare.lit'/>");
    EXPECT_TRUE(outcome && *outcome);
}

TEST_P(RegistrationQueries, a_password_is_changed_at_our_server) {
    auto request = change_password(server.stream, Secret("newpass"));
    ASSERT_TRUE(request);
    order(*std::move(request));
    server
        .expect(
            "<iq type='set' id='{1}' to='capulet.lit'><query "
            "xmlns='jabber:iq:register'><username>juliet</username><password>newpass</password></query></iq>")
        .say(
            "<iq type='error' id='{1}' from='capulet.lit'><error code='405' type='cancel'><not-allowed "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    ASSERT_TRUE(outcome && !*outcome);
    EXPECT_EQ(outcome->error().code, core::StanzaCondition::not_allowed);
}

TEST_P(RegistrationQueries, a_password_is_not_sent_in_the_clear) {
    const core::Stream stream(core::Account(core::jid("juliet@capulet.lit"), Secret("r0m30myr0m30")));
    EXPECT_EQ(change_password(stream, Secret("newpass")).error().code, core::Errc::tls_not_offered);
}

TEST_P(RegistrationQueries, accounts_are_cancelled) {
    order(cancel());
    server.expect("<iq type='set' id='{1}'><query xmlns='jabber:iq:register'><remove/></query></iq>")
        .say("<iq type='result' id='{1}'/>");
    EXPECT_TRUE(outcome && *outcome);
    order(cancel(service));
    server
        .expect(
            "<iq type='set' id='{1}' to='contests.shakespeare.lit'><query "
            "xmlns='jabber:iq:register'><remove/></query></iq>")
        .say("<iq type='result' id='{1}' from='evil.lit'/>");
    EXPECT_FALSE(outcome);
}

TEST_P(RegistrationQueries, a_host_registers_changes_and_cancels) {
    serve();
    say("get", "");
    server.expect(
        "<iq type='result' id='r1' to='bill@shakespeare.lit/globe'><query "
        "xmlns='jabber:iq:register'><username/><password/></query></iq>");
    say("set", "<username>bill</username><password>Calliope</password>");
    expect_done();
    EXPECT_EQ(known.at("bill@shakespeare.lit"), "bill");
    say("get", "");
    server.expect(
        "<iq type='result' id='r1' to='bill@shakespeare.lit/globe'><query "
        "xmlns='jabber:iq:register'><registered/><username>bill</username><password/></query></iq>");
    say("set", "<remove/>");
    expect_done();
    EXPECT_TRUE(known.empty());
}

TEST_P(RegistrationQueries, a_host_refuses_what_is_not_right) {
    serve();
    say("set", "<remove/>");
    expect_error("auth", "407", "registration-required", "");
    say("set", "<remove/><username>bill</username>");
    expect_error("modify", "400", "bad-request", "remove stands alone");
    say("set", "<username>bill</username>");
    expect_error("modify", "406", "not-acceptable", "password");
    say("set", "<username>bill</username><password/>");
    expect_error("modify", "406", "not-acceptable", "password");
    say("set", "<username>a</username><username>b</username>");
    expect_error("modify", "400", "bad-request", "query/username");
    say("set", "<x xmlns='jabber:x:data' type='submit'/>");
    expect_error("modify", "400", "bad-request", "no form was offered");
    say("set", "<username>mallory</username><password>x</password>");
    expect_error("cancel", "409", "conflict", "");
    EXPECT_TRUE(known.empty());
}

TEST_P(RegistrationQueries, a_host_may_want_a_form) {
    std::optional<std::string> first;
    module.answer_with(
        {.fields =
             [](const core::Jid&) {
                 Query query;
                 query.form = forms::make(forms::Type::form, std::string(ns),
                                          {{.var = "first", .type = forms::FieldType::text_single, .required = true}});
                 return query;
             },
         .enroll = [&](const core::Jid&, const Query& filled) -> Result<void> {
             first = filled.first;
             return {};
         },
         .remove = [](const core::Jid&) -> Result<void> { return fail(core::StanzaCondition::not_allowed); }});
    say("set", "<first>Bill</first>");
    expect_error("modify", "406", "not-acceptable", "the form is to be filled in");
    say("set", "<x xmlns='jabber:x:data' type='submit'/>");
    expect_error("modify", "406", "not-acceptable", "first: required");
    EXPECT_FALSE(first);
    say("set", "<x xmlns='jabber:x:data' type='submit'><field var='first'><value>Bill</value></field></x>");
    expect_done();
    EXPECT_EQ(first, "Bill");
}

INSTANTIATE_TEST_SUITE_P(Chunks, RegistrationQueries, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::registration
