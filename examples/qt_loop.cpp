// SPDX-License-Identifier: MIT
// A client in Qt's event loop: a QSocketNotifier watches one descriptor, and Qt's own timers run beside it.
#include <asio/co_spawn.hpp>

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimer>
#include <iostream>

#include "support/place.hpp"

#include "headstock/network/embedded_loop.hpp"

using namespace headstock;

namespace {

asio::awaitable<void> talk_to_oneself(client::Client& romeo, std::string& heard) {
    (void)romeo.messages();  // from here on they are kept
    co_await romeo.connect();
    romeo.send(core::chat(romeo.address(), "Is it even so?"));
    const core::Message message = co_await romeo.messages().next();
    heard = message.body();
    co_await romeo.close();
}

}  // namespace

int main(int argc, char** argv) try {
    QCoreApplication application(argc, argv);
    const example::Place place(argc, argv);
    network::EmbeddedLoop loop;
    QSocketNotifier notifier(loop.descriptor(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &application, [&] { loop.step(); });

    client::Client romeo(loop.executor(), place.romeo(), place.options());
    std::string heard;
    std::exception_ptr failure;
    asio::co_spawn(loop.executor(), talk_to_oneself(romeo, heard), [&](std::exception_ptr thrown) {
        failure = std::move(thrown);
        QCoreApplication::quit();
    });
    QTimer::singleShot(0, &application, [&] { loop.step(); });  // it begins
    QCoreApplication::exec();

    if (failure) std::rethrow_exception(failure);
    std::cout << "heard: " << heard << '\n';
    return heard == "Is it even so?" ? 0 : 1;
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
