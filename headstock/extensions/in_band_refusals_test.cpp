// SPDX-License-Identifier: MIT
#include <optional>
#include <vector>

#include "headstock/extensions/in_band_test.hpp"

namespace headstock::in_band {
namespace {

using namespace test;

class InBandRefusals : public InBand {};
INSTANTIATE_TEST_SUITE_P(Chunks, InBandRefusals, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

TEST_P(InBandRefusals, a_peer_that_wants_ever_smaller_blocks_gets_none) {
    std::optional<Error> wrong;
    module.open(romeo, "i781hf64", [&](Result<Pipe> answer) { wrong = answer.error(); });
    for (const char* size : {"4096", "2048", "1024", "512", "256"}) {
        expect_asked(open_element(size), size);
        refused(size, "resource-constraint");
    }
    server.expect_nothing();
    EXPECT_EQ(wrong.value().code, core::StanzaCondition::resource_constraint);
}

TEST_P(InBandRefusals, a_peer_that_refuses_or_knows_nothing_of_it_is_told_of) {
    for (const auto& [condition, code] :
         {std::pair{"not-acceptable", core::StanzaCondition::not_acceptable},
          std::pair{"service-unavailable", core::StanzaCondition::service_unavailable}}) {
        std::optional<Error> wrong;
        module.open(romeo, "i781hf64", [&](Result<Pipe> answer) { wrong = answer.error(); });
        expect_asked(open_element(), condition);
        refused(condition, condition);
        EXPECT_EQ(wrong.value().code, code);
    }
    EXPECT_EQ(module.size(), 0U);
}

TEST_P(InBandRefusals, an_answer_from_somebody_else_opens_nothing) {
    module.open(romeo, "i781hf64", [](const Result<Pipe>&) { FAIL(); });
    expect_asked(open_element(), "a");
    server.say("<iq type='result' id='{a}' from='mallory@evil.lit/x'/>");
    EXPECT_EQ(module.size(), 0U);
}

TEST_P(InBandRefusals, nothing_is_accepted_unless_the_program_says_so) {
    EXPECT_EQ(stream.announced(), std::vector<std::string>{"http://jabber.org/protocol/ibb"});
    ask(open_element());
    expect_error("modify", "406", "not-acceptable");
    const auto expecting = module.expect(romeo, "other", [](const Pipe&) { FAIL(); });
    ask(open_element());
    expect_error("modify", "406", "not-acceptable");
    ask("<open xmlns='http://jabber.org/protocol/ibb' block-size='4096' sid='other'/>", "r1", "mallory@evil.lit/x");
    expect_error("modify", "406", "not-acceptable", {}, "mallory@evil.lit/x");
}

TEST_P(InBandRefusals, a_peer_that_closes_before_it_has_everything_is_told_of) {
    const Pipe pipe = accepted();
    pipe->send("or not");
    expect_asked(block("0", "or not"), "a");
    ask(close_element, "c");
    expect_done("c");
    EXPECT_EQ(pipe->end().value().code, std::errc::broken_pipe);
}

TEST_P(InBandRefusals, a_block_that_is_missing_or_comes_twice_ends_it) {
    for (const char* number : {"0", "2", "65535"}) {
        const Pipe pipe = accepted();
        ask(block("0", "a"), "d0");
        (void)pipe->take(1);
        expect_done("d0");
        ask(block(number, "b"));
        expect_error("wait", "400", "unexpected-request", "a block is missing or came twice");
        expect_asked(close_element, std::string("c") + number);
        EXPECT_EQ(pipe->end().value().code, core::StanzaCondition::unexpected_request);
        EXPECT_FALSE(pipe->readable());
        ask(block("1", "b"));
        expect_error("cancel", "404", "item-not-found", "no such bytestream");
    }
}

TEST_P(InBandRefusals, base64_that_is_none_ends_it) {
    for (const char* text : {"=AAA", "BBBB=CCC", "AAA", "AA-_", "AA==AA==", "AB=="}) {
        const Pipe pipe = accepted();
        ask(data("0", text));
        server.expect(
            "<iq type='error' id='r1' to='romeo@montague.net/orchard'><error type='modify' code='400'><bad-request "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>{" +
            std::string(text) + "}</text></error></iq>");
        expect_asked(close_element, std::string("c") + text);
        EXPECT_TRUE(pipe->end().value().code);
    }
}

TEST_P(InBandRefusals, a_block_above_the_size_that_was_agreed_ends_it) {
    Pipe pipe;
    const auto expecting = module.expect(romeo, "i781hf64", [&](Pipe taken) { pipe = std::move(taken); });
    ask(open_element("4"));
    expect_done();
    ask(block("0", "abcde"));
    expect_error("modify", "400", "bad-request", "the block is too large");
    expect_asked(close_element, "c");
    EXPECT_TRUE(pipe->end().value().code);
}

TEST_P(InBandRefusals, blocks_that_are_not_taken_are_only_so_many) {
    Options few;
    few.max_unread = 3;
    Module by(stream, few);
    Pipe pipe;
    const auto expecting = by.expect(romeo, "i781hf64", [&](Pipe taken) { pipe = std::move(taken); });
    ask(open_element());
    expect_done();
    for (const char* number : {"0", "1", "2"}) ask(block(number, "a"), "d");
    server.expect_nothing();
    ask(block("3", "a"));
    expect_error("wait", "500", "resource-constraint", "too many blocks at once");
    expect_asked(close_element, "c");
    EXPECT_EQ(pipe->end().value().code, core::StanzaCondition::resource_constraint);
}

TEST_P(InBandRefusals, bytestreams_are_only_so_many_and_blocks_only_so_large) {
    Options few;
    few.max_streams = 1;
    few.max_block_size = 4096;
    Module by(stream, few);
    by.answer_with([](const Offer&) { FAIL(); });
    ask(open_element("4097"));
    expect_error("wait", "500", "resource-constraint", "smaller blocks, please");
    ask(open_element("0"));
    expect_error("modify", "400", "bad-request", "blocks of no size");
    ask("<open xmlns='http://jabber.org/protocol/ibb' sid='i781hf64'/>");
    expect_error("modify", "400", "bad-request", "missing: open@block-size");
    const Pipe pipe = opened(by);
    ask("<open xmlns='http://jabber.org/protocol/ibb' block-size='4096' sid='other'/>");
    expect_error("modify", "406", "not-acceptable", "that is one bytestream too many");
    std::optional<Error> wrong;
    by.open(romeo, "third", [&](Result<Pipe> answer) { wrong = answer.error(); });
    EXPECT_EQ(wrong.value().code, std::errc::too_many_files_open);
}

TEST_P(InBandRefusals, nobody_else_speaks_on_it) {
    const Pipe pipe = accepted();
    for (const std::string& payload : {block("0", "forged"), close_element}) {
        ask(payload, "r1", "romeo@montague.net/elsewhere");
        expect_error("cancel", "404", "item-not-found", "no such bytestream", "romeo@montague.net/elsewhere");
    }
    server.say("<message from='mallory@evil.lit/x'>" + block("0", "forged") + "</message>").expect_nothing();
    EXPECT_FALSE(pipe->readable());
    EXPECT_FALSE(pipe->end());
}

TEST_P(InBandRefusals, a_block_that_is_refused_ends_it) {
    const Pipe pipe = accepted();
    pipe->send("or not");
    expect_asked(block("0", "or not"), "a");
    refused("a", "recipient-unavailable");
    expect_asked(close_element, "c");
    EXPECT_EQ(pipe->end().value().code, core::StanzaCondition::recipient_unavailable);
}

TEST_P(InBandRefusals, whoever_hears_of_its_end_may_destroy_it) {
    Pipe pipe = accepted();
    pipe->on_stir([&] { pipe.reset(); });
    ask(block("1", "b"));
    EXPECT_FALSE(pipe);
    EXPECT_EQ(module.size(), 0U);
}

TEST_P(InBandRefusals, a_message_that_comes_back_or_is_malformed_ends_it) {
    int count = 0;
    for (const std::string& message :
         {"<message type='error' from='romeo@montague.net/orchard'>" + block("0", "To be") +
              "<error type='wait'><recipient-unavailable "
              "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>",
          "<message from='romeo@montague.net/orchard'>" + data("0", "=AAA") + "</message>",
          "<message from='romeo@montague.net/orchard'>" + block("7", "gap") + "</message>"}) {
        const Pipe pipe = accepted();
        server.say(message);
        expect_asked(close_element, "c" + std::to_string(++count));
        EXPECT_TRUE(pipe->end().value().code);
    }
}

}  // namespace
}  // namespace headstock::in_band
