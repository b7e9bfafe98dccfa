// SPDX-License-Identifier: MIT
// Logins that compute for long: a slice at a time, whenever the stream's deadline is due.
#include <chrono>
#include <string>

#include "headstock/auth/error.hpp"
#include "headstock/auth/scram_server.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/core/sasl_condition.hpp"
#include "headstock/core/stream_test.hpp"

namespace headstock::core {
namespace {

using namespace std::chrono_literals;
using namespace stream_test;

constexpr int many = 1'000'000;

/// What the server knows of the password: made once, as that takes a second.
auth::ScramVerifier verifier(std::string_view /*username*/) {
    static const auth::ScramVerifier made = auth::make_verifier(auth::Hash::sha1, "r0m30myr0m30", "salt", many).value();
    return made;
}

/// A server that wants a million iterations, by SASL or SASL2.
class Computation : public ::testing::TestWithParam<bool> {
protected:
    const std::string ns = GetParam() ? "urn:xmpp:sasl:2" : "urn:ietf:params:xml:ns:xmpp-sasl";
    Conversation server{7, Account(jid("juliet@capulet.lit"), Secret("r0m30myr0m30")), {}};
    Stream& stream = server.stream;
    auth::ScramServer scram{{.find = verifier, .nonce = "server"}};

    [[nodiscard]] std::string element(std::string_view tag, std::string_view content) const {
        return "<" + std::string(tag) + " xmlns='" + ns + "'>" + std::string(content) + "</" + std::string(tag) + ">";
    }
    /// Up to the point where the stream has been asked for so many.
    void challenge() {
        stream.start({.encrypted = true});
        server.expect_header("capulet.lit");
        server.say_header(element(GetParam() ? "authentication" : "mechanisms", "<mechanism>SCRAM-SHA-1</mechanism>"));
        const std::string agent = "<user-agent id='{agent}'><software>headstock</software></user-agent>";
        server.expect(GetParam() ? "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-1'>"
                                   "<initial-response>{first}</initial-response>" +
                                       agent + "</authenticate>"
                                 : "<auth xmlns='" + ns + "' mechanism='SCRAM-SHA-1'>{first}</auth>");
        const std::string question = scram.first(from_base64(server.name("first")).value()).value();
        server.say(element("challenge", to_base64(question))).expect_nothing();
        ASSERT_TRUE(stream.computing());
    }
    void expect_due() const { EXPECT_EQ(stream.deadline(), server.clock.now()); }
    [[nodiscard]] std::error_code why() const { return stream.end() ? stream.end()->code : std::error_code(); }
};

TEST_P(Computation, goes_on_at_each_expiry_until_the_response_is_there) {
    challenge();
    int slices = 1;
    for (; stream.computing() && slices < 1000; ++slices) {
        expect_due();
        server.expect_nothing();
        stream.expire();
    }
    EXPECT_EQ(slices, 50);
    server.expect(element("response", "{proof}"));
    EXPECT_GT(stream.deadline(), server.clock.now());  // the login's limit alone
    const std::string signature = to_base64(scram.final(from_base64(server.name("proof")).value()).value());
    if (GetParam())
        server.say(element("success", "<additional-data>" + signature +
                                          "</additional-data><authorization-identifier>juliet@capulet.lit"
                                          "</authorization-identifier>"));
    else server.say(element("success", signature)).expect_header("capulet.lit");
    EXPECT_EQ(stream.status(), Status::authenticated);
}

TEST_P(Computation, is_told_to_who_waits_for_a_deadline) {
    int stirs = 0;
    bool told = false;
    stream.on_stir([&] { ++stirs, told |= stream.computing(); });
    challenge();
    EXPECT_TRUE(told);
    EXPECT_GT(stirs, 0);
}

TEST_P(Computation, ends_when_the_stream_is_closed) {
    challenge();
    stream.expire();
    stream.terminate();
    EXPECT_FALSE(stream.computing());
    EXPECT_GT(stream.deadline(), server.clock.now());
    server.expect_close();
    stream.expire();
    server.expect_nothing();
    server.say("</stream:stream>").expect_nothing();
    EXPECT_EQ(why(), Errc::closed);
}

TEST_P(Computation, is_not_spoken_of_once_the_stream_was_closed) {
    challenge();
    stream.terminate();
    server.expect_close().say(element("challenge", to_base64("r=x"))).expect_nothing();
    EXPECT_EQ(why(), auth::Errc::unexpected_challenge);
}

TEST_P(Computation, ends_with_the_connection) {
    challenge();
    stream.expire();
    stream.connection_lost();
    EXPECT_FALSE(stream.computing());
    EXPECT_FALSE(stream.deadline());
    stream.expire();
    EXPECT_EQ(why(), Errc::connection_lost);
}

TEST_P(Computation, may_not_outlast_the_login) {
    challenge();
    server.wait(28s).wait(1s);
    EXPECT_TRUE(stream.computing());
    server.wait(1s);
    EXPECT_EQ(why(), Errc::login_timeout);
    EXPECT_FALSE(stream.computing());
    server.expect("<stream:error><connection-timeout xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
    server.expect_close();
}

TEST_P(Computation, is_not_forestalled_by_a_success) {
    challenge();
    stream.expire();
    server.say(GetParam()
                   ? element("success", "<authorization-identifier>juliet@capulet.lit</authorization-identifier>")
                   : element("success", ""));
    EXPECT_EQ(why(), auth::Errc::early_success);
    EXPECT_FALSE(stream.computing());
}

TEST_P(Computation, takes_no_other_challenge) {
    challenge();
    stream.expire();
    server.say(element("challenge", to_base64("r=x,s=c2FsdA==,i=4096")));
    EXPECT_EQ(why(), auth::Errc::unexpected_challenge);
    EXPECT_FALSE(stream.computing());
}

TEST_P(Computation, takes_no_stanza) {
    challenge();
    server.say("<message><body>hi</body></message>");
    EXPECT_EQ(why(), Errc::unexpected_element);
    EXPECT_FALSE(stream.computing());
}

TEST_P(Computation, ends_with_the_servers_failure) {
    challenge();
    stream.expire();
    server.say(element("failure", "<temporary-auth-failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
    EXPECT_EQ(why(), SaslCondition::temporary_auth_failure);
    EXPECT_FALSE(stream.computing());
    server.expect_close().expect_nothing();
}

TEST_P(Computation, gives_way_to_another_mechanism_where_the_server_changes_its_mind) {
    stream.start({.encrypted = true});
    server.expect_header("capulet.lit");
    server.say_header(element(GetParam() ? "authentication" : "mechanisms",
                              "<mechanism>SCRAM-SHA-256</mechanism><mechanism>SCRAM-SHA-1</mechanism>"));
    const std::string said = stream.take_output();
    const std::string mark = GetParam() ? "<initial-response>" : "mechanism='SCRAM-SHA-256'>";
    const std::size_t begin = said.find(mark) + mark.size();
    const std::string first = from_base64(said.substr(begin, said.find('<', begin) - begin)).value();
    server.say(element("challenge", to_base64(first.substr(first.find("r=")) + "x,s=c2FsdA==,i=1000000")));
    ASSERT_TRUE(stream.computing());
    server.say(element("failure", "<temporary-auth-failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
    EXPECT_FALSE(stream.computing());
    EXPECT_NE(stream.take_output().find("mechanism='SCRAM-SHA-1'"), std::string::npos);
    EXPECT_FALSE(stream.end());
}

INSTANTIATE_TEST_SUITE_P(Profiles, Computation, ::testing::Values(false, true),
                         [](const auto& profile) { return profile.param ? "sasl2" : "sasl"; });

}  // namespace
}  // namespace headstock::core
