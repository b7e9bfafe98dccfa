// SPDX-License-Identifier: MIT
#include "headstock/core/compression.hpp"

#include <string>

#include "headstock/core/stream_test.hpp"

namespace headstock::core {
namespace {

using namespace stream_test;

constexpr std::string_view offered =
    "<compression xmlns='http://jabber.org/features/compress'><method>lzw</method><method>zlib</method></compression>";
constexpr std::string_view wish =
    "<compress xmlns='http://jabber.org/protocol/compress'><method>zlib</method></compress>";
constexpr std::string_view binding =
    "<iq type='set' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>balcony</resource></bind></iq>";

class Compressions : public ::testing::TestWithParam<std::size_t> {
protected:
    static StreamOptions compressing(bool wanted) {
        StreamOptions options;
        options.auth.allow_plain = true;
        options.compression = wanted;
        return options;
    }
    /// Up to the features that follow the login.
    static void log_in(testing::Conversation& server, std::string_view features) {
        server.stream.start({.encrypted = true, .bindings = {}});
        server.expect_header("capulet.lit").say_header(plain).expect(auth).say(success);
        server.expect_header("capulet.lit").say_header(features);
    }
    static Account juliet() { return {Jid::parse("juliet@capulet.lit/balcony").value(), Secret("r0m30myr0m30")}; }
};

TEST_P(Compressions, another_stream_begins_inside_it) {
    testing::Conversation server(GetParam(), juliet(), compressing(true));
    log_in(server, std::string(offered) + std::string(bind));
    server.expect(wish).say("<compressed xmlns='http://jabber.org/protocol/compress'/>");
    ASSERT_EQ(server.stream.need(), Need::compression);
    server.expect_nothing();
    server.stream.compressed();
    server.expect_header("capulet.lit").say_header(std::string(offered) + std::string(bind)).expect(binding);
}

TEST_P(Compressions, nothing_may_come_between_the_agreement_and_the_compression) {
    testing::Conversation server(0, juliet(), compressing(true));
    log_in(server, std::string(offered) + std::string(bind));
    server.expect(wish).say("<compressed xmlns='http://jabber.org/protocol/compress'/><presence/>");
    EXPECT_EQ(server.stream.end()->code, Errc::unexpected_element);
}

TEST_P(Compressions, a_server_that_will_not_is_talked_to_without) {
    testing::Conversation server(GetParam(), juliet(), compressing(true));
    log_in(server, std::string(offered) + std::string(bind));
    server.expect(wish).say("<failure xmlns='http://jabber.org/protocol/compress'><setup-failed/></failure>");
    server.expect(binding);
}

TEST_P(Compressions, is_not_asked_for_unless_it_is_wanted_and_offered) {
    testing::Conversation unwanted(GetParam(), juliet(), compressing(false));
    log_in(unwanted, std::string(offered) + std::string(bind));
    unwanted.expect(binding);
    testing::Conversation other(GetParam(), juliet(), compressing(true));
    log_in(other, "<compression xmlns='http://jabber.org/features/compress'><method>lzw</method></compression>" +
                      std::string(bind));
    other.expect(binding);
}

TEST_P(Compressions, nothing_else_answers_it) {
    testing::Conversation server(GetParam(), juliet(), compressing(true));
    log_in(server, std::string(offered) + std::string(bind));
    server.expect(wish).say("<compressed xmlns='x'/>");
    EXPECT_EQ(server.stream.end()->code, Errc::unexpected_element);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Compressions, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::core
