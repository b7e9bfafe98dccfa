// SPDX-License-Identifier: MIT
#pragma once
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "headstock/network/failure.hpp"

/// What the tests of this layer share. Not part of the library.
namespace headstock::network::test {

using namespace std::chrono_literals;

inline asio::awaitable<bool> and_true(asio::awaitable<void> work) {
    co_await std::move(work);
    co_return true;
}

/// A coroutine that runs beside the test, which can look at it, wait for it and cancel it.
template <class T>
class Task {
public:
    Task(asio::io_context& io, asio::awaitable<T> work) : io_(io), state_(std::make_shared<State>()) {
        const auto state = state_;
        asio::co_spawn(io, keep(std::move(work), state),
                       asio::bind_cancellation_slot(state->signal.slot(), [state](std::exception_ptr thrown) {
                           state->done = true;
                           state->thrown = std::move(thrown);
                       }));
    }

    [[nodiscard]] bool done() const { return state_->done; }
    void cancel() { state_->signal.emit(asio::cancellation_type::terminal); }

    /// Runs the loop until the coroutine has ended; one that does not end within a minute is a failed test.
    void wait() {
        const auto end = std::chrono::steady_clock::now() + 60s;
        io_.restart();
        while (!done())
            if (io_.run_one_until(end) == 0) throw std::logic_error("the coroutine does not end");
    }

    /// What it gives; what it throws is thrown.
    T value() {
        wait();
        if (state_->thrown) std::rethrow_exception(state_->thrown);
        return std::move(*state_->result);
    }

    /// The error it fails with; an error without a code when it does not fail.
    Error error() {
        try {
            (void)value();
        } catch (const Failure& failure) {
            return failure.error();
        }
        return {};
    }

private:
    struct State {
        asio::cancellation_signal signal;
        std::optional<T> result;
        std::exception_ptr thrown;
        bool done = false;
    };

    static asio::awaitable<void> keep(asio::awaitable<T> work, std::shared_ptr<State> state) {
        state->result.emplace(co_await std::move(work));
    }

    asio::io_context& io_;
    std::shared_ptr<State> state_;
};

template <class T>
[[nodiscard]] Task<T> start(asio::io_context& io, asio::awaitable<T> work) {
    return Task<T>(io, std::move(work));
}
[[nodiscard]] inline Task<bool> start(asio::io_context& io, asio::awaitable<void> work) {
    return Task<bool>(io, and_true(std::move(work)));
}

/// Runs everything that can run now, and then for `time` what comes.
inline void let_run(asio::io_context& io, std::chrono::milliseconds time = 20ms) {
    io.restart();
    io.poll();
    io.restart();
    io.run_for(time);
}

template <class T>
auto run(asio::io_context& io, asio::awaitable<T> work) {
    return start(io, std::move(work)).value();
}

template <class T>
Error error_of(asio::io_context& io, asio::awaitable<T> work) {
    return start(io, std::move(work)).error();
}

/// Starts `work`, makes sure that it waits, cancels it, and gives the error it ends with.
template <class T>
Error error_when_cancelled(asio::io_context& io, asio::awaitable<T> work) {
    auto task = start(io, std::move(work));
    let_run(io);
    if (task.done()) throw std::logic_error("there was nothing to cancel");
    task.cancel();
    return task.error();
}

/// A limit that is never reached, however busy the machine.
inline constexpr auto ample = 30s;

inline const std::error_code canceled = std::make_error_code(std::errc::operation_canceled);

/// A port that takes no connection and refuses none: its queue is full.
class SilentPort {
public:
    SilentPort(asio::io_context& io, const std::string& address, std::uint16_t port = 0) : acceptor_(io) {
        const asio::ip::tcp::endpoint at(asio::ip::make_address(address), port);
        acceptor_.open(at.protocol());
        acceptor_.set_option(asio::ip::tcp::acceptor::reuse_address(true));
        acceptor_.bind(at);
        acceptor_.listen(0);
        for (int i = 0; i < 3; ++i) {
            const auto socket = std::make_shared<asio::ip::tcp::socket>(io);
            socket->async_connect(acceptor_.local_endpoint(), [socket](const asio::error_code&) {});
            fillers_.push_back(socket);
        }
        let_run(io);
    }
    ~SilentPort() {
        for (const auto& socket : fillers_) socket->close();
    }
    SilentPort(const SilentPort&) = delete;
    SilentPort& operator=(const SilentPort&) = delete;

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

private:
    asio::ip::tcp::acceptor acceptor_;
    std::vector<std::shared_ptr<asio::ip::tcp::socket>> fillers_;
};

/// A second address of this machine: of the other family where there is IPv6. Tests of more than one address say so
/// where there is none.
inline std::string other_loopback(asio::io_context& io) {
    asio::error_code wrong;
    asio::ip::tcp::acceptor acceptor(io);
    (void)acceptor.open(asio::ip::tcp::v6(), wrong);
    if (!wrong) (void)acceptor.bind({asio::ip::address_v6::loopback(), 0}, wrong);
    if (!wrong) return "::1";
    std::cout << "[   NOTE   ] no IPv6 loopback here (" << wrong.message() << "): 127.0.0.2 stands in\n";
    return "127.0.0.2";
}

/// A local port at which nothing listens.
inline std::uint16_t refused_port(asio::io_context& io) {
    asio::ip::tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
    return acceptor.local_endpoint().port();
}

}  // namespace headstock::network::test
