// SPDX-License-Identifier: MIT
#include "headstock/testing/listener.hpp"

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <string>
#include <utility>

#include "headstock/network/failure.hpp"
#include "headstock/network/tcp.hpp"

namespace headstock::testing {
namespace {

constexpr std::size_t read_size = std::size_t{16} * 1024;
constexpr auto pause = std::chrono::milliseconds(50);  // after an accept that failed: there are too many files, perhaps
constexpr auto look = std::chrono::seconds(1);         // between looks for sessions whose clients stay away
constexpr auto linger =
    std::chrono::milliseconds(100);  // for a client to end first, so that no reset eats our last words

/// Waits until `timer` expires or somebody cancels it.
asio::awaitable<void> wait(asio::steady_timer& timer) {
    asio::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

struct State;

/// One connection over TCP. Its coroutines share it.
struct Client {
    Client(const asio::any_io_executor& executor, std::unique_ptr<network::Transport> over, Server& server,
           Entrance entrance)
        : transport(std::move(over)), connection(server.connect(entrance)), output(executor), clock(executor) {
        connection->on_output([this] { wake(); });
    }
    /// Lets its coroutines look again.
    void wake() {
        output.cancel();
        clock.cancel();
    }
    /// Ends it: its coroutines find no connection any more, and end too.
    void end() {
        connection.reset();
        transport->close();
        wake();
    }

    std::unique_ptr<network::Transport> transport;
    std::unique_ptr<Server::Connection> connection;
    asio::steady_timer output;
    asio::steady_timer clock;
    bool deaf = false;  // the client says nothing more
};

struct State {
    State(asio::any_io_executor on, Server& serves, std::uint16_t port, Entrance wanted)
        : executor(std::move(on)),
          server(serves),
          entrance(wanted),
          acceptor(executor, network::Endpoint{"127.0.0.1", port}),
          pausing(executor),
          expiring(executor) {}

    void close() {
        closed = true;
        acceptor.close();
        pausing.cancel();
        expiring.cancel();
        for (const std::shared_ptr<Client>& client : std::exchange(clients, {})) client->end();
    }

    asio::any_io_executor executor;
    Server& server;  // touched only while not closed
    Entrance entrance;
    network::TcpListener acceptor;
    asio::steady_timer pausing;
    asio::steady_timer expiring;
    std::set<std::shared_ptr<Client>> clients;
    bool closed = false;
};

// Inlined into each other, GCC 12 takes the frames of coroutines for badly freed: so these are not.
[[gnu::noinline]] asio::awaitable<void> read_all(std::shared_ptr<Client> client) {
    std::array<char, read_size> buffer;
    try {
        while (client->connection) {
            const std::size_t count = co_await client->transport->read(buffer);
            if (!client->connection || count == 0) break;
            client->connection->receive({buffer.data(), count});
            client->wake();
        }
    } catch (const Failure&) {
        client->deaf = true;  // reset or closed: the same as an end
    }
    client->deaf = true;
    if (client->connection) client->connection->lost();
    client->wake();
}

/// Gives the client what there is to say, until all is said.
asio::awaitable<void> say_all(std::shared_ptr<Client> client) {
    while (client->connection) {
        const std::string bytes = client->connection->take_output();
        if (!bytes.empty()) {
            co_await client->transport->write(bytes);
            continue;
        }
        if (client->connection->finished()) break;
        client->output.expires_at(asio::steady_timer::time_point::max());
        co_await wait(client->output);
    }
    client->output.expires_after(linger);
    if (client->connection && !client->deaf) co_await wait(client->output);
}

[[gnu::noinline]] asio::awaitable<void> write_all(std::shared_ptr<State> state, std::shared_ptr<Client> client) {
    try {
        co_await say_all(client);
    } catch (const Failure&) {
        client->deaf = true;  // there is nobody left to tell
    }
    client->end();
    state->clients.erase(client);
}

/// Ends a login that takes too long, and a client that does not fetch its last words.
[[gnu::noinline]] asio::awaitable<void> watch(std::shared_ptr<State> state, std::shared_ptr<Client> client) {
    while (client->connection && !client->connection->finished()) {
        const std::optional<Instant> deadline = client->connection->deadline();
        const Clock& clock = state->server.clock();  // it may be a test's: only differences mean something
        if (deadline) client->clock.expires_after(std::max(*deadline - clock.now(), Duration::zero()));
        else client->clock.expires_at(asio::steady_timer::time_point::max());
        co_await wait(client->clock);
        if (!client->connection) co_return;
        client->connection->expire();
        client->output.cancel();
    }
    if (!client->connection) co_return;
    const auto until = std::chrono::steady_clock::now() + state->server.options().close_limit;
    while (client->connection && std::chrono::steady_clock::now() < until) {
        client->clock.expires_at(until);
        co_await wait(client->clock);
    }
    if (client->connection) client->transport->close();
}

[[gnu::noinline]] asio::awaitable<void> accept_all(std::shared_ptr<State> state) {
    while (!state->closed) {
        std::unique_ptr<network::Transport> transport;
        try {
            transport = co_await state->acceptor.accept();
        } catch (const Failure&) {
            transport.reset();
        }
        if (state->closed) co_return;
        if (!transport) {
            state->pausing.expires_after(pause);
            co_await wait(state->pausing);
        } else if (state->clients.size() < state->server.options().max_connections) {
            auto client =
                std::make_shared<Client>(state->executor, std::move(transport), state->server, state->entrance);
            state->clients.insert(client);
            asio::co_spawn(state->executor, read_all(client), asio::detached);
            asio::co_spawn(state->executor, write_all(state, client), asio::detached);
            asio::co_spawn(state->executor, watch(state, client), asio::detached);
        }
    }
}

/// Ends the sessions whose clients do not come back, when nothing else happens.
[[gnu::noinline]] asio::awaitable<void> expire_all(std::shared_ptr<State> state) {
    while (!state->closed) {
        state->expiring.expires_after(look);
        co_await wait(state->expiring);
        if (!state->closed && state->server.deadline()) state->server.expire();
    }
}

}  // namespace

/// Ends what the coroutines share when the listener goes.
struct Listener::Guard {
    std::shared_ptr<State> state;
};

Listener::Listener(asio::any_io_executor executor, Server& server, std::uint16_t port, Entrance entrance)
    : guard_(std::make_unique<Guard>()) {
    guard_->state = std::make_shared<State>(std::move(executor), server, port, entrance);
    asio::co_spawn(guard_->state->executor, accept_all(guard_->state), asio::detached);
    asio::co_spawn(guard_->state->executor, expire_all(guard_->state), asio::detached);
}

Listener::~Listener() { close(); }

std::uint16_t Listener::port() const { return guard_->state->acceptor.port(); }
std::size_t Listener::connections() const { return guard_->state->clients.size(); }
void Listener::close() { guard_->state->close(); }

}  // namespace headstock::testing
