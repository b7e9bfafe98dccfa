// SPDX-License-Identifier: MIT
#include "headstock/network/loopback.hpp"

#include <array>
#include <string>

#include "headstock/network/errc.hpp"
#include "headstock/network/test_support.hpp"

namespace headstock::network {
namespace {

using namespace test;

asio::awaitable<std::string> read_some(Transport& from, std::size_t at_most = 1024) {
    std::string buffer(at_most, '\0');
    const std::size_t count = co_await from.read(buffer);
    buffer.resize(count);
    co_return buffer;
}

asio::awaitable<std::string> read_to_end(Transport& from, std::size_t step) {
    std::string all;
    for (;;) {
        const std::string part = co_await read_some(from, step);
        if (part.empty()) co_return all;
        all += part;
    }
}

asio::awaitable<void> write_and_close(Transport& to, std::string bytes) {
    co_await to.write(bytes);
    to.close();
}

class LoopbackPair : public ::testing::Test {
protected:
    LoopbackPair() { make(loopback_capacity); }
    void make(std::size_t capacity) { std::tie(here, there) = loopback_pair(io.get_executor(), capacity); }

    asio::io_context io;
    std::unique_ptr<Transport> here;
    std::unique_ptr<Transport> there;
};

TEST_F(LoopbackPair, what_one_writes_the_other_reads) {
    run(io, here->write("ping"));
    EXPECT_EQ(run(io, read_some(*there)), "ping");
    run(io, there->write("pong"));
    EXPECT_EQ(run(io, read_some(*here)), "pong");
    EXPECT_EQ(here->peer(), "loopback");
}

TEST_F(LoopbackPair, a_read_waits_for_bytes) {
    auto reading = start(io, read_some(*there));
    let_run(io);
    EXPECT_FALSE(reading.done());
    run(io, here->write("late"));
    EXPECT_EQ(reading.value(), "late");
}

TEST_F(LoopbackPair, a_small_read_leaves_the_rest) {
    run(io, here->write("abc"));
    EXPECT_EQ(run(io, read_some(*there, 1)), "a");
    run(io, here->write("d"));
    EXPECT_EQ(run(io, read_some(*there, 2)), "bc");
    EXPECT_EQ(run(io, read_some(*there, 2)), "d");
}

TEST_F(LoopbackPair, a_write_waits_while_the_pipe_is_full) {
    make(4);
    auto writing = start(io, here->write("abcdef"));
    let_run(io);
    EXPECT_FALSE(writing.done());
    EXPECT_EQ(run(io, read_some(*there)), "abcd");
    EXPECT_TRUE(writing.value());
    EXPECT_EQ(run(io, read_some(*there)), "ef");
}

TEST_F(LoopbackPair, nothing_is_lost_or_turned_round_through_a_narrow_pipe) {
    std::string sent;
    for (int i = 0; i < 5000; ++i) sent += static_cast<char>('a' + i % 26);
    for (const std::size_t capacity : {std::size_t{1}, std::size_t{7}, loopback_capacity}) {
        make(capacity);
        auto writing = start(io, write_and_close(*here, sent));
        EXPECT_EQ(run(io, read_to_end(*there, 3)), sent);
        EXPECT_TRUE(writing.value());
    }
}

TEST_F(LoopbackPair, the_end_comes_after_what_was_written) {
    run(io, here->write("last"));
    here->close();
    EXPECT_EQ(run(io, read_some(*there)), "last");
    EXPECT_EQ(run(io, read_some(*there)), "");
    EXPECT_EQ(run(io, read_some(*there)), "");
}

TEST_F(LoopbackPair, closing_cancels_what_waits_here) {
    make(1);
    auto reading = start(io, read_some(*here));
    auto writing = start(io, here->write("ab"));
    let_run(io);
    here->close();
    EXPECT_EQ(reading.error().code, canceled);
    EXPECT_EQ(writing.error().code, canceled);
    EXPECT_EQ(error_of(io, read_some(*here)).code, Errc::closed);
    EXPECT_EQ(error_of(io, here->write("x")).code, Errc::closed);
}

TEST_F(LoopbackPair, closing_ends_what_waits_there) {
    make(1);
    auto reading = start(io, read_some(*there));
    auto writing = start(io, there->write("ab"));
    let_run(io);
    here->close();
    EXPECT_EQ(reading.value(), "");
    EXPECT_EQ(writing.error().code, Errc::closed);
    EXPECT_EQ(error_of(io, there->write("x")).code, Errc::closed);
}

TEST_F(LoopbackPair, one_that_goes_has_closed) {
    auto reading = start(io, read_some(*there));
    auto own = start(io, read_some(*here));
    let_run(io);
    here.reset();
    EXPECT_EQ(own.error().code, canceled);
    EXPECT_EQ(reading.value(), "");
}

TEST_F(LoopbackPair, a_cancelled_read_loses_nothing) {
    EXPECT_EQ(error_when_cancelled(io, read_some(*there)).code, canceled);
    run(io, here->write("still"));
    EXPECT_EQ(run(io, read_some(*there)), "still");
}

TEST_F(LoopbackPair, a_cancelled_write_has_sent_a_part) {
    make(3);
    EXPECT_EQ(error_when_cancelled(io, here->write("abcde")).code, canceled);
    EXPECT_EQ(run(io, read_some(*there)), "abc");
}

TEST_F(LoopbackPair, an_empty_write_is_done_at_once) { EXPECT_TRUE(run(io, and_true(here->write("")))); }

TEST_F(LoopbackPair, may_be_abandoned_with_the_loop) {
    auto loop = std::make_unique<asio::io_context>();
    auto [left, right] = loopback_pair(loop->get_executor());
    auto reading = start(*loop, read_some(*left));
    let_run(*loop);
    EXPECT_FALSE(reading.done());
    left.reset();
    right.reset();
}

}  // namespace
}  // namespace headstock::network
