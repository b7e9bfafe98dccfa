// SPDX-License-Identifier: MIT
// Logs in, asks the server what it runs, and says so.
#include <iostream>

#include "support/place.hpp"
#include "support/run.hpp"

using namespace headstock;

static asio::awaitable<void> ask_version(client::Client& romeo) {
    co_await romeo.connect();
    const version::Info info = co_await romeo.ask(version::query(romeo.server()));
    std::cout << romeo.server().text() << " runs " << info.software << ' ' << info.version << '\n';
    co_await romeo.close();
}

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    asio::io_context io;
    client::Client romeo(io.get_executor(), place.romeo(), place.options());
    example::run(io, ask_version(romeo));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
