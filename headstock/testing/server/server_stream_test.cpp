// SPDX-License-Identifier: MIT
#include "headstock/testing/server/server_stream.hpp"

#include <gtest/gtest.h>

#include "headstock/testing/server/world.hpp"

namespace headstock::testing::test {
namespace {

/// What a stream that ends with that error says behind its header.
std::string error(std::string_view condition) {
    return "<stream:error><" + std::string(condition) +
           " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
}

std::string features(std::string_view said) { return std::string(said.substr(said.find("<stream:features"))); }

/// Says something to a new server, in pieces, and gives the answer.
struct Talk {
    explicit Talk(std::size_t piece = 0, ServerOptions options = in_plain())
        : world(std::move(options)), client(world.server.connect()), chunk(piece) {}
    std::string say(std::string_view text) {
        const std::size_t step = chunk == 0 ? text.size() : chunk;
        for (std::size_t at = 0; at < text.size(); at += step) client->receive(text.substr(at, step));
        return client->take_output();
    }
    World world;
    std::unique_ptr<Server::Connection> client;
    std::size_t chunk;
};

class ServerStream : public ::testing::TestWithParam<std::size_t> {};

TEST_P(ServerStream, answers_a_header_with_its_own_and_what_it_can_do) {
    Talk talk(GetParam());
    const std::string said = talk.say(header);
    EXPECT_TRUE(said.starts_with("<?xml version='1.0'?><stream:stream ")) << said;
    for (const char* part : {" from='localhost'", " version='1.0'", " xmlns='jabber:client'", " id='"})
        EXPECT_NE(said.find(part), std::string::npos) << part << " in " << said;
    EXPECT_EQ(compare("<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                      "<mechanism>SCRAM-SHA-512</mechanism><mechanism>SCRAM-SHA-256</mechanism>"
                      "<mechanism>SCRAM-SHA-1</mechanism></mechanisms></stream:features>",
                      features(said), talk.world.names),
              "");
}

TEST_P(ServerStream, demands_tls_before_anything_else) {
    Talk talk(GetParam(), ServerOptions());
    EXPECT_EQ(compare("<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
                      "</stream:features>",
                      features(talk.say(header)), talk.world.names),
              "");
    EXPECT_EQ(compare("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><encryption-required/></failure>",
                      talk.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>=</auth>"),
                      talk.world.names),
              "");
}

TEST_P(ServerStream, closes_when_the_client_does) {
    Talk talk(GetParam());
    (void)talk.say(header);
    EXPECT_EQ(talk.say("</stream:stream>"), "</stream:stream>");
    EXPECT_TRUE(talk.client->finished());
    EXPECT_EQ(talk.say("<presence/>"), "");
}

TEST_P(ServerStream, lets_white_space_pass) {
    Talk talk(GetParam());
    (void)talk.say(header);
    EXPECT_EQ(talk.say(" \n \t "), "");
    EXPECT_FALSE(talk.client->finished());
}

struct Wrong {
    const char* said;
    const char* condition;
};

TEST_P(ServerStream, ends_with_the_error_that_fits) {
    const std::string start = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' ";
    const std::string good(header);
    const std::vector<std::pair<std::string, const char*>> all{
        {start + "to='remote.example' version='1.0'>", "host-unknown"},
        {start + "to='' version='1.0'>", "host-unknown"},
        {start + "version='1.0'>", "improper-addressing"},
        {start + "to='localhost'>", "unsupported-version"},
        {start + "to='localhost' version='0.9'>", "unsupported-version"},
        {start + "to='localhost' version='many'>", "unsupported-version"},
        {"<stream:stream xmlns='jabber:client' xmlns:stream='http://wrong.example' to='localhost' version='1.0'>",
         "invalid-namespace"},
        {"<stream:river xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>", "bad-format"},
        {"GET / HTTP/1.1\r\n\r\n", "not-well-formed"},
        {good + "<a></b>", "not-well-formed"},
        {good + "<!-- a comment -->", "restricted-xml"},
        {good + "<x:a/>", "bad-namespace-prefix"},
        {"<?xml version='1.0' encoding='latin1'?>", "unsupported-encoding"},
        {good + "<message to='juliet@localhost'><body>Hi</body></message>", "not-authorized"},
        {good + "<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>", "not-authorized"},
        {good + "<wish xmlns='urn:example:wishes'/>", "unsupported-stanza-type"},
        {good + "<iq>" + std::string(70'000, 'x'), "policy-violation"},
        {good + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'>" + std::string(1'100, '<'), "not-well-formed"},
    };
    for (const auto& [text, condition] : all) {
        Talk talk(GetParam());
        const std::string said = talk.say(text);
        const std::size_t at = said.find("<stream:error>");
        ASSERT_NE(at, std::string::npos) << text.substr(0, 200) << " -> " << said;
        EXPECT_TRUE(said.ends_with(error(condition))) << text.substr(0, 200) << " -> " << said;
        EXPECT_NE(said.find("<stream:stream "), std::string::npos) << "an error needs a stream to be said in";
        EXPECT_TRUE(talk.client->finished());
    }
}

TEST_P(ServerStream, has_no_tls_where_it_did_not_offer_any) {
    Talk talk(GetParam());
    (void)talk.say(header);
    EXPECT_EQ(talk.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
              "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>");
}

TEST_P(ServerStream, ends_when_the_handshake_is_none) {
    Talk talk(GetParam(), ServerOptions());
    (void)talk.say(header);
    EXPECT_EQ(talk.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
              "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    (void)talk.say(std::string(header) + "<presence/>");
    EXPECT_TRUE(talk.client->finished());
}

INSTANTIATE_TEST_SUITE_P(Chunks, ServerStream, ::testing::Values(0, 1, 7));

TEST(ServerStreamAlone, hears_nothing_that_was_said_before_tls) {
    Talk talk(0, ServerOptions());
    (void)talk.say(header);
    EXPECT_EQ(talk.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><presence/>"), error("policy-violation"));
}

TEST(ServerStreamAlone, waits_for_a_login_only_so_long) {
    Talk talk;
    ASSERT_TRUE(talk.client->deadline());
    talk.world.clock.advance(std::chrono::seconds(29));
    talk.client->expire();
    EXPECT_FALSE(talk.client->finished());
    talk.world.clock.advance(std::chrono::seconds(1));
    talk.client->expire();
    EXPECT_TRUE(talk.client->finished());
    EXPECT_TRUE(talk.client->output().ends_with(error("connection-timeout")));
}

TEST(ServerStreamAlone, waits_only_so_long_for_a_client_to_fetch_its_last_words) {
    Talk talk;
    talk.client->receive("nonsense");
    ASSERT_TRUE(talk.client->deadline());
    EXPECT_FALSE(talk.client->output().empty());
    talk.world.clock.advance(std::chrono::seconds(2));
    talk.client->expire();
    EXPECT_TRUE(talk.client->output().empty());
    EXPECT_FALSE(talk.client->deadline());
}

TEST(ServerStreamAlone, gives_its_output_in_parts) {
    Talk talk;
    talk.client->receive(header);
    const std::string all(talk.client->output());
    talk.client->consume(10);
    EXPECT_EQ(talk.client->output(), std::string_view(all).substr(10));
    talk.client->consume(all.size() - 10);
    EXPECT_EQ(talk.client->output(), "");
}

}  // namespace
}  // namespace headstock::testing::test
