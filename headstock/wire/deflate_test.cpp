// SPDX-License-Identifier: MIT
#include "headstock/wire/deflate.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "headstock/base/random.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::wire {
namespace {

std::string compressed(std::string_view text) {
    Deflate one;
    one.send(text);
    return one.take_output();
}

/// Feeds `bytes` in pieces, reads what comes of each in pieces too, and gives all of it or the error.
Result<std::string> expand(Deflate& with, std::string_view bytes, std::size_t step, std::size_t room = 4096) {
    std::string all;
    std::string buffer(room, '\0');
    while (!bytes.empty()) {
        const std::string_view piece = bytes.substr(0, step);
        bytes.remove_prefix(piece.size());
        if (auto taken = with.receive(piece); !taken) return std::unexpected(taken.error());
        for (;;) {
            const Result<std::size_t> count = with.read(buffer);
            if (!count) return std::unexpected(count.error());
            if (*count == 0) break;
            all.append(buffer, 0, *count);
        }
    }
    return all;
}

class Deflates : public ::testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Pieces, Deflates, ::testing::Values(1, 7, 1'000'000));

TEST_P(Deflates, what_is_sent_can_be_read_at_once) {
    Deflate one;
    Deflate other;
    SeededRandom random(1);
    for (const std::string& said :
         {std::string("<stream>"), std::string("x"), std::string(300'000, 'a'), random.bytes(70'000)}) {
        one.send(said);
        EXPECT_EQ(expand(other, one.take_output(), GetParam()), said);
    }
}

TEST_P(Deflates, small_spans_are_enough) {
    Deflate one;
    EXPECT_EQ(expand(one, compressed("<stream:features/>"), GetParam(), 1), "<stream:features/>");
}

TEST_P(Deflates, repeated_stanzas_become_small) {
    Deflate one;
    const std::string stanza = "<message to='romeo@montague.lit'><body>Art thou not Romeo?</body></message>";
    one.send(stanza);
    one.consume(one.output().size());
    one.send(stanza);
    EXPECT_LT(one.output().size(), stanza.size() / 3);
}

TEST_P(Deflates, damage_is_an_error_that_stays) {
    for (const std::string& bad : {std::string("no zlib"), compressed("abc").substr(0, 2) + "\xff\xff\xff"}) {
        Deflate one;
        const Result<std::string> read = expand(one, bad, GetParam());
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, Errc::bad_compression);
        EXPECT_EQ(one.receive("x").error(), read.error());
        std::array<char, 10> room{};
        EXPECT_EQ(one.read(room).error(), read.error());
    }
}

TEST_P(Deflates, the_end_of_a_compressed_stream_is_an_error) {
    std::string ended = compressed("abc");
    ended += std::string("\x03\x00", 2);          // an empty last block
    ended += std::string("\x02\x4d\x01\x27", 4);  // Adler-32 of "abc"
    Deflate one;
    const Result<std::string> read = expand(one, ended, GetParam());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error(), (Error{Errc::bad_compression, "the compressed stream ended"}));
}

TEST_P(Deflates, a_bomb_is_told_before_it_has_filled_the_memory) {
    const std::string bomb = compressed(std::string(20'000'000, '\0'));
    Deflate one;
    std::size_t expanded = 0;
    std::array<char, 16 * 1024> room{};
    ASSERT_TRUE(one.receive(bomb));
    Result<std::size_t> count = 0U;
    while ((count = one.read(room)) && *count > 0) expanded += *count;
    ASSERT_FALSE(count);
    EXPECT_EQ(count.error().code, Errc::expands_too_much);
    EXPECT_GE(expanded, 1024U * 1024U - room.size());
    EXPECT_LE(expanded, bomb.size() * 200);
    EXPECT_LE(expanded, 5'000'000U);
}

TEST_P(Deflates, little_may_expand_as_it_likes) {
    const std::string said(1'000'000, ' ');
    Deflate one;
    EXPECT_EQ(expand(one, compressed(said), GetParam()), said);
}

TEST(Deflate, compressed_bytes_that_nobody_reads_are_limited) {
    Deflate one({.unread = 10});
    EXPECT_TRUE(one.receive("1234567890"));
    EXPECT_EQ(one.receive("1").error().code, Errc::limit_exceeded);
}

}  // namespace
}  // namespace headstock::wire
