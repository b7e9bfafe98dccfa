// SPDX-License-Identifier: MIT
#include "headstock/testing/listener.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <gtest/gtest.h>

#include <array>
#include <functional>

#include "headstock/network/failure.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/network/timeout.hpp"
#include "headstock/testing/server/world.hpp"

namespace headstock::testing::test {
namespace {

constexpr auto patience = std::chrono::seconds(60);

class ListenerTest : public ::testing::Test {
protected:
    /// Runs a conversation of a client, and what the listener does meanwhile.
    void run(asio::awaitable<void> work) {
        std::exception_ptr thrown;
        bool done = false;
        asio::co_spawn(io, std::move(work), [&](std::exception_ptr what) {
            thrown = std::move(what);
            done = true;
        });
        while (!done && io.run_one() > 0) {
        }
        if (thrown) std::rethrow_exception(thrown);
    }
    asio::awaitable<void> connect(const Listener& listener) {
        network::Endpoint at{"127.0.0.1", listener.port()};
        client = co_await network::connect_tcp(at, patience);
    }
    /// Moves bytes between the client's stream and the server until `done`.
    asio::awaitable<void> converse(std::function<bool()> done) {
        std::array<char, 4096> buffer{};
        while (!done()) {
            const std::string bytes = stream.take_output();
            if (!bytes.empty()) co_await client->write(bytes);
            if (done()) break;
            const std::size_t count = co_await network::with_timeout(client->read(buffer), patience);
            if (count == 0) stream.connection_lost();
            else (void)stream.receive({buffer.data(), count});
        }
    }
    asio::awaitable<void> read_to_the_end() {
        std::array<char, 4096> buffer{};
        for (;;) {
            const std::size_t count = co_await network::with_timeout(client->read(buffer), patience);
            if (count == 0) break;
            heard.append(buffer.data(), count);
        }
    }
    asio::awaitable<void> log_in(const Listener& listener) {
        co_await connect(listener);
        stream.start();
        const std::function<bool()> done = [&] {
            return stream.status() == core::Status::bound || stream.end().has_value();
        };
        co_await converse(done);
    }

    asio::io_context io;
    World world;
    std::unique_ptr<network::Transport> client;
    core::Stream stream{core::Account(core::jid("juliet@localhost/balcony"), Secret("secret")),
                        like_the_server(world.server)};
    std::string heard;
};

TEST_F(ListenerTest, serves_a_client_from_login_to_goodbye) {
    Listener listener(io.get_executor(), world.server);
    EXPECT_NE(listener.port(), 0);
    run(log_in(listener));
    EXPECT_EQ(stream.status(), core::Status::bound);
    EXPECT_EQ(listener.connections(), 1U);
    stream.terminate();
    run(converse([&] { return stream.end().has_value(); }));
    EXPECT_EQ(stream.end()->code, core::Errc::closed);
    client->close();
    while (listener.connections() > 0) io.run_one();
    EXPECT_EQ(world.server.sessions(), 0U);
}

TEST_F(ListenerTest, carries_what_another_client_made) {
    Listener listener(io.get_executor(), world.server);
    run(log_in(listener));
    User romeo(world.server, "romeo@localhost/orchard");
    (void)romeo.say("<message to='juliet@localhost/balcony'><body>Hi</body></message>");
    std::string body;
    const Subscription hearing =
        stream.router().on_message([&](const core::Message& message) { body = message.body(); });
    run(converse([&] { return !body.empty(); }));
    EXPECT_EQ(body, "Hi");
}

TEST_F(ListenerTest, gives_its_last_words_and_closes) {
    Listener listener(io.get_executor(), world.server);
    run(connect(listener));
    run(client->write("GET / HTTP/1.1\r\n\r\n"));
    run(read_to_the_end());
    EXPECT_TRUE(heard.ends_with("</stream:error></stream:stream>")) << heard;
    while (listener.connections() > 0) io.run_one();
}

TEST_F(ListenerTest, notices_that_a_client_is_gone) {
    Listener listener(io.get_executor(), world.server);
    run(log_in(listener));
    client->close();
    while (listener.connections() > 0) io.run_one();
    EXPECT_EQ(world.server.sessions(), 0U);
}

TEST_F(ListenerTest, ends_a_login_that_takes_too_long) {
    ServerOptions options = in_plain();
    options.login_limit = std::chrono::milliseconds(1);
    Server impatient(options);
    Listener listener(io.get_executor(), impatient);
    run(connect(listener));
    run(read_to_the_end());
    EXPECT_NE(heard.find("<connection-timeout"), std::string::npos) << heard;
}

TEST_F(ListenerTest, takes_only_so_many_connections) {
    ServerOptions options = in_plain();
    options.max_connections = 1;
    Server small(options);
    Listener listener(io.get_executor(), small);
    run(connect(listener));
    const auto first = std::move(client);
    run(connect(listener));
    run(read_to_the_end());
    EXPECT_EQ(heard, "");
    EXPECT_EQ(listener.connections(), 1U);
}

TEST_F(ListenerTest, ends_all_when_it_goes) {
    auto listener = std::make_unique<Listener>(io.get_executor(), world.server);
    run(log_in(*listener));
    EXPECT_EQ(world.server.connections(), 1U);
    listener.reset();
    EXPECT_EQ(world.server.connections(), 0U);
    run(read_to_the_end());
    io.poll();
}

TEST_F(ListenerTest, may_go_while_coroutines_of_its_own_still_wait) {
    {
        Server server(in_plain());
        Listener listener(io.get_executor(), server);
        run(connect(listener));
        listener.close();
    }
    io.poll();
}

TEST_F(ListenerTest, says_when_its_port_is_taken) {
    const Listener first(io.get_executor(), world.server);
    EXPECT_THROW(Listener(io.get_executor(), world.server, first.port()), Failure);
}

}  // namespace
}  // namespace headstock::testing::test
