// SPDX-License-Identifier: MIT
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <cstdlib>
#include <iostream>

#include "headstock/client/client.hpp"

using namespace headstock;

asio::awaitable<void> greet(client::Client& me, core::Jid to) {
    co_await me.connect();  // DNS, TCP, TLS, login, roster, presence
    const version::Info info = co_await me.ask(version::query(me.server()));
    me.send(core::chat(to, "My server runs " + info.software + ". And yours?", "en"));
    const core::Message reply = co_await me.messages().next();
    std::cout << reply.from().text() << ": " << reply.body() << '\n';
    co_await me.close();
}

int main(int argc, char** argv) {  // PASSWORD=… greet me@example.org you@example.org [HOST PORT CA-FILE]
    if (argc < 3 || !std::getenv("PASSWORD")) return 2;
    client::Options where;
    if (argc == 6) where.host = argv[3], where.port = std::uint16_t(std::stoi(argv[4])), where.trust.ca_file = argv[5];
    asio::io_context io;
    client::Client me(io.get_executor(), core::Account(core::jid(argv[1]), Secret(std::getenv("PASSWORD"))), where);
    asio::co_spawn(io, greet(me, core::jid(argv[2])), [](std::exception_ptr wrong) {
        if (wrong) std::rethrow_exception(wrong);
    });
    io.run();
}
