// SPDX-License-Identifier: MIT
#include "headstock/network/threaded.hpp"

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "headstock/network/errc.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/network/test_support.hpp"

namespace headstock::network {
namespace {

using namespace std::chrono_literals;
using Behaviour = std::function<asio::awaitable<void>(Transport&)>;

constexpr Duration ample = 60s;

/// A peer with a thread of its own: accepts connections, one after the other, and treats each in its manner.
class Peer {
public:
    explicit Peer(Behaviour behaviour) : behaviour_(std::move(behaviour)) {
        asio::co_spawn(io_, serve(), [](const std::exception_ptr&) {});
        thread_ = std::thread([this] { io_.run(); });
    }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    ~Peer() {
        asio::post(io_, [this] { listener_.close(); });
        thread_.join();
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    asio::awaitable<void> serve() {
        for (;;) {
            const std::unique_ptr<Transport> client = co_await listener_.accept();
            try {
                co_await behaviour_(*client);
            } catch (const Failure&) {
                continue;  // it has gone: the next may come
            }
        }
    }

    asio::io_context io_{1};
    Behaviour behaviour_;
    TcpListener listener_{io_.get_executor(), Endpoint{"127.0.0.1", 0}};
    std::uint16_t port_ = listener_.port();
    std::thread thread_;
};

asio::awaitable<void> echo(Transport& client) {
    std::string buffer(1000, '\0');
    for (;;) {
        const std::size_t size = co_await client.read(buffer);
        if (size == 0) co_return;
        co_await client.write(std::string_view(buffer).substr(0, size));
    }
}
asio::awaitable<void> greet_and_go(Transport& client) {
    co_await client.write("hello");
    client.close();
}
asio::awaitable<void> pour(Transport& client) {
    const std::string much(4 << 20, 'x');
    co_await client.write(much);
}
asio::awaitable<void> wait_for_the_end(Transport& client) {
    std::string buffer(1, '\0');
    while (co_await client.read(buffer) > 0) {
    }
}

/// The bytes that arrive until there are `count`, or the end.
std::string take(Threaded& wire, std::size_t count) {
    std::string all;
    while (all.size() < count) {
        const Result<std::string> bytes = wire.incoming().pop(ample);
        if (!bytes) break;
        all += *bytes;
    }
    return all;
}

Error end_of(Threaded& wire) {
    for (;;)
        if (const auto bytes = wire.incoming().pop(ample); !bytes) return bytes.error();
}

TEST(Threaded, moves_bytes_both_ways) {
    const Peer peer(echo);
    Threaded wire("localhost", peer.port());
    ASSERT_TRUE(wire.connect());
    EXPECT_EQ(wire.peer(), "127.0.0.1:" + std::to_string(peer.port()));
    wire.start();
    std::string said;
    for (int i = 0; i < 100; ++i) {
        const std::string bytes(1000 + static_cast<std::size_t>(i), static_cast<char>('a' + i % 26));
        ASSERT_TRUE(wire.send(bytes));
        said += bytes;
    }
    EXPECT_EQ(take(wire, said.size()), said);
    wire.disconnect();
    wire.join();
    EXPECT_FALSE(wire.connected());
}

TEST(Threaded, many_threads_send_and_many_take) {
    const Peer peer(echo);
    Threaded wire("localhost", peer.port());
    ASSERT_TRUE(wire.connect());
    wire.start();
    constexpr std::size_t writers = 4;
    constexpr std::size_t total = writers * 1000 * 10;
    std::atomic<std::size_t> taken = 0;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < writers; ++i) {
        threads.emplace_back([&wire] {
            for (int n = 0; n < 1000; ++n) EXPECT_TRUE(wire.send("0123456789"));
        });
        threads.emplace_back([&] {
            while (taken < total)
                if (const auto bytes = wire.incoming().pop(1ms)) taken += bytes->size();
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(taken, total);
}

TEST(Threaded, who_waits_in_vain_is_told) {
    const Peer peer(wait_for_the_end);
    Threaded wire("localhost", peer.port());
    ASSERT_TRUE(wire.connect());
    wire.start();
    EXPECT_EQ(wire.incoming().pop(1ms).error().code, std::errc::timed_out);
}

TEST(Threaded, disconnect_wakes_every_reader) {
    const Peer peer(wait_for_the_end);
    Threaded wire("localhost", peer.port());
    ASSERT_TRUE(wire.connect());
    wire.start();
    std::vector<std::thread> readers;
    for (int i = 0; i < 4; ++i)
        readers.emplace_back([&wire] { EXPECT_EQ(wire.incoming().pop(Duration::max()).error().code, Errc::closed); });
    wire.disconnect();
    for (std::thread& reader : readers) reader.join();
    wire.join();
    EXPECT_EQ(wire.send("too late").error().code, Errc::closed);
}

TEST(Threaded, what_came_before_the_end_is_taken_first) {
    const Peer peer(greet_and_go);
    Threaded wire("localhost", peer.port());
    ASSERT_TRUE(wire.connect());
    wire.start();
    wire.join();  // the peer ends it
    EXPECT_FALSE(wire.connected());
    EXPECT_EQ(take(wire, 5), "hello");
    EXPECT_EQ(end_of(wire).code, Errc::closed);
    EXPECT_EQ(end_of(wire).text, "the peer has ended the connection");
}

TEST(Threaded, reading_pauses_while_nobody_takes) {
    const Peer peer(pour);
    ThreadedOptions options;
    options.incoming = 100'000;
    Threaded wire("localhost", peer.port(), options);
    ASSERT_TRUE(wire.connect());
    wire.start();
    while (wire.incoming().has_room()) std::this_thread::yield();
    EXPECT_LT(wire.incoming().size(), std::size_t{100'000} + 16384);
    EXPECT_EQ(take(wire, 4 << 20).size(), std::size_t{4} << 20);
}

TEST(Threaded, sending_fails_where_nobody_reads) {
    std::atomic<bool> done = false;
    const Peer silent([&done](Transport& client) -> asio::awaitable<void> {
        asio::steady_timer timer(co_await asio::this_coro::executor);
        while (!done) {
            timer.expires_after(1ms);
            co_await timer.async_wait(asio::use_awaitable);
        }
        client.close();
    });
    ThreadedOptions options;
    options.outgoing = 1000;
    options.send_limit = 20ms;
    options.goodbye_limit = 1ms;
    Threaded wire("localhost", silent.port(), options);
    ASSERT_TRUE(wire.connect());
    wire.start();
    const std::string much(1 << 20, 'x');
    Result<void> sent;
    while (sent) sent = wire.send(much);
    EXPECT_EQ(sent.error().code, std::errc::timed_out);
    wire.disconnect();  // does not wait for what cannot leave
    wire.join();
    EXPECT_EQ(wire.send("more").error().code, Errc::closed);
    done = true;
}

TEST(Threaded, what_was_sent_leaves_before_the_end) {
    std::atomic<std::size_t> heard = 0;
    {
        const Peer peer([&heard](Transport& client) -> asio::awaitable<void> {
            std::string buffer(4096, '\0');
            while (const std::size_t size = co_await client.read(buffer)) heard += size;
        });
        Threaded wire("localhost", peer.port());
        ASSERT_TRUE(wire.connect());
        wire.start();
        ASSERT_TRUE(wire.send(std::string(500'000, 'x')));
        wire.disconnect();
        wire.join();
    }
    EXPECT_EQ(heard, 500'000U);
}

TEST(Threaded, connects_again) {
    const Peer peer(greet_and_go);
    Threaded wire("127.0.0.1", peer.port());
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(wire.connect());
        wire.start();
        EXPECT_EQ(take(wire, 5), "hello");
        wire.disconnect();
        wire.disconnect();
        wire.join();
    }
}

TEST(Threaded, one_that_was_not_started_can_go) {
    const Peer peer(wait_for_the_end);
    Threaded wire("127.0.0.1", peer.port());
    EXPECT_EQ(wire.send("too early").error().code, Errc::closed);
    ASSERT_TRUE(wire.connect());
    EXPECT_TRUE(wire.connected());
    wire.disconnect();
    wire.join();
    EXPECT_FALSE(wire.connected());
}

TEST(Threaded, says_why_it_cannot_connect) {
    asio::io_context io;
    Threaded wire("127.0.0.1", test::refused_port(io));
    const Result<void> outcome = wire.connect();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, Errc::connection_refused);
    EXPECT_NE(outcome.error().text.find("127.0.0.1"), std::string::npos);
    EXPECT_FALSE(wire.connected());
}

TEST(Threaded, disconnect_ends_an_attempt) {
    std::atomic<bool> asked = false;
    const Peer proxy([&asked](Transport& client) -> asio::awaitable<void> {
        std::string buffer(1, '\0');
        (void)co_await client.read(buffer);
        asked = true;
        co_await wait_for_the_end(client);
    });
    ThreadedOptions options;
    options.proxy = *parse_proxy("http://127.0.0.1:" + std::to_string(proxy.port()));
    Threaded wire("slow.test", 5222, options);
    std::thread other([&] {
        while (!asked) std::this_thread::yield();
        wire.disconnect();
    });
    const Result<void> outcome = wire.connect();
    other.join();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, std::errc::operation_canceled);
}

}  // namespace
}  // namespace headstock::network
