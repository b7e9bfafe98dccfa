// SPDX-License-Identifier: MIT
#include "headstock/extensions/commands.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::commands {
namespace {

HEADSTOCK_PAYLOAD_TEST(Actions);
HEADSTOCK_PAYLOAD_TEST(Note);
HEADSTOCK_PAYLOAD_TEST(Command);

/// A service that is configured in two steps.
Result<Stage> configure(const Call& call) {
    using enum forms::FieldType;
    if (call.action == Action::complete)
        return Stage{.notes = {{NoteType::info, "Service '" + std::any_cast<std::string>(call.memory) +
                                                    "' has been "
                                                    "configured."}}};
    if (call.step == 1) {
        call.memory = std::string(call.form->field("service")->value());
        forms::Form form;
        form.fields = {{.var = "state", .type = list_single, .required = true, .options = {{.value = "on"}}}};
        return Stage{.form = form, .allowed = {Action::prev, Action::complete}, .otherwise = Action::complete};
    }
    forms::Form form;
    form.fields = {{.var = "service", .type = list_single, .options = {{.value = "httpd"}, {.value = "jabberd"}}}};
    return Stage{.form = form, .allowed = {Action::next}};
}

constexpr std::string_view first_step =
    "<actions execute='next'><next/></actions><x xmlns='jabber:x:data' type='form'><field var='service' "
    "type='list-single'><option><value>httpd</value></option><option><value>jabberd</value></option></field></x>";
constexpr std::string_view second_step =
    "<actions execute='complete'><prev/><complete/></actions><x xmlns='jabber:x:data' type='form'><field var='state' "
    "type='list-single'><required/><option><value>on</value></option></field></x>";

std::string submit(std::string_view var, std::string_view value) {
    return "<x xmlns='jabber:x:data' type='submit'><field var='" + std::string(var) + "'><value>" + std::string(value) +
           "</value></field></x>";
}

class Commands : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    void ask(core::Request<Command> request) {
        server.forget().stream.ask<Command>(std::move(request),
                                            [this](Result<Command> heard) { answer = std::move(heard); });
    }
    void offer() {
        module.offer(
            "config", "Configure Service",
            [](const core::Jid& who) { return who.bare() == core::jid("requester@domain"); }, &configure);
    }
    void order(std::string_view attributes, std::string_view content = {},
               std::string_view from = "requester@domain/r") {
        server.say("<iq type='set' id='c1' from='" + std::string(from) +
                   "'><command xmlns='http://jabber.org/protocol/commands' node='config' " + std::string(attributes) +
                   ">" + std::string(content) + "</command></iq>");
    }
    void expect(std::string_view status, std::string_view content, std::string_view session = "{s}") {
        server.expect(
            "<iq type='result' id='c1' to='requester@domain/r'><command "
            "xmlns='http://jabber.org/protocol/commands' node='config' sessionid='" +
            std::string(session) + "' status='" + std::string(status) + "'>" + std::string(content) +
            "</command></iq>");
    }
    void expect_error(std::string_view condition, std::string_view text, std::string_view own,
                      std::string_view to = "requester@domain/r") {
        const auto why = *core::stanza_condition(condition);
        server.expect(
            "<iq type='error' id='c1' to='" + std::string(to) + "'><error type='" +
            std::string(core::word(core::default_type(why))) + "' code='" + std::to_string(core::legacy_code(why)) +
            "'><" + std::string(condition) + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" +
            (text.empty() ? "" : "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" + std::string(text) + "</text>") +
            (own.empty() ? "" : "<" + std::string(own) + " xmlns='http://jabber.org/protocol/commands'/>") +
            "</error></iq>");
    }
    testing::Conversation server{GetParam()};
    disco::Module disco{server.stream};
    Module module{server.stream, disco, {.sessions = 3, .sessions_of_one = 2, .idle = std::chrono::minutes(10)}};
    std::optional<Result<Command>> answer;
    const core::Jid responder = core::jid("responder@domain");
};

TEST_P(Commands, are_listed_and_only_those_of_the_responder_itself) {
    std::optional<Result<disco::Items>> items;
    server.stream.ask<disco::Items>(list(responder), [&](Result<disco::Items> heard) { items = std::move(heard); });
    server
        .expect(
            "<iq type='get' id='{1}' to='responder@domain'><query "
            "xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/commands'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='responder@domain'><query "
            "xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/commands'><item "
            "jid='responder@domain' node='list' name='List Service Configurations'/><item jid='evil.lit' "
            "node='list'/></query></iq>");
    ASSERT_TRUE(items && *items);
    ASSERT_EQ(commands_of(responder, **items).size(), 1U);
    EXPECT_EQ(commands_of(responder, **items)[0].name, "List Service Configurations");
}

TEST_P(Commands, are_executed_and_gone_on_with) {
    ask(execute(responder, "config"));
    server
        .expect(
            "<iq type='set' id='{1}' to='responder@domain'><command xmlns='http://jabber.org/protocol/commands' "
            "node='config' action='execute'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='responder@domain'><command xmlns='http://jabber.org/protocol/commands' "
            "sessionid='config:1' node='config' status='executing'>" +
            std::string(first_step) + "</command></iq>");
    ASSERT_TRUE(answer && *answer);
    const Command step = **answer;
    EXPECT_TRUE(step.allows(Action::next) && step.allows(Action::cancel) && step.allows(Action::execute));
    EXPECT_EQ(proceed(responder, step, Action::prev).error().code, Trouble::bad_action);
    ask(proceed(responder, step, Action::next, forms::Answer(*step.form).set("service", "httpd").submission().value())
            .value());
    server
        .expect(
            "<iq type='set' id='{1}' to='responder@domain'><command xmlns='http://jabber.org/protocol/commands' "
            "node='config' sessionid='config:1' action='next'><x xmlns='jabber:x:data' type='submit'><field "
            "var='service' type='list-single'><value>httpd</value></field></x></command></iq>")
        .say(
            "<iq type='result' id='{1}' from='responder@domain'><command xmlns='http://jabber.org/protocol/commands' "
            "sessionid='config:1' node='config' status='completed'><note type='info'>Configured.</note><x "
            "xmlns='jabber:x:oob'><url>http://a/</url></x></command></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((*answer)->notes.at(0), (Note{NoteType::info, "Configured."}));
    EXPECT_EQ((*answer)->payload.size(), 1U);
    EXPECT_FALSE((*answer)->allows(Action::cancel));
}

TEST_P(Commands, without_actions_a_step_is_completed) {
    Command step;
    step.status = Status::executing;
    EXPECT_TRUE(step.allows(Action::complete) && step.allows(Action::execute) && !step.allows(Action::next));
    step.actions.emplace();
    EXPECT_FALSE(step.allows(Action::execute));
    EXPECT_EQ(step.meaning_of_execute(), Action::next);
}

TEST_P(Commands, what_is_wrong_is_told_apart) {
    for (const auto trouble : {Trouble::malformed_action, Trouble::bad_payload, Trouble::session_expired}) {
        ask(execute(responder, "config"));
        server
            .expect(
                "<iq type='set' id='{1}' to='responder@domain'><command "
                "xmlns='http://jabber.org/protocol/commands' node='config' action='execute'/></iq>")
            .say(
                "<iq type='error' id='{1}' from='responder@domain'><error type='modify'><bad-request "
                "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><" +
                make_error_code(trouble).message() + " xmlns='http://jabber.org/protocol/commands'/></error></iq>");
        ASSERT_TRUE(answer && !*answer);
        EXPECT_EQ(answer->error().code, trouble);
    }
}

TEST_P(Commands, none_is_offered_by_default) {
    order("");
    expect_error("item-not-found", "config", "");
    server
        .say(
            "<iq type='get' id='d1' from='requester@domain/r'><query xmlns='http://jabber.org/protocol/disco#items' "
            "node='http://jabber.org/protocol/commands'/></iq>")
        .expect(
            "<iq type='result' id='d1' to='requester@domain/r'><query "
            "xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/commands'/></iq>");
}

TEST_P(Commands, are_offered_to_those_who_may) {
    offer();
    for (const bool may : {true, false}) {
        const std::string who = may ? "requester@domain/r" : "mallory@evil.lit/x";
        server
            .say("<iq type='get' id='d1' from='" + who +
                 "'><query xmlns='http://jabber.org/protocol/disco#items' "
                 "node='http://jabber.org/protocol/commands'/></iq>")
            .expect("<iq type='result' id='d1' to='" + who +
                    "'><query xmlns='http://jabber.org/protocol/disco#items' "
                    "node='http://jabber.org/protocol/commands'>" +
                    (may ? "<item jid='juliet@capulet.lit/balcony' node='config' name='Configure Service'/>" : "") +
                    "</query></iq>");
    }
    server
        .say(
            "<iq type='get' id='d2' from='requester@domain/r'><query xmlns='http://jabber.org/protocol/disco#info' "
            "node='config'/></iq>")
        .expect(
            "<iq type='result' id='d2' to='requester@domain/r'><query "
            "xmlns='http://jabber.org/protocol/disco#info' node='config'><identity category='automation' "
            "type='command-node' name='Configure Service'/><feature var='http://jabber.org/protocol/commands'/>"
            "<feature var='jabber:x:data'/></query></iq>");
    order("", "", "mallory@evil.lit/x");
    expect_error("forbidden", "", "", "mallory@evil.lit/x");
    EXPECT_EQ(module.sessions(), 0U);
}

TEST_P(Commands, go_step_by_step_forth_and_back) {
    offer();
    order("action='execute'");
    expect("executing", first_step);
    order("sessionid='{s}'", submit("service", "httpd"));
    expect("executing", second_step);
    order("sessionid='{s}' action='prev'");
    expect("executing", first_step);
    order("sessionid='{s}' action='next'", submit("service", "jabberd"));
    expect("executing", second_step);
    order("sessionid='{s}' action='complete'", submit("state", "on"));
    expect("completed", "<note>Service 'jabberd' has been configured.</note>");
    EXPECT_EQ(module.sessions(), 0U);
    order("sessionid='{s}'");
    expect_error("not-allowed", "", "session-expired");
}

TEST_P(Commands, are_cancelled) {
    offer();
    order("");
    expect("executing", first_step);
    order("sessionid='{s}' action='cancel'");
    expect("canceled", "");
    EXPECT_EQ(module.sessions(), 0U);
}

TEST_P(Commands, an_order_that_makes_no_sense_is_refused_and_the_session_stays) {
    offer();
    order("");
    expect("executing", first_step);
    order("sessionid='{s}' action='dance'");
    expect_error("bad-request", "", "malformed-action");
    order("sessionid='{s}' action='complete'");
    expect_error("bad-request", "", "bad-action");
    order("sessionid='{s}'", submit("service", "sshd"));
    expect_error("bad-request", "service: not one of the options", "bad-payload");
    order("sessionid='{s}'", "", "requester@domain/other");
    expect_error("bad-request", "", "bad-sessionid", "requester@domain/other");
    order("action='next'");
    expect_error("bad-request", "", "bad-action");
    order("sessionid='{s}'", submit("service", "httpd"));
    expect("executing", second_step);
    order("sessionid='{s}'");
    expect_error("bad-request", "state: required", "bad-payload");
    EXPECT_EQ(module.sessions(), 1U);
}

TEST_P(Commands, sessions_are_few_and_end_by_themselves) {
    offer();
    order("");
    expect("executing", first_step, "{1}");
    order("");
    expect("executing", first_step, "{2}");
    order("");
    expect_error("resource-constraint", "too many sessions", "");
    server.clock.advance(std::chrono::minutes(9));
    order("sessionid='{1}'", submit("service", "httpd"));
    expect("executing", second_step, "{1}");
    server.clock.advance(std::chrono::minutes(2));
    order("sessionid='{2}'");
    expect_error("not-allowed", "", "session-expired");
    EXPECT_EQ(module.sessions(), 1U);
}

TEST_P(Commands, a_command_that_is_withdrawn_is_gone_and_may_go_while_it_runs) {
    offer();
    order("");
    expect("executing", first_step);
    module.withdraw("config");
    EXPECT_EQ(module.sessions(), 0U);
    order("sessionid='{s}'");
    expect_error("item-not-found", "config", "");
    module.offer(
        "config", "", [](const core::Jid&) { return true; },
        [this](const Call&) -> Result<Stage> {
            module.withdraw("config");
            return Stage{.allowed = {Action::next}};
        });
    server.forget();
    order("");
    expect("executing", "<actions execute='next'><next/></actions>");
    EXPECT_EQ(module.sessions(), 0U);
}

TEST_P(Commands, a_program_that_fails_says_why) {
    module.offer(
        "config", "", [](const core::Jid&) { return true; },
        [](const Call&) -> Result<Stage> { return fail(core::StanzaCondition::not_allowed, "one at a time"); });
    order("");
    expect_error("not-allowed", "one at a time", "");
}

INSTANTIATE_TEST_SUITE_P(Chunks, Commands, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::commands
