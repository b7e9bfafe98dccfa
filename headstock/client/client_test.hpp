// SPDX-License-Identifier: MIT
#pragma once
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "headstock/client/client.hpp"
#include "headstock/network/timeout.hpp"
#include "headstock/testing/listener.hpp"
#include "headstock/testing/server.hpp"

/// What the tests of a client share.
namespace headstock::client::client_test {

using namespace std::chrono_literals;

/// Romeo and Juliet, and their server on this machine.
class Clients : public ::testing::Test {
protected:
    Clients() {
        server.add_account("romeo", "wherefore");
        server.add_account("juliet", "therefore");
        server.befriend("romeo", "juliet");
    }

    Options options() {
        Options wanted;
        wanted.host = "127.0.0.1";
        wanted.port = listener->port();
        wanted.trust.ca_pem = server.ca_pem();
        wanted.first_retry = 1ms;
        wanted.last_retry = 20ms;
        return wanted;
    }
    std::unique_ptr<Client> client(const std::string& name, const std::string& password) {
        return client(name, password, options());
    }
    std::unique_ptr<Client> client(const std::string& name, const std::string& password, Options wanted) {
        return std::make_unique<Client>(io.get_executor(),
                                        core::Account(core::jid(name + "@localhost/" + name), Secret(password)),
                                        std::move(wanted));
    }
    std::unique_ptr<Client> romeo() { return client("romeo", "wherefore"); }
    std::unique_ptr<Client> juliet() { return client("juliet", "therefore"); }

    /// Runs a coroutine to its end; gives the error it threw, if any.
    std::optional<Error> run(asio::awaitable<void> work) {
        std::optional<Error> wrong;
        asio::co_spawn(io, network::with_timeout(std::move(work), 20s), [&](std::exception_ptr thrown) {
            try {
                if (thrown) std::rethrow_exception(thrown);
            } catch (const Failure& failure) {
                wrong = failure.error();
            }
            io.stop();
        });
        io.restart();
        io.run();
        return wrong;
    }

    asio::io_context io;
    testing::Server server;
    std::unique_ptr<testing::Listener> listener = std::make_unique<testing::Listener>(io.get_executor(), server);
};

inline asio::awaitable<void> pause(Duration time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace headstock::client::client_test
