// SPDX-License-Identifier: MIT
// A chat on the console: what is typed goes to one contact, what anybody says is shown. With arguments romeo talks to
// --juliet until the input ends; without, to an echo in this process, and then it waits until all has come back.
#include <asio/posix/stream_descriptor.hpp>
#include <asio/read_until.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <unistd.h>

#include <iostream>
#include <stdexcept>

#include "support/place.hpp"
#include "support/run.hpp"

using namespace headstock;

namespace {

/// Shows who comes, goes and speaks, for as long as it lives.
class Screen {
public:
    explicit Screen(client::Client& me)
        : hearing_(me.session().on_message([this](const core::Message& heard) { show(heard); })),
          watching_(me.session().contacts.on_presence([](const api::Contact& contact) {
              std::cout << "* " << contact.name() << " is " << (contact.available() ? "there" : "gone") << '\n';
          })) {}
    [[nodiscard]] int shown() const { return shown_; }

private:
    void show(const core::Message& heard) {
        if (!heard.has_body()) return;
        ++shown_;
        std::cout << heard.from().bare().text() << ": " << heard.body() << '\n';
    }
    int shown_ = 0;
    Subscription hearing_;
    Subscription watching_;
};

/// Sends each line of the input; gives how many there were.
asio::awaitable<int> send_lines(client::Client& me, core::Jid to) {
    asio::posix::stream_descriptor input(co_await asio::this_coro::executor, ::dup(STDIN_FILENO));
    std::string typed;
    for (int count = 0;; ++count) {
        std::error_code end;
        const std::size_t size = co_await asio::async_read_until(input, asio::dynamic_buffer(typed, 65536), '\n',
                                                                 asio::redirect_error(asio::use_awaitable, end));
        if (end) co_return count;
        const std::string line = typed.substr(0, size - 1);
        typed.erase(0, size);
        core::Message message = core::chat(to, line);
        co_await me.send_when_possible(std::move(message));
    }
}

asio::awaitable<void> talk(client::Client& me, core::Jid to) {
    const Screen screen(me);
    co_await me.connect();
    (void)co_await send_lines(me, std::move(to));
    co_await me.close();
}

/// The same with an echo, until all has come back.
asio::awaitable<void> talk_to_echo(client::Client& me, client::Client& echo) {
    const Subscription answering = echo.session().on_message(
        [&](const core::Message& heard) { (void)echo.send(core::chat(heard.from(), "you said: " + heard.body())); });
    co_await echo.connect();
    const Screen screen(me);
    (void)me.messages();  // from here on they are kept
    co_await me.connect();
    const int said = co_await send_lines(me, echo.address().bare());
    for (int heard = 0; heard < said; ++heard) (void)co_await me.messages().next();
    co_await me.close();
    co_await echo.close();
    if (said == 0 || screen.shown() != said) throw std::runtime_error("not every line came back");
}

}  // namespace

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    asio::io_context io;
    client::Client me(io.get_executor(), place.romeo(), place.options());
    if (!place.is_own()) return example::run(io, talk(me, place.juliet().jid.bare())), 0;
    client::Client echo(io.get_executor(), place.juliet(), place.options());
    example::run(io, talk_to_echo(me, echo));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
