// SPDX-License-Identifier: MIT
// The nine steps of headstock's first design, from 2007, in C++: a socket client with a thread and a queue, a parser, a
// stream, a session, one's own handlers, and a loop that feeds what arrives. Juliet, at a client of her own in the same
// process, is the contact who is greeted.
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <atomic>
#include <iostream>
#include <thread>

#include "support/place.hpp"

#include "headstock/network/threaded.hpp"

using namespace headstock;
using namespace std::chrono_literals;

namespace {

/// Juliet: says what she runs, and waits for the hello.
class Friend {
public:
    explicit Friend(const example::Place& place) : client_(io_.get_executor(), place.juliet(), place.options()) {
        client_.session().version.answer_with({"balcony", "1.5", "Verona"});
        asio::co_spawn(io_, listen(), [this](const std::exception_ptr&) { is_done_ = true; });
        thread_ = std::thread([this] { io_.run(); });
    }
    Friend(const Friend&) = delete;
    Friend& operator=(const Friend&) = delete;
    ~Friend() {
        asio::post(io_, [this] { asio::co_spawn(io_, client_.close(), asio::detached); });
        thread_.join();
    }

    /// Whether she has heard something, or cannot any more.
    [[nodiscard]] bool is_done() const { return is_done_; }
    /// What she heard, once she is done.
    [[nodiscard]] const std::string& hello() const { return hello_; }

private:
    asio::awaitable<void> listen() {
        (void)client_.messages();  // from here on they are kept
        co_await client_.connect();
        const core::Message message = co_await client_.messages().next();
        hello_ = message.body_in("en-GB") + " (" + message.bodies().at(0).first + ")";
    }

    asio::io_context io_{1};
    client::Client client_;
    std::string hello_;
    std::atomic<bool> is_done_ = false;
    std::thread thread_;
};

wire::TlsContext context(const example::Place& place) {
    auto made = wire::TlsContext::client(place.trust());
    if (!made) throw Failure(made.error());
    return *made;
}

}  // namespace

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    const Friend juliet(place);

    // 1. Create a socket client.
    network::Threaded c(place.host(), place.port());

    // 2. Create a parser, and 3. a stream. The stream has its parser inside; the connection puts TLS around both.
    //    A stream is made for somebody, so step 8 comes here.
    // 8. Pass the user details, as in Account(jid("test@localhost/Home"), Secret("test")).
    core::Stream stream(place.romeo());
    client::Connection connection(stream, context(place));

    // 4. Create a session.
    api::Session sess(stream);

    // 5. Add your own dispatchers.
    version::Info told;
    const auto version_info_received = sess.version.on_received([&](const version::Info& info) {
        told = info;
        std::cout << "version: " << info.software << ' ' << info.version << " on " << info.os.value_or("?") << '\n';
    });
    const auto say_hello = sess.contacts.on_update([&] {
        for (auto& contact : sess.contacts) {
            if (!contact.available()) continue;
            sess.version.ask(contact.resources().front().jid);
            contact.chat("hello", "en-GB");
        }
    });

    // 6. Set up the loop that takes incoming data from the client's queue and feeds the parser.
    const auto turn = [&] {
        if (const auto data = c.incoming().pop(10ms)) connection.receive(*data);
        else if (data.error().code != std::errc::timed_out) connection.lost(data.error());
        c.send(connection.take_output());
        connection.expire();
    };
    const auto loop = [&] {
        while (!connection.finished() && (told.software.empty() || !juliet.is_done())) turn();
    };

    // 7. Define two routines to start and stop the client.
    const auto stop = [&] {
        stream.terminate();
        while (!connection.finished()) turn();
        c.send(connection.take_output());
        c.disconnect();
        c.join();
    };
    const auto start = [&] {
        if (const auto reached = c.connect(); !reached) throw Failure(reached.error());
        c.start();
        if (const auto begun = connection.start(); !begun) throw Failure(begun.error());
        loop();
    };

    // 9. Start the client.
    try {
        start();
    } catch (...) {
        stop();
        throw;
    }
    stop();
    std::cout << "Juliet heard: " << (juliet.is_done() ? juliet.hello() : "nothing") << '\n';
    std::cout << "the end: " << stream.end()->message() << '\n';
    const bool closed = stream.end()->code == core::Errc::closed;
    return closed && told.software == "balcony" && juliet.is_done() && juliet.hello() == "hello (en-GB)" ? 0 : 1;
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
