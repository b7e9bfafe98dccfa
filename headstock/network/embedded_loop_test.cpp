// SPDX-License-Identifier: MIT
#include "headstock/network/embedded_loop.hpp"

#include <asio/post.hpp>
#include <poll.h>

#include <stdexcept>

#include "headstock/network/tcp.hpp"
#include "headstock/network/test_support.hpp"

namespace headstock::network {
namespace {

using namespace std::chrono_literals;

/// Waits as a foreign loop does: for the descriptor, and for nothing else.
bool wait(const EmbeddedLoop& loop, int milliseconds) {
    pollfd watched{loop.descriptor(), POLLIN, 0};
    return ::poll(&watched, 1, milliseconds) == 1;
}

asio::awaitable<void> send(TcpListener& listener, std::string bytes) {
    const std::unique_ptr<Transport> peer = co_await listener.accept();
    co_await peer->write(bytes);
}

asio::awaitable<void> receive(std::uint16_t port, std::string& all) {
    Endpoint endpoint;
    endpoint.host = "127.0.0.1";
    endpoint.port = port;
    const std::unique_ptr<Transport> here = co_await connect_tcp(endpoint, 60s);
    std::string buffer(4096, '\0');
    while (const std::size_t size = co_await here->read(buffer)) all.append(buffer, 0, size);
}

TEST(EmbeddedLoop, sleeps_while_there_is_nothing) {
    EmbeddedLoop loop;
    EXPECT_EQ(loop.step(), 0U);
    EXPECT_FALSE(wait(loop, 0));
}

TEST(EmbeddedLoop, connections_wake_it) {
    EmbeddedLoop loop;
    TcpListener listener(loop.executor(), Endpoint{"127.0.0.1", 0});
    const std::string much(1 << 20, 'x');
    std::string all;
    bool done = false;
    asio::co_spawn(loop.executor(), send(listener, much), [](const std::exception_ptr&) {});
    asio::co_spawn(loop.executor(), receive(listener.port(), all), [&](const std::exception_ptr&) { done = true; });
    loop.step();
    while (!done) {
        ASSERT_TRUE(wait(loop, 60'000));
        loop.step();
    }
    EXPECT_EQ(all, much);
}

TEST(EmbeddedLoop, times_wake_it) {
    EmbeddedLoop loop;
    asio::steady_timer timer(loop.executor());
    bool rung = false;
    timer.expires_after(2ms);
    timer.async_wait([&](const asio::error_code&) { rung = true; });
    loop.step();
    EXPECT_TRUE(wait(loop, 60'000));
    while (!rung) loop.step();
    timer.expires_after(1h);
    timer.async_wait([](const asio::error_code&) {});
    loop.step();
    EXPECT_FALSE(wait(loop, 0));
}

TEST(EmbeddedLoop, what_is_begun_outside_moves_with_the_next_step) {
    EmbeddedLoop loop;
    int called = 0;
    asio::post(loop.executor(), [&] { ++called; });
    EXPECT_EQ(called, 0);
    EXPECT_EQ(loop.step(), 1U);
    EXPECT_EQ(called, 1);
}

TEST(EmbeddedLoop, what_a_handler_throws_goes_on_and_the_loop_too) {
    EmbeddedLoop loop;
    int called = 0;
    asio::post(loop.executor(), [] { throw std::runtime_error("oh"); });
    asio::post(loop.executor(), [&] { ++called; });
    EXPECT_THROW(loop.step(), std::runtime_error);
    loop.step();
    EXPECT_EQ(called, 1);
}

}  // namespace
}  // namespace headstock::network
