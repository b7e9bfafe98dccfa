// SPDX-License-Identifier: MIT
// A watchdog: pings somebody again and again, and says when they go and come back. With arguments it watches --juliet's
// server, each minute, until it is interrupted; without, a friend in this process, who leaves after a while.
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <functional>
#include <iostream>
#include <stdexcept>

#include "support/place.hpp"
#include "support/run.hpp"

using namespace headstock;
using namespace std::chrono_literals;

namespace {

/// Whether `who` answers within a while. An error that they themselves give is an answer too.
asio::awaitable<bool> is_there(client::Client& me, core::Jid who) {
    core::Request<core::Done> question = ping::ping(who).within(10s);
    try {
        (void)co_await me.ask(std::move(question));
        co_return true;
    } catch (const Failure& failure) {
        if (!me.connection()) throw;  // it is we who are gone
        co_return failure.code() == core::StanzaCondition::feature_not_implemented;
    }
}

/// Tells each change, until `tell` gives false.
asio::awaitable<void> watch(client::Client& me, core::Jid who, Duration pause, std::function<bool(bool)> tell) {
    std::optional<bool> before;
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;) {
        const bool now = co_await is_there(me, who);
        if (now != before) {
            std::cout << who.text() << (now ? " answers" : " does not answer") << std::endl;
            if (!tell(now)) co_return;
            before = now;
        }
        timer.expires_after(pause);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

asio::awaitable<void> watch_server(client::Client& me, core::Jid who) {
    co_await me.connect();
    co_await watch(me, std::move(who), 1min, [](bool) { return true; });
}

asio::awaitable<void> leave(client::Client& guest) { co_await guest.close(); }

asio::awaitable<void> watch_friend(asio::io_context& io, client::Client& me, client::Client& guest) {
    co_await guest.connect();
    co_await me.connect();
    bool was_there = false;
    const std::function<bool(bool)> tell = [&](bool there) {
        if (there) asio::co_spawn(io, leave(guest), [](const std::exception_ptr&) {});
        was_there = was_there || there;
        return there;  // gone: we have seen it all
    };
    co_await watch(me, guest.address(), 10ms, tell);
    co_await me.close();
    if (!was_there) throw std::runtime_error("they were never there");
}

}  // namespace

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    asio::io_context io;
    client::Client me(io.get_executor(), place.romeo(), place.options());
    if (!place.is_own()) return example::run(io, watch_server(me, place.juliet().jid.domain_only())), 0;
    client::Client guest(io.get_executor(), place.juliet(), place.options());
    example::run(io, watch_friend(io, me, guest));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
