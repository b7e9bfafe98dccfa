// SPDX-License-Identifier: MIT
#include "headstock/extensions/version.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::version {
namespace {

HEADSTOCK_PAYLOAD_TEST(Info);

class Version : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation server{GetParam()};
    core::Stream& stream = server.stream;
    Module module{stream};
    const core::Jid romeo = core::jid("romeo@montague.lit/orchard");
};

TEST_P(Version, query_reads_the_answer) {
    std::optional<Result<Info>> answer;
    stream.ask<Info>(query(romeo), [&](Result<Info> heard) { answer = std::move(heard); });
    server.expect("<iq type='get' id='{1}' to='romeo@montague.lit/orchard'><query xmlns='jabber:iq:version'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='romeo@montague.lit/orchard'><query xmlns='jabber:iq:version'>"
            "<name>Exodus</name><version>0.7</version></query></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ(**answer, (Info{.software = "Exodus", .version = "0.7", .os = std::nullopt}));
}

TEST_P(Version, query_ignores_an_answer_from_someone_else) {
    std::optional<Result<Info>> answer;
    stream.ask<Info>(query(romeo), [&](Result<Info> heard) { answer = std::move(heard); });
    server.expect("<iq type='get' id='{1}' to='romeo@montague.lit/orchard'><query xmlns='jabber:iq:version'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='mallory@evil.lit'><query xmlns='jabber:iq:version'>"
            "<name>Trojan</name><version>1</version></query></iq>");
    EXPECT_FALSE(answer);
}

TEST_P(Version, an_answer_without_a_version_names_what_is_missing) {
    std::optional<Result<Info>> answer;
    stream.ask<Info>(query(romeo), [&](Result<Info> heard) { answer = std::move(heard); });
    server.expect("<iq type='get' id='{1}' to='romeo@montague.lit/orchard'><query xmlns='jabber:iq:version'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='romeo@montague.lit/orchard'><query "
            "xmlns='jabber:iq:version'><name>Exodus</name></query></iq>");
    ASSERT_TRUE(answer);
    EXPECT_NE(answer->error().text.find("version"), std::string::npos);
}

TEST_P(Version, questions_are_answered_with_what_we_run) {
    module.answer_with({"Psi", "0.11", "Linux"});
    server.say("<iq type='get' id='v1' from='romeo@montague.lit/orchard'><query xmlns='jabber:iq:version'/></iq>")
        .expect(
            "<iq type='result' id='v1' to='romeo@montague.lit/orchard'><query xmlns='jabber:iq:version'>"
            "<name>Psi</name><version>0.11</version><os>Linux</os></query></iq>");
    EXPECT_EQ(stream.announced(), std::vector<std::string>{"jabber:iq:version"});
}

TEST_P(Version, unanswered_questions_get_service_unavailable) {
    server.say("<iq type='get' id='v1' from='romeo@montague.lit/orchard'><query xmlns='jabber:iq:version'/></iq>")
        .expect(
            "<iq type='error' id='v1' to='romeo@montague.lit/orchard'><error type='cancel' code='503'>"
            "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_TRUE(stream.announced().empty());
}

TEST_P(Version, every_answer_is_heard_whoever_asked) {
    std::string heard;
    auto hearing = module.on_received([&](const Info& info) { heard += info.software + " " + info.os.value_or("?"); });
    module.ask(romeo);
    server.expect("<iq type='get' id='{1}' to='romeo@montague.lit/orchard'><query xmlns='jabber:iq:version'/></iq>")
        .say(
            "<iq type='result' id='{1}' from='romeo@montague.lit/orchard'><query xmlns='jabber:iq:version'>"
            "<name>Exodus</name><version>0.7</version><os>Windows</os></query></iq>");
    EXPECT_EQ(heard, "Exodus Windows");
}

TEST_P(Version, an_error_is_not_a_request_and_not_an_answer) {
    module.answer_with({"Psi", "0.11", std::nullopt});
    int heard = 0;
    auto hearing = module.on_received([&](const Info&) { ++heard; });
    server
        .say(
            "<iq type='error' id='v1' from='romeo@montague.lit/orchard'><query xmlns='jabber:iq:version'/><error "
            "type='cancel'>"
            "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
        .expect_nothing();
    EXPECT_EQ(heard, 0);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Version, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::version
