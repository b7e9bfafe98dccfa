// SPDX-License-Identifier: MIT
// A bot that sends every chat back. With arguments it logs in as --juliet and stays until it is interrupted; without, a
// visitor in this process tries it, and then both leave.
#include <iostream>
#include <stdexcept>

#include "support/place.hpp"
#include "support/run.hpp"

using namespace headstock;

namespace {

/// The same texts, in the same languages, to whom they came from.
core::Message echo_of(const core::Message& heard) {
    core::Message echo(core::MessageType::chat);
    echo.to(heard.from());
    for (const auto& [language, text] : heard.bodies()) echo.body(text, language);
    if (!heard.thread().empty()) echo.thread(heard.thread());
    return echo;
}

/// Answers for as long as the client runs, which comes back by itself when the connection is lost.
asio::awaitable<void> serve(client::Client& bot) {
    const Subscription hearing = bot.session().on_message([&](const core::Message& heard) {
        if (heard.type() == core::MessageType::chat && heard.has_body()) bot.send(echo_of(heard));
    });
    co_await bot.run();
}

asio::awaitable<void> visit(client::Client& visitor, client::Client& bot) {
    co_await visitor.connect();
    const core::Jid to = bot.address().bare();
    for (const std::string_view text : {"hello", "<is anybody there & awake?>", "\xF0\x9F\x8C\xB9"}) {
        visitor.send(core::chat(to, text, "en"));
        const core::Message echo = co_await visitor.messages().next();
        std::cout << text << " -> " << echo.body_in("en") << '\n';
        if (echo.body_in("en") != text) throw std::runtime_error("that is no echo");
    }
    co_await visitor.close();
    co_await bot.close();
}

}  // namespace

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    asio::io_context io;
    client::Client bot(io.get_executor(), place.juliet(), place.options());
    if (!place.is_own()) return example::run(io, serve(bot)), 0;
    client::Client visitor(io.get_executor(), place.romeo(), place.options());
    (void)visitor.messages();  // from here on they are kept
    asio::co_spawn(io, visit(visitor, bot), [&](std::exception_ptr wrong) {
        if (wrong) std::rethrow_exception(wrong);
    });
    example::run(io, serve(bot));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
