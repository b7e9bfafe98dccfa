// SPDX-License-Identifier: MIT
// network alone: a connection to ourselves over TCP, and a line of bytes across it.
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>

#include <array>
#include <chrono>
#include <string>

#include "headstock/network/tcp.hpp"

using namespace headstock;

static asio::awaitable<void> speak(network::Endpoint server) {
    auto transport = co_await network::connect_tcp(std::move(server), std::chrono::seconds(5));
    co_await transport->write("wherefore");
}

static asio::awaitable<void> listen(network::TcpListener& listener, std::string& heard) {
    auto transport = co_await listener.accept();
    std::array<char, 64> buffer{};
    while (const std::size_t size = co_await transport->read(buffer)) heard.append(buffer.data(), size);
}

int main() {
    asio::io_context io;
    network::TcpListener listener(io.get_executor(), {"127.0.0.1", 0});
    std::string heard;
    asio::co_spawn(io, listen(listener, heard), asio::detached);
    asio::co_spawn(io, speak({"127.0.0.1", listener.port()}), asio::detached);
    io.run_for(std::chrono::seconds(10));
    return heard == "wherefore" ? 0 : 1;
}
