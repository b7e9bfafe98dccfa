// SPDX-License-Identifier: MIT
#include "headstock/network/timeout.hpp"

#include <string>

#include "headstock/network/errc.hpp"
#include "headstock/network/test_support.hpp"

namespace headstock::network {
namespace {

using namespace test;

struct NoDefault {
    explicit NoDefault(int n) : number(n) {}
    int number;
};

asio::awaitable<std::string> say(std::string word) { co_return word; }
asio::awaitable<NoDefault> count(int number) { co_return NoDefault(number); }
asio::awaitable<std::string> refuse() {
    throw Failure(Errc::connection_refused, "said so");
    co_return "";
}
asio::awaitable<void> sleep(Duration time, bool& ended) {
    struct Mark {
        bool& flag;
        ~Mark() { flag = true; }
    } mark{ended};
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

class WithTimeout : public ::testing::Test {
protected:
    asio::io_context io;
    bool ended = false;
};

TEST_F(WithTimeout, gives_what_the_work_gives) {
    EXPECT_EQ(run(io, with_timeout(say("hello"), ample)), "hello");
    EXPECT_EQ(run(io, with_timeout(count(7), ample)).number, 7);
    EXPECT_TRUE(run(io, with_timeout(sleep(1ms, ended), ample)));
}

TEST_F(WithTimeout, throws_at_once_what_the_work_throws) {
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(error_of(io, with_timeout(refuse(), ample)), (Error{Errc::connection_refused, "said so"}));
    EXPECT_LT(std::chrono::steady_clock::now() - before, ample / 3);
}

TEST_F(WithTimeout, cancels_the_work_at_the_limit_and_waits_for_its_end) {
    EXPECT_EQ(error_of(io, with_timeout(sleep(1h, ended), 10ms)).code, std::make_error_code(std::errc::timed_out));
    EXPECT_TRUE(ended);
}

TEST_F(WithTimeout, a_limit_of_nothing_times_out) {
    EXPECT_EQ(error_of(io, with_timeout(sleep(1h, ended), 0s)).code, std::make_error_code(std::errc::timed_out));
}

TEST_F(WithTimeout, the_longest_limit_does_not_overflow) {
    EXPECT_EQ(run(io, with_timeout(say("hello"), Duration::max())), "hello");
    EXPECT_TRUE(run(io, with_timeout(sleep(1ms, ended), Duration::max())));
}

TEST_F(WithTimeout, cancelling_it_cancels_the_work) {
    EXPECT_EQ(error_when_cancelled(io, with_timeout(sleep(1h, ended), 1h)).code, canceled);
    EXPECT_TRUE(ended);
}

TEST_F(WithTimeout, the_inner_limit_of_two_is_told_from_the_outer) {
    asio::awaitable<void> inner = with_timeout(sleep(1h, ended), 10ms);
    EXPECT_EQ(error_of(io, with_timeout(std::move(inner), 1h)).code, std::make_error_code(std::errc::timed_out));
    asio::awaitable<void> outer = with_timeout(sleep(1h, ended), 1h);
    EXPECT_EQ(error_of(io, with_timeout(std::move(outer), 10ms)).code, std::make_error_code(std::errc::timed_out));
}

TEST_F(WithTimeout, may_be_abandoned_with_the_loop) {
    {
        asio::io_context loop;
        auto task = start(loop, with_timeout(sleep(1h, ended), 1h));
        let_run(loop);
        EXPECT_FALSE(task.done());
    }
    EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace headstock::network
