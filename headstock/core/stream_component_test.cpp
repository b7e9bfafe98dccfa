// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "headstock/auth/crypto.hpp"
#include "headstock/base/hex.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/core/stream_test.hpp"

namespace headstock::core {
namespace {

using namespace stream_test;

constexpr std::string_view header =
    "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:component:accept' "
    "from='plays.shakespeare.lit' id='3BF96D32'>";

class Components : public ::testing::TestWithParam<std::size_t> {
protected:
    static StreamOptions plain_text() {
        StreamOptions options;
        options.encryption = Encryption::off;
        return options;
    }
    static Account plays() { return Account::component(Jid::parse("plays.shakespeare.lit").value(), Secret("pencil")); }
    static std::string handshake() {
        return "<handshake>" + to_hex(auth::digest(auth::Hash::sha1, "3BF96D32pencil")) + "</handshake>";
    }
    void log_in() {
        server.stream.start();
        server.expect_header("plays.shakespeare.lit").say(header).expect(handshake()).say("<handshake/>");
    }

    testing::Conversation server{GetParam(), plays(), plain_text()};
};

TEST_P(Components, a_component_proves_its_secret_and_is_bound_to_its_domain) {
    std::vector<Status> told;
    const auto telling = server.stream.on_status([&](Status status) { told.push_back(status); });
    server.stream.start();
    EXPECT_EQ(server.stream.output(),
              "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' "
              "xmlns:stream='http://etherx.jabber.org/streams' to='plays.shakespeare.lit'>");
    server.expect_header("plays.shakespeare.lit").say(header).expect(handshake()).say("<handshake/>");
    EXPECT_EQ(told, (std::vector{Status::connecting, Status::connected, Status::authenticated, Status::bound}));
    EXPECT_EQ(server.stream.address().text(), "plays.shakespeare.lit");
    server.expect_nothing();
}

TEST_P(Components, stanzas_go_out_from_its_domain_or_from_whom_it_says) {
    log_in();
    ASSERT_TRUE(server.stream.send(chat(jid("romeo@montague.lit"), "O!")));
    server.expect(
        "<message from='plays.shakespeare.lit' to='romeo@montague.lit' type='chat'><body>O!</body></message>");
    ASSERT_TRUE(server.stream.send(chat(jid("romeo@montague.lit"), "O!").from(jid("hamlet@plays.shakespeare.lit"))));
    server.expect(
        "<message from='hamlet@plays.shakespeare.lit' to='romeo@montague.lit' type='chat'><body>O!</body></message>");
}

TEST_P(Components, requests_are_answered_as_whoever_was_asked) {
    log_in();
    const auto answering = server.stream.router().respond({"q", "x"}, IqType::get, [](const Iq& iq) {
        return Result<std::optional<bridge::Element>>(bridge::Element("a", "x").text(iq.to().text()));
    });
    server.say(
        "<iq type='get' id='1' from='romeo@montague.lit/o' to='hamlet@plays.shakespeare.lit'><q xmlns='x'/></iq>");
    server.expect(
        "<iq type='result' id='1' to='romeo@montague.lit/o' from='hamlet@plays.shakespeare.lit'>"
        "<a xmlns='x'>hamlet@plays.shakespeare.lit</a></iq>");
    server.say("<iq type='get' id='2' from='romeo@montague.lit/o' to='plays.shakespeare.lit'><q xmlns='y'/></iq>");
    server.expect(
        "<iq type='error' id='2' to='romeo@montague.lit/o' from='plays.shakespeare.lit'><error type='cancel' "
        "code='503'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

TEST_P(Components, questions_are_asked_for_any_of_its_addresses) {
    log_in();
    bool answered = false;
    server.stream.ask<Done>(
        get<Done>(jid("romeo@montague.lit/o"), bridge::Element("q", "x")).as(jid("hamlet@plays.shakespeare.lit")),
        [&](const Result<Done>& answer) { answered = answer.has_value(); });
    server.expect(
        "<iq type='get' id='{1}' to='romeo@montague.lit/o' from='hamlet@plays.shakespeare.lit'><q xmlns='x'/></iq>");
    server.say("<iq type='result' id='{1}' from='juliet@capulet.lit/o' to='hamlet@plays.shakespeare.lit'/>");
    EXPECT_FALSE(answered);
    server.say("<iq type='result' id='{1}' from='romeo@montague.lit/o' to='hamlet@plays.shakespeare.lit'/>");
    EXPECT_TRUE(answered);
}

TEST_P(Components, a_wrong_secret_is_told_as_the_server_says_it) {
    server.stream.start();
    server.expect_header("plays.shakespeare.lit").say(header).expect(handshake());
    server.say(
        "<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
    EXPECT_EQ(server.stream.end()->code, StreamCondition::not_authorized);
}

TEST_P(Components, nothing_else_may_come_before_the_handshake) {
    for (const char* other : {"<message from='a@b'/>", "<stream:features/>", "<handshake xmlns='x'/>"}) {
        testing::Conversation other_server(GetParam(), plays(), plain_text());
        other_server.stream.start();
        other_server.say(header).say(other);
        EXPECT_EQ(other_server.stream.end()->code, Errc::unexpected_element) << other;
    }
}

TEST_P(Components, a_header_without_an_id_proves_nothing) {
    server.stream.start();
    server.say("<stream:stream xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:component:accept'>");
    EXPECT_EQ(server.stream.end()->code, Errc::not_a_stream);
}

TEST_P(Components, the_secret_is_not_proved_in_plain_text_unless_that_is_wanted) {
    testing::Conversation safe(GetParam(), plays(), StreamOptions());
    safe.stream.start();
    safe.expect_header("plays.shakespeare.lit").say(header);
    EXPECT_EQ(safe.stream.end()->code, Errc::tls_not_offered);
    testing::Conversation inside_tls(GetParam(), plays(), StreamOptions());
    inside_tls.stream.start({.encrypted = true, .bindings = {}});
    inside_tls.expect_header("plays.shakespeare.lit").say(header).expect(handshake());
}

TEST_P(Components, the_proof_is_not_traced) {
    std::string traced;
    const auto tracing = server.stream.on_trace([&](Direction, std::string_view text) { traced.append(text); });
    log_in();
    EXPECT_NE(traced.find("[secret]"), std::string::npos);
    EXPECT_EQ(traced.find(to_hex(auth::digest(auth::Hash::sha1, "3BF96D32pencil"))), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Components, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::core
