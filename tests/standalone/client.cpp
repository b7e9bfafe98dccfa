// SPDX-License-Identifier: MIT
// client alone: says in its own words that nobody listens there.
#include "headstock/client/client.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <chrono>

#include "headstock/network/errc.hpp"
#include "headstock/network/tcp.hpp"

using namespace headstock;

static asio::awaitable<void> connect(client::Client& client, std::error_code& heard) {
    try {
        co_await client.connect();
    } catch (const Failure& failure) {
        heard = failure.code();
    }
}

/// A port at which nobody listens any more.
static std::uint16_t closed_port(asio::io_context& io) {
    return network::TcpListener(io.get_executor(), {"127.0.0.1", 0}).port();
}

int main() {
    asio::io_context io;
    client::Options options;
    options.host = "127.0.0.1";
    options.port = closed_port(io);
    client::Client client(io.get_executor(), core::Account(core::jid("romeo@montague.lit"), Secret("wherefore")),
                          options);
    std::error_code heard;
    asio::co_spawn(io, connect(client, heard), [](const std::exception_ptr&) {});
    io.run_for(std::chrono::seconds(30));
    return heard == network::Errc::connection_refused ? 0 : 1;
}
