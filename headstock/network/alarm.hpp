// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>

#include <functional>
#include <memory>

#include "headstock/base/clock.hpp"

namespace headstock::network {

/// Calls a function at an instant, never after it has gone, and perhaps once too often: who is called looks at the
/// time.
class Alarm {
public:
    Alarm(const asio::any_io_executor& executor, std::function<void()> ring);

    /// Says when, in the place of what was said before; `Instant::max()`: not at all.
    void set(Instant when);

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace headstock::network
