// SPDX-License-Identifier: MIT
#include "headstock/extensions/in_band_test.hpp"

#include <optional>
#include <vector>

#include "headstock/core/round_trip.hpp"

namespace headstock::in_band {
namespace {

using namespace test;

HEADSTOCK_PAYLOAD_TEST(Open);
HEADSTOCK_PAYLOAD_TEST(Data);
HEADSTOCK_PAYLOAD_TEST(Close);

INSTANTIATE_TEST_SUITE_P(Chunks, InBand, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

TEST_P(InBand, bytes_go_block_by_block_and_then_it_is_closed) {
    Options small;
    small.block_size = 4;
    Module by(stream, small);
    const Pipe pipe = opened(by);
    ASSERT_TRUE(pipe);
    EXPECT_EQ(pipe->room(), 32U);
    EXPECT_EQ(pipe->send("Shall I compare"), 15U);
    pipe->close();
    EXPECT_EQ(pipe->room(), 0U);
    expect_asked(block("0", "Shal"), "a");
    expect_asked(block("1", "l I "), "b");
    expect_asked(block("2", "comp"), "c");
    expect_asked(block("3", "are"), "d");
    for (const char* name : {"a", "b", "c"}) answered(name);
    server.expect_nothing();
    answered("d");
    expect_asked(close_element, "close");
    EXPECT_FALSE(pipe->end());
    answered("close");
    ASSERT_TRUE(pipe->end());
    EXPECT_FALSE(pipe->end()->code);
    EXPECT_EQ(by.size(), 0U);
}

TEST_P(InBand, no_more_than_a_window_of_blocks_is_on_its_way) {
    Options small;
    small.block_size = 2;
    small.window = 2;
    Module by(stream, small);
    const Pipe pipe = opened(by);
    int stirred = 0;
    pipe->on_stir([&] { ++stirred; });
    EXPECT_EQ(pipe->send("abcdefghijkl"), 4U);
    EXPECT_EQ(pipe->send("efghijkl"), 4U);
    EXPECT_EQ(pipe->send("ijkl"), 0U);
    expect_asked(block("0", "ab"), "a");
    expect_asked(block("1", "cd"), "b");
    server.expect_nothing();
    answered("a");
    EXPECT_EQ(stirred, 1);
    EXPECT_EQ(pipe->send("ijkl"), 2U);
    expect_asked(block("2", "ef"), "c");
    server.expect_nothing();
}

TEST_P(InBand, a_peer_that_wants_smaller_blocks_gets_them) {
    Pipe pipe;
    module.open(romeo, "i781hf64", [&](Result<Pipe> answer) { pipe = *std::move(answer); });
    expect_asked(open_element("4096"), "a");
    refused("a", "resource-constraint");
    expect_asked(open_element("2048"), "b");
    answered("b");
    ASSERT_TRUE(pipe);
    EXPECT_EQ(pipe->block_size(), 2048);
}

TEST_P(InBand, what_is_offered_may_be_accepted_later) {
    std::vector<Offer> offers;
    module.answer_with([&](Offer offer) { offers.push_back(std::move(offer)); });
    ask(open_element());
    server.expect_nothing();
    ASSERT_EQ(offers.size(), 1U);
    EXPECT_EQ(offers[0].from, romeo);
    EXPECT_EQ(offers[0].how, (Open{4096, {"i781hf64"}, Carrier::iq}));
    const Pipe pipe = offers[0].accept();
    expect_done();
    offers.clear();
    ASSERT_TRUE(pipe);
    ask(open_element());
    expect_error("modify", "406", "not-acceptable", "that is one bytestream too many");
}

TEST_P(InBand, blocks_are_acknowledged_as_they_are_taken) {
    const Pipe pipe = accepted();
    ASSERT_TRUE(pipe);
    ask(block("0", "Shall I "), "d0");
    ask(block("1", "compare"), "d1");
    ask(data("2", ""), "d2");
    expect_done("d2");
    EXPECT_EQ(pipe->take(3), "Sha");
    server.expect_nothing();
    EXPECT_EQ(pipe->take(9), "ll I comp");
    expect_done("d0");
    server.expect_nothing();
    EXPECT_EQ(pipe->take(100), "are");
    expect_done("d1");
    EXPECT_FALSE(pipe->readable());
}

TEST_P(InBand, base64_may_be_folded_as_the_specification_prints_it) {
    const Pipe pipe = accepted();
    ask(data("0",
             "\n    qANQR1DBwU4DX7jmYZnncmUQB/9KuKBddzQH+tZ1ZywKK0yHKnq57kWq+RFtQdCJ\n"
             "    WpdWpR0uQsuJe7+vh3NWn59/gTc5MDlX8dS9p0ovStmNcyLhxVgmqS8ZKhsblVeu\n  "));
    EXPECT_EQ(pipe->take(1'000).size(), 96U);
    expect_done();
}

TEST_P(InBand, both_sides_may_talk_and_either_may_close) {
    const Pipe pipe = accepted();
    ask(block("0", "To be"), "d0");
    EXPECT_EQ(pipe->take(100), "To be");
    expect_done("d0");
    pipe->send("or not");
    expect_asked(block("0", "or not"), "a");
    answered("a");
    ask(close_element, "c");
    expect_done("c");
    ASSERT_TRUE(pipe->end());
    EXPECT_FALSE(pipe->end()->code);
    EXPECT_EQ(pipe->send("more"), 0U);
    ask(block("1", "too late"));
    expect_error("cancel", "404", "item-not-found", "no such bytestream");
}

TEST_P(InBand, what_came_before_the_end_can_still_be_taken) {
    const Pipe pipe = accepted();
    ask(block("0", "To be"), "d0");
    ask(close_element, "c");
    expect_done("c");
    EXPECT_TRUE(pipe->end() && !pipe->end()->code);
    EXPECT_EQ(pipe->take(100), "To be");
    expect_done("d0");
}

class InBandNumbers : public InBand {};
INSTANTIATE_TEST_SUITE_P(Whole, InBandNumbers, ::testing::Values(0));

TEST_P(InBandNumbers, the_one_that_follows_65535_is_0) {
    const Pipe pipe = accepted();
    std::size_t taken = 0;
    for (unsigned i = 0; i < 65'536 + 2; ++i) {
        stream.receive("<message from='romeo@montague.net/orchard'>" + data(std::to_string(i % 65'536), "YQ==") +
                       "</message>");
        taken += pipe->take(1).size();
    }
    EXPECT_EQ(taken, 65'538U);
    EXPECT_FALSE(pipe->end());
}

TEST_P(InBandNumbers, that_we_send_go_round_too) {
    Options tiny;
    tiny.carrier = Carrier::message;
    tiny.block_size = 1;
    Module by(stream, tiny);
    const Pipe pipe = opened(by);
    for (unsigned i = 0; i < 65'536; ++i) {
        EXPECT_EQ(pipe->send("a"), 1U);
        (void)stream.take_output();
    }
    pipe->send("a");
    server.expect("<message to='romeo@montague.net/orchard' id='{m}'>" + block("0", "a") + "</message>");
}

TEST_P(InBand, destroying_it_closes_it) {
    accepted().reset();
    expect_asked(close_element, "c");
    EXPECT_EQ(module.size(), 0U);
    answered("c").expect_nothing();
}

TEST_P(InBand, it_ends_with_the_session) {
    const Pipe pipe = accepted();
    bool told = false;
    pipe->on_stir([&] { told = true; });
    server.say("</stream:stream>");
    EXPECT_TRUE(told);
    EXPECT_TRUE(pipe->end().has_value());
}

TEST_P(InBand, messages_carry_blocks_too) {
    Options by_message;
    by_message.carrier = Carrier::message;
    Module by(stream, by_message);
    const Pipe pipe = opened(by);
    pipe->send("To be");
    server.expect("<message to='romeo@montague.net/orchard' id='{m}'>" + block("0", "To be") + "</message>");
    server.say("<message from='romeo@montague.net/orchard'>" + block("0", "or not") + "</message>").expect_nothing();
    EXPECT_EQ(pipe->take(100), "or not");
    pipe->close();
    expect_asked(close_element, "c");
    answered("c");
    EXPECT_TRUE(pipe->end() && !pipe->end()->code);
}

TEST_P(InBand, a_peer_who_sends_us_blocks_does_not_flood_us) {
    const Pipe pipe = accepted();
    for (int i = 0; i < 1'000; ++i) {
        ask(block(std::to_string(i), "a"), "d");
        EXPECT_EQ(pipe->take(1), "a");
        expect_done("d");
    }
    EXPECT_EQ(stream.router().dropped(), 0U);
}

}  // namespace
}  // namespace headstock::in_band
