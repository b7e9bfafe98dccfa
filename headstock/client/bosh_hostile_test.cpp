// SPDX-License-Identifier: MIT
#include <map>

#include "headstock/client/bosh.hpp"
#include "headstock/client/bosh_support.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/network/errc.hpp"

namespace headstock::client {
namespace {

using namespace test;

/// Servers that refuse, err, and worse.
class HostileBoshes : public Boshes {};

TEST_F(HostileBoshes, conditions_are_told_to_the_stream_in_its_own_words) {
    const std::map<std::string, std::string> words{{"host-gone", "host-gone"},
                                                   {"host-unknown", "host-unknown"},
                                                   {"improper-addressing", "improper-addressing"},
                                                   {"internal-server-error", "internal-server-error"},
                                                   {"policy-violation", "policy-violation"},
                                                   {"remote-connection-failed", "remote-connection-failed"},
                                                   {"system-shutdown", "system-shutdown"},
                                                   {"undefined-condition", "undefined-condition"},
                                                   {"bad-request", "bad-format"},
                                                   {"no-such-condition", "undefined-condition"}};
    for (const auto& [condition, word] : words) {
        Bosh one(at_once(), clock, random);
        EXPECT_TRUE(one.answered(one.next()->id, 200, created));
        (void)one.take_input();
        EXPECT_TRUE(one.answered(one.next()->id, 200, terminate(condition, "<message id='last'/>")));
        const std::string heard = one.take_input();
        EXPECT_TRUE(heard.starts_with("<message id='last'/><stream:error><" + word + " xmlns=")) << heard;
        EXPECT_TRUE(heard.ends_with("</stream:error></stream:stream>")) << heard;
        EXPECT_TRUE(one.over());
    }
}

TEST_F(HostileBoshes, a_remote_error_is_passed_on_whole) {
    const std::string parts =
        "<xml-not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>Some special</text>";
    const std::string error = "<stream:error>" + parts + "</stream:error>";
    for (const auto& said :
         {terminate("remote-stream-error", parts), terminate("remote-stream-error", error), body("", error)}) {
        Bosh one(at_once(), clock, random);
        EXPECT_TRUE(one.answered(one.next()->id, 200, created));
        (void)one.take_input();
        EXPECT_TRUE(one.answered(one.next()->id, 200, said));
        EXPECT_EQ(one.take_input(), error + "</stream:stream>");
        EXPECT_TRUE(one.over());
    }
}

TEST_F(HostileBoshes, a_refused_session_is_a_streams_error) {
    EXPECT_EQ(refusal(terminate("host-unknown")).code, core::StreamCondition::host_unknown);
    EXPECT_EQ(refusal(terminate("system-shutdown")).code, core::StreamCondition::system_shutdown);
    EXPECT_EQ(refusal(body("type='terminate'")).code, core::StreamCondition::undefined_condition);
    EXPECT_EQ(refusal(terminate("see-other-uri", "<uri>http://evil.example/</uri>")),
              (Error{core::StreamCondition::see_other_host, "http://evil.example/"}))
        << "handed out, never gone to";
    EXPECT_EQ(refusal(terminate("remote-stream-error", "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>")).code,
              core::StreamCondition::conflict);
}

TEST_F(HostileBoshes, a_session_that_the_server_does_not_know_any_more_is_a_lost_connection) {
    for (const char* condition : {"item-not-found", "other-request"}) {
        Bosh one(at_once(), clock, random);
        EXPECT_TRUE(one.answered(one.next()->id, 200, created));
        const auto lost = one.answered(one.next()->id, 200, terminate(condition));
        ASSERT_FALSE(lost);
        EXPECT_EQ(lost.error(), (Error{core::Errc::connection_lost, "BOSH: " + std::string(condition)}));
        EXPECT_TRUE(one.over());
    }
}

TEST_F(HostileBoshes, the_statuses_of_old_servers_are_conditions) {
    const std::map<long, std::string> meanings{{400, "bad-format"}, {403, "policy-violation"}};
    for (const auto& [status, word] : meanings) {
        Bosh one(at_once(), clock, random);
        EXPECT_TRUE(one.answered(one.next()->id, 200, created));
        (void)one.take_input();
        EXPECT_TRUE(one.answered(one.next()->id, status, "no matter"));
        EXPECT_TRUE(one.take_input().starts_with("<stream:error><" + word));
    }
    establish();
    const auto gone = bosh.answered(request().id, 404, "");
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, core::Errc::connection_lost);
}

TEST_F(HostileBoshes, where_there_is_no_bosh_the_status_says_so) {
    for (const long status : {301, 400, 403, 404, 405}) {
        Bosh one(at_once(), clock, random);
        const auto answered = one.answered(one.next()->id, status, created);
        ASSERT_FALSE(answered);
        EXPECT_EQ(answered.error(), (Error{network::Errc::fetch_failed, "status " + std::to_string(status)}));
    }
}

TEST_F(HostileBoshes, a_session_needs_a_sid_and_numbers_that_are_some) {
    for (const auto& said :
         {body(""), body("sid=''"), body("sid='" + std::string(1025, 'x') + "'"), body("sid='s' requests='0'"),
          body("sid='s' requests='-1'"), body("sid='s' requests='99999999999'"), body("sid='s' polling='soon'"),
          std::string("<html/>"), std::string("<body xmlns='else'/>")})
        EXPECT_EQ(refusal(said).code, core::Errc::not_a_stream) << said;
}

TEST_F(HostileBoshes, an_answer_of_another_session_ends_it) {
    establish();
    EXPECT_TRUE(answer(request(), body("sid='SomeSID'", "<message/>")));
    const auto other = answer(request(), body("sid='OtherSID'", "<message/>"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, core::Errc::not_a_stream);
    EXPECT_EQ(bosh.take_input(), "<message/>");
}

TEST_F(HostileBoshes, what_is_no_document_ends_it) {
    for (const auto& bad : {std::string(), std::string("text"), std::string("<body"), body("") + "<body/>",
                            "<!DOCTYPE body>" + body(""), body("", "<!-- -->"), body("", "<a>"), body("", "\xff"),
                            body("", "<x:a/>"), std::string("<stream:stream>")}) {
        Bosh one(at_once(), clock, random);
        EXPECT_TRUE(one.answered(one.next()->id, 200, created));
        (void)one.take_input();
        EXPECT_FALSE(one.answered(one.next()->id, 200, bad)) << bad;
        EXPECT_EQ(one.take_input(), "") << bad;
        EXPECT_TRUE(one.over());
    }
}

TEST_F(HostileBoshes, stanzas_are_limited_each) {
    BoshOptions options = at_once();
    options.limits.stanza = 1000;
    Bosh one(options, clock, random);
    EXPECT_TRUE(one.answered(one.next()->id, 200, created));
    const std::string large = "<message>" + std::string(900, 'x') + "</message>";
    EXPECT_TRUE(one.answered(one.next()->id, 200, body("", large + large + large)));
    EXPECT_FALSE(one.answered(one.next()->id, 200, body("", "<message>" + std::string(1000, 'x') + "</message>")));
}

TEST_F(HostileBoshes, nothing_is_asked_for_while_too_much_waits) {
    BoshOptions options = at_once();
    options.unread = 1000;
    Bosh one(options, clock, random);
    EXPECT_TRUE(one.answered(one.next()->id, 200, created));
    EXPECT_TRUE(one.answered(one.next()->id, 200, body("", "<message>" + std::string(1000, 'x') + "</message>")));
    EXPECT_GE(one.waiting(), 1000U);
    EXPECT_TRUE(one.send(std::string(header) + "<presence/>"));
    EXPECT_FALSE(one.next());
    EXPECT_FALSE(one.deadline());
    (void)one.take_input();
    EXPECT_TRUE(one.next());
}

TEST_F(HostileBoshes, what_the_stream_writes_must_be_xml) {
    establish();
    EXPECT_FALSE(bosh.send("\x78\x9c"));
}

TEST_F(HostileBoshes, what_a_server_says_cannot_break_out_of_a_request) {
    establish(body("sid='&apos;&gt;&lt;evil/&gt;' from='example.com'"));
    EXPECT_EQ(attribute(request(), "sid"), "'><evil/>");
}

}  // namespace
}  // namespace headstock::client
