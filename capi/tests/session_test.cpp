// SPDX-License-Identifier: MIT
#include <fstream>

#include "capi/tests/test_support.hpp"

#include "headstock/testing/server.hpp"

namespace headstock::capi::test {
namespace {

constexpr std::string_view romeo = "romeo@localhost/orchard";
constexpr std::string_view juliet = "juliet@localhost/balcony";

/// Sessions of the C interface, and their server in memory.
class Sessions : public ::testing::TestWithParam<std::size_t> {
protected:
    Sessions() : server(options()) {
        server.add_account("romeo", "wherefore");
        server.add_account("juliet", "therefore");
        server.befriend("romeo", "juliet");
    }
    static testing::ServerOptions options() {
        testing::ServerOptions made;
        made.tls = false;
        return made;
    }

    /// One end of the conversation, and its connection.
    struct End {
        hs_session session = 0;
        std::unique_ptr<testing::Server::Connection> connection;
        std::vector<Json> events;

        [[nodiscard]] const Json* find(std::string_view name) const {
            for (const Json& each : events)
                if (each["event"] == name) return &each;
            return nullptr;
        }
    };

    End make(std::string_view jid, std::string_view password, const Json& wishes = Json::object()) {
        Json all = {{"tls", "off"}};
        all.update(wishes);
        const std::string options = all.dump();
        End end;
        EXPECT_EQ(hs_session_new(jid.data(), jid.size(), password.data(), password.size(), options.data(),
                                 options.size(), &end.session),
                  HS_OK)
            << last_error();
        return end;
    }
    void begin(End& end) {
        end.connection = server.connect();
        EXPECT_EQ(hs_session_start(end.session, nullptr, 0), HS_OK) << last_error();
    }
    /// Carries bytes until both sides are silent.
    bool pump(End& end) {
        bool any = false;
        for (bool moved = true; moved; any = any || moved) {
            const std::string out = given(hs_session_output, end.session);
            EXPECT_EQ(hs_session_consume(end.session, out.size()), HS_OK);
            if (!out.empty()) end.connection->receive(out);
            const std::string in = end.connection->take_output();
            for (std::string_view rest = in; !rest.empty();) {
                const std::string_view piece = rest.substr(0, GetParam() ? GetParam() : rest.size());
                (void)hs_session_receive(end.session, piece.data(), piece.size());
                rest.remove_prefix(piece.size());
            }
            moved = !out.empty() || !in.empty();
        }
        hs_text event{};
        while (hs_session_event(end.session, &event) == HS_OK) end.events.push_back(Json::parse(text(event)));
        return any;
    }
    void pump(End& a, End& b) {
        for (bool moved = true; moved;) {
            moved = pump(a);
            moved = pump(b) || moved;
        }
    }

    testing::Server server;
};
INSTANTIATE_TEST_SUITE_P(Cut, Sessions, ::testing::Values(std::size_t{0}, std::size_t{1}, std::size_t{7}),
                         ::testing::PrintToStringParamName());

TEST_P(Sessions, log_in_and_tell_it) {
    End r = make(romeo, "wherefore");
    begin(r);
    pump(r);
    EXPECT_EQ(given(hs_address, r.session), romeo);
    EXPECT_EQ(given(hs_state, r.session), "available");
    ASSERT_TRUE(r.find("roster"));
    EXPECT_EQ((*r.find("roster"))["items"][0]["jid"], "juliet@localhost");
    EXPECT_TRUE(r.find("ready"));
    std::string states;
    for (const Json& each : r.events)
        if (each["event"] == "status") states += each["status"].get<std::string>() + " ";
    EXPECT_EQ(states, "connecting connected authenticated bound available ");
    EXPECT_EQ(hs_session_free(r.session), HS_OK);
}

TEST_P(Sessions, talk) {
    End r = make(romeo, "wherefore");
    End j = make(juliet, "therefore", {{"xml", true}});
    begin(r);
    begin(j);
    pump(r, j);
    std::uint64_t number = 0;
    EXPECT_EQ(hs_send_message(r.session, juliet.data(), juliet.size(), "O \xC3\xA9", 4, "fr", 2, &number), HS_OK);
    EXPECT_NE(number, 0U);
    const std::string_view xml =
        "<message to='juliet@localhost'><subject>s</subject><x xmlns='urn:nobody'/>"
        "<request xmlns='urn:xmpp:receipts'/></message>";
    EXPECT_EQ(hs_send(r.session, xml.data(), xml.size(), nullptr), HS_OK) << last_error();
    const hs_element element = parsed("<message to='juliet@localhost'><body>last</body></message>");
    EXPECT_EQ(hs_send_element(r.session, element, nullptr), HS_OK);
    pump(r, j);
    ASSERT_TRUE(j.find("message"));
    EXPECT_EQ(j.events.back()["body"], "last");
    j.events.pop_back();
    const Json first = *j.find("message");
    EXPECT_EQ(first["from"], romeo);
    EXPECT_EQ(first["to"], juliet);
    EXPECT_EQ(first["body"], "O \xC3\xA9");
    EXPECT_EQ(first["lang"], "fr");
    EXPECT_EQ(first["type"], "chat");
    EXPECT_FALSE(first.contains("payloads"));
    const Json second = j.events.back();
    EXPECT_EQ(second["subject"], "s");
    EXPECT_EQ(second["payloads"], Json::parse(R"([{"xml": "<x xmlns='urn:nobody'/>"},
                                                  {"type": "receipts.Request", "value": {}}])"));
    EXPECT_NE(second["xml"].get<std::string>().find("<subject>s</subject>"), std::string::npos);
    const Json* const told = r.find("delivery");
    ASSERT_TRUE(told);
    EXPECT_EQ((*told)["delivery"], number);
    EXPECT_EQ((*told)["state"], "sent");
}

TEST_P(Sessions, ask_and_answer_by_payloads) {
    End r = make(romeo, "wherefore");
    End j = make(juliet, "therefore", {{"software", {{"name", "balcony"}, {"version", "1"}}}});
    begin(r);
    begin(j);
    EXPECT_EQ(hs_serve(j.session, "time", 4, "urn:xmpp:time", 13, 0), HS_OK);
    EXPECT_EQ(hs_serve(j.session, "query", 5, "jabber:iq:last", 14, 0), HS_OK);
    pump(r, j);
    std::uint64_t version = 0;
    const auto ask = [&](std::string_view type, std::string_view payload) {
        std::uint64_t number = 0;
        EXPECT_EQ(hs_ask(r.session, juliet.data(), juliet.size(), 0, type.data(), type.size(), payload.data(),
                         payload.size(), 0, &number),
                  HS_OK)
            << last_error();
        return number;
    };
    version = ask("", "<query xmlns='jabber:iq:version'/>");
    const std::uint64_t time = ask("", "<time xmlns='urn:xmpp:time'/>");
    const std::uint64_t last = ask("last_activity.Activity", "");
    pump(r, j);
    std::vector<Json> requests;
    for (const Json& each : j.events)
        if (each["event"] == "request") requests.push_back(each);
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests[0]["from"], romeo);
    EXPECT_EQ(requests[0]["tag"], "time");
    EXPECT_EQ(requests[0]["namespace"], "urn:xmpp:time");
    const std::string answer = R"({"tzo": "+01:00", "utc": "2026-11-22T10:00:00Z"})";
    EXPECT_EQ(hs_reply(j.session, requests[0]["request"], "entity_time.Time", 16, answer.data(), answer.size()), HS_OK)
        << last_error();
    EXPECT_EQ(hs_reply(j.session, requests[0]["request"], nullptr, 0, nullptr, 0), HS_E_UNKNOWN);
    EXPECT_EQ(hs_refuse(j.session, requests[1]["request"], "no-such-thing", 13, nullptr, 0), HS_E_ARGUMENT);
    EXPECT_EQ(hs_refuse(j.session, requests[1]["request"], "forbidden", 9, "not you", 7), HS_OK) << last_error();
    pump(r, j);
    std::map<std::uint64_t, Json> answers;
    for (const Json& each : r.events)
        if (each.contains("request")) answers[each["request"]] = each;
    EXPECT_EQ(answers[version]["payload"]["value"]["name"], "balcony");
    EXPECT_EQ(answers[version]["payload"]["type"], "version.Info");
    EXPECT_EQ(answers[time]["payload"]["value"]["tzo"], "+01:00");
    EXPECT_EQ(answers[last]["event"], "failure");
    EXPECT_EQ(answers[last]["condition"], "forbidden");
    EXPECT_NE(answers[last]["reason"].get<std::string>().find("not you"), std::string::npos);
}

TEST_P(Sessions, forget_questions) {
    End r = make(romeo, "wherefore");
    begin(r);
    pump(r);
    std::uint64_t number = 0;
    EXPECT_EQ(hs_ask(r.session, nullptr, 0, 0, nullptr, 0, "<ping xmlns='urn:xmpp:ping'/>", 29, 0, &number), HS_OK);
    EXPECT_EQ(hs_forget(r.session, number), HS_OK);
    EXPECT_EQ(hs_forget(r.session, number), HS_E_UNKNOWN);
    pump(r);
    EXPECT_FALSE(r.find("answer") || r.find("failure"));
}

TEST_P(Sessions, know_who_is_there) {
    End r = make(romeo, "wherefore");
    End j = make(juliet, "therefore");
    begin(r);
    begin(j);
    pump(r, j);
    const std::string_view presence = R"({"show": "dnd", "status": "sleeping", "priority": -3})";
    EXPECT_EQ(hs_send_presence(j.session, presence.data(), presence.size()), HS_OK) << last_error();
    pump(r, j);
    const Json roster = Json::parse(given(hs_roster, r.session));
    ASSERT_EQ(roster.size(), 1U);
    EXPECT_EQ(roster[0]["subscription"], "both");
    EXPECT_EQ(roster[0]["resources"], Json::parse(R"([{"jid": "juliet@localhost/balcony", "show": "dnd",
                                                       "status": "sleeping", "priority": -3}])"));
    EXPECT_EQ(r.events.back()["show"], "dnd");
    for (const std::string_view wrong :
         {"{\"show\": \"asleep\"}", "{\"type\": 1}", "{\"priority\": 300}", "{\"sow\": 1}"})
        EXPECT_EQ(hs_send_presence(j.session, wrong.data(), wrong.size()), HS_E_JSON) << wrong;
    EXPECT_EQ(hs_send_presence(j.session, "{\"to\": \"@\"}", 11), HS_E_ADDRESS);
}

TEST_P(Sessions, end_and_may_begin_again) {
    End r = make(romeo, "wherefore");
    begin(r);
    pump(r);
    EXPECT_EQ(hs_session_terminate(r.session), HS_OK);
    pump(r);
    std::int32_t need = 0;
    EXPECT_EQ(hs_session_need(r.session, &need), HS_OK);
    EXPECT_EQ(need, HS_NEED_CLOSE);
    ASSERT_TRUE(r.find("disconnected"));
    EXPECT_EQ((*r.find("disconnected"))["category"], "headstock.core");
    EXPECT_EQ(hs_session_receive(r.session, "<a/>", 4), HS_E_ENDED);
    EXPECT_EQ(hs_send(r.session, "<message/>", 10, nullptr), HS_E_STATE);
    r.events.clear();
    begin(r);
    pump(r);
    EXPECT_TRUE(r.find("ready"));
}

TEST_P(Sessions, go_on_in_another) {
    End r = make(romeo, "wherefore");
    begin(r);
    pump(r);
    const std::string state = given(hs_session_state, r.session);
    r.connection->lost();
    EXPECT_EQ(hs_session_free(r.session), HS_OK);
    End again = make(romeo, "wherefore");
    EXPECT_EQ(hs_session_restore(again.session, "<no/>", 5), HS_E_ARGUMENT);
    EXPECT_EQ(hs_session_restore(again.session, state.data(), state.size()), HS_OK) << last_error();
    begin(again);
    pump(again);
    EXPECT_TRUE(again.find("resumed"));
}

TEST_P(Sessions, take_no_more_than_they_may_keep) {
    End r = make(romeo, "wherefore", {{"events", 1}});
    begin(r);
    EXPECT_EQ(hs_session_receive(r.session, "x", 1), HS_E_FULL);
    hs_text event{};
    EXPECT_EQ(hs_session_event(r.session, &event), HS_OK);
    EXPECT_EQ(hs_session_receive(r.session, "x", 1), HS_OK);  // which ends it
    while (hs_session_event(r.session, &event) == HS_OK) {
    }
    EXPECT_EQ(hs_session_receive(r.session, "x", 1), HS_E_ENDED);
}

TEST_P(Sessions, give_events_to_a_callback) {
    End r = make(romeo, "wherefore");
    struct Heard {
        hs_session session;
        std::vector<std::string> names;
        hs_status freed = HS_OK;
        hs_status sent = HS_E_INTERNAL;
    } heard{r.session, {}};
    const auto listen = [](void* user, const char* json, std::size_t size) {
        auto& all = *static_cast<Heard*>(user);
        all.names.push_back(Json::parse(std::string_view(json, size))["event"]);
        all.freed = hs_session_free(all.session);
        if (all.names.back() == "ready") all.sent = hs_send_presence(all.session, nullptr, 0);
    };
    EXPECT_EQ(hs_session_on_event(r.session, listen, &heard), HS_OK);
    begin(r);
    pump(r);
    EXPECT_TRUE(r.events.empty());
    EXPECT_NE(std::find(heard.names.begin(), heard.names.end(), "ready"), heard.names.end());
    EXPECT_EQ(heard.freed, HS_E_BUSY);
    EXPECT_EQ(heard.sent, HS_OK);
}

TEST_P(Sessions, trace_without_secrets) {
    End r = make(romeo, "wherefore", {{"trace", true}});
    begin(r);
    pump(r);
    ASSERT_TRUE(r.find("trace"));
    EXPECT_EQ((*r.find("trace"))["direction"], "sent");
    for (const Json& each : r.events) EXPECT_EQ(each.dump().find("wherefore"), std::string::npos);
}

TEST_P(Sessions, whose_login_fails_say_why) {
    End r = make(romeo, "wrong");
    begin(r);
    pump(r);
    ASSERT_TRUE(r.find("disconnected"));
    EXPECT_EQ((*r.find("disconnected"))["category"], "headstock.sasl");
}

TEST(Session, refuses_options_that_cannot_be) {
    hs_session made = 0;
    const auto status = [&](std::string_view jid, std::string_view options) {
        return hs_session_new(jid.data(), jid.size(), "x", 1, options.data(), options.size(), &made);
    };
    EXPECT_EQ(status("@", ""), HS_E_ADDRESS);
    for (const std::string_view wrong :
         {"{\"tls\": \"on\"}", "{\"tsl\": \"off\"}", "{\"host\": \"a\"}", "{\"events\": 0}", "{\"login_limit\": -1}",
          "{\"software\": {\"nam\": \"\"}}", "[]", "nothing", "{\"roster\": 1}"})
        EXPECT_EQ(status(romeo, wrong), HS_E_JSON) << wrong;
    EXPECT_EQ(status(romeo, "{\"authorities\": \"/nowhere\"}"), HS_E_ARGUMENT) << last_error();
    EXPECT_EQ(made, 0U);
}

TEST(Session, says_what_cannot_be_done_before_its_start) {
    hs_session session = 0;
    ASSERT_EQ(hs_session_new(romeo.data(), romeo.size(), "x", 1, "{\"tls\": \"off\"}", 14, &session), HS_OK);
    EXPECT_EQ(hs_session_receive(session, "x", 1), HS_E_STATE);
    EXPECT_EQ(hs_session_lost(session, nullptr, 0), HS_E_STATE);
    EXPECT_EQ(hs_send(session, "<message/>", 10, nullptr), HS_E_STATE);
    EXPECT_EQ(hs_session_encrypted(session, nullptr, 0), HS_E_STATE);
    EXPECT_EQ(hs_session_start(session, "{}", 2), HS_E_ARGUMENT);
    EXPECT_EQ(hs_session_consume(session, 1), HS_E_ARGUMENT);
    std::uint64_t milliseconds = 7;
    EXPECT_EQ(hs_session_deadline(session, &milliseconds), HS_NONE);
    EXPECT_EQ(hs_session_start(session, nullptr, 0), HS_OK);
    EXPECT_EQ(hs_session_start(session, nullptr, 0), HS_E_STATE);
    EXPECT_EQ(hs_session_deadline(session, &milliseconds), HS_OK);
    EXPECT_GT(milliseconds, 20'000U);
    EXPECT_LE(milliseconds, 30'000U);
    EXPECT_EQ(hs_session_free(session), HS_OK);
}

/// What a server says up to STARTTLS, and what follows where the caller encrypts.
TEST(Session, lets_the_caller_encrypt) {
    hs_session session = 0;
    const std::string_view outside = "{\"tls\": \"outside\"}";
    ASSERT_EQ(hs_session_new(romeo.data(), romeo.size(), "x", 1, outside.data(), outside.size(), &session), HS_OK);
    EXPECT_EQ(hs_session_start(session, "[]", 2), HS_E_JSON);
    ASSERT_EQ(hs_session_start(session, nullptr, 0), HS_OK);
    const std::string_view offer =
        "<stream:stream xmlns='jabber:client' from='localhost' id='1' version='1.0' "
        "xmlns:stream='http://etherx.jabber.org/streams'><stream:features>"
        "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>";
    EXPECT_EQ(hs_session_receive(session, offer.data(), offer.size()), HS_OK);
    const std::string_view proceed = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    EXPECT_EQ(hs_session_receive(session, proceed.data(), proceed.size()), HS_OK);
    std::int32_t need = 0;
    EXPECT_EQ(hs_session_need(session, &need), HS_OK);
    EXPECT_EQ(need, HS_NEED_ENCRYPTION);
    for (const std::string_view wrong : {"{\"bindings\": {\"tls-nothing\": \"YQ==\"}}",
                                         "{\"bindings\": {\"tls-exporter\": \"a\"}}", "{\"verified\": true}"})
        EXPECT_EQ(hs_session_encrypted(session, wrong.data(), wrong.size()), HS_E_JSON) << wrong;
    const std::string output = given(hs_session_output, session);
    EXPECT_EQ(hs_session_consume(session, output.size()), HS_OK);
    const std::string_view channel = "{\"bindings\": {\"tls-exporter\": \"YQ==\"}}";
    EXPECT_EQ(hs_session_encrypted(session, channel.data(), channel.size()), HS_OK) << last_error();
    EXPECT_TRUE(given(hs_session_output, session).starts_with("<?xml")) << given(hs_session_output, session);
    EXPECT_EQ(hs_session_lost(session, "it broke", 8), HS_OK);
    hs_text event{};
    std::string all;
    while (hs_session_event(session, &event) == HS_OK) all += text(event);
    EXPECT_NE(all.find("it broke"), std::string::npos) << all;
    EXPECT_EQ(hs_session_free(session), HS_OK);
}

}  // namespace
}  // namespace headstock::capi::test
