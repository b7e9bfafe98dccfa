// SPDX-License-Identifier: MIT
// A client in a GLib main loop, as a program with GTK has one: the loop watches one descriptor.
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <glib-unix.h>

#include <iostream>
#include <memory>

#include "support/place.hpp"

#include "headstock/network/embedded_loop.hpp"

using namespace headstock;

namespace {

/// GLib calls this when there is something to do.
gboolean step(gint, GIOCondition, gpointer loop) {
    static_cast<network::EmbeddedLoop*>(loop)->step();
    return G_SOURCE_CONTINUE;
}

asio::awaitable<void> ask_the_server(client::Client& romeo, std::string& answer) {
    co_await romeo.connect();
    const version::Info info = co_await romeo.ask(version::query(romeo.server()));
    answer = info.software;
    co_await romeo.close();
}

}  // namespace

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    const std::unique_ptr<GMainLoop, decltype(&g_main_loop_unref)> main_loop(g_main_loop_new(nullptr, FALSE),
                                                                             &g_main_loop_unref);
    network::EmbeddedLoop loop;
    g_unix_fd_add(loop.descriptor(), G_IO_IN, &step, &loop);

    client::Client romeo(loop.executor(), place.romeo(), place.options());
    std::string answer;
    std::exception_ptr failure;
    asio::co_spawn(loop.executor(), ask_the_server(romeo, answer), [&](std::exception_ptr thrown) {
        failure = std::move(thrown);
        g_main_loop_quit(main_loop.get());
    });
    loop.step();  // it begins
    g_main_loop_run(main_loop.get());

    if (failure) std::rethrow_exception(failure);
    std::cout << "the server runs " << answer << '\n';
    return answer.empty() ? 1 : 0;
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
