// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/steady_timer.hpp>

#include "headstock/base/clock.hpp"

namespace headstock::network {

/// What one coroutine waits for and others raise, all on one thread. Nothing is remembered: who waits looks at the
/// state first, and again when woken. Internal.
class Wakeup {
public:
    explicit Wakeup(const asio::any_io_executor& executor) : timer_(executor) {}

    /// Wakes who waits now.
    void raise() { timer_.cancel(); }

    /// Waits until raised, or until `until`. Throws Failure when cancelled. May be destroyed meanwhile.
    asio::awaitable<void> wait(Instant until = Instant::max());

private:
    asio::steady_timer timer_;
};

}  // namespace headstock::network
