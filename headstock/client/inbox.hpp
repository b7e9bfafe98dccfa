// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include "headstock/core/message.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/wakeup.hpp"

namespace headstock::client {

/// What arrives and waits to be taken, in order. While it is full the connection is not read, so nothing is lost: the
/// server keeps what we have no room for.
class Inbox {
public:
    Inbox(const asio::any_io_executor& executor, std::size_t room) : arrived_(executor), room_(room) {}

    /// Waits for the next one. Throws Failure with why the session ended, once it has and nothing is left. One waiter.
    asio::awaitable<core::Message> next();
    /// The next one, if it is here.
    [[nodiscard]] std::optional<core::Message> poll();
    [[nodiscard]] std::size_t size() const { return waiting_.size(); }
    [[nodiscard]] bool full() const { return waiting_.size() >= room_; }

    /// Puts one behind the others.
    void put(const core::Message& message);
    /// Says that no more come, or, without a reason, that they do again.
    void end(std::optional<Error> why);
    /// Calls `handler` each time one was taken.
    void on_taken(std::function<void()> handler) { taken_ = std::move(handler); }

private:
    std::deque<core::Message> waiting_;
    network::Wakeup arrived_;
    std::size_t room_;
    std::optional<Error> end_;
    std::function<void()> taken_;
};

}  // namespace headstock::client
