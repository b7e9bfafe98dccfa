// SPDX-License-Identifier: MIT
// Logs in, says hello, hears it, asks the server what it is, and leaves: chat JID HOST PORT CA_FILE PEER. The password
// comes from PASSWORD. The same program in other languages is in capi/examples and bindings/*/examples.
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <cstdlib>
#include <iostream>

#include "headstock/client/client.hpp"

using namespace headstock;

static asio::awaitable<void> chat(client::Client& me, core::Jid peer) {
    auto& inbox = me.messages();
    co_await me.connect();
    std::cout << "ready " << me.address().text() << '\n';
    me.send(core::chat(peer, "hello from C++"));
    core::Message heard = co_await inbox.next();
    while (!heard.has_body() || heard.from().bare() != peer) heard = co_await inbox.next();
    std::cout << "heard " << heard.body() << '\n';
    const version::Info server = co_await me.ask(version::query(me.server()));
    std::cout << "server " << server.software << '\n';
    co_await me.close();
}

int main(int argc, char** argv) try {
    if (argc != 6) return std::cerr << "usage: chat JID HOST PORT CA_FILE PEER\n", 2;
    const char* const password = std::getenv("PASSWORD");
    client::Options options;
    options.host = argv[2];
    options.port = static_cast<std::uint16_t>(std::stoi(argv[3]));
    options.trust.ca_file = argv[4];
    asio::io_context io;
    client::Client me(io.get_executor(), {core::jid(argv[1]), Secret(password ? password : "")}, options);
    me.session().version.answer_with({"chat", "1", {}});
    std::exception_ptr thrown;
    asio::co_spawn(io, chat(me, core::jid(argv[5])), [&thrown](std::exception_ptr wrong) { thrown = wrong; });
    io.run();
    if (thrown) std::rethrow_exception(thrown);
} catch (const std::exception& wrong) {
    std::cerr << "chat: " << wrong.what() << '\n';
    return 1;
}
