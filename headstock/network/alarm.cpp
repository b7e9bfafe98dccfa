// SPDX-License-Identifier: MIT
#include "headstock/network/alarm.hpp"

#include <asio/steady_timer.hpp>

#include <utility>

namespace headstock::network {

// Handlers hold it weakly: what is on its way to one when the alarm goes finds nothing.
struct Alarm::State {
    asio::steady_timer timer;
    std::function<void()> ring;
};

Alarm::Alarm(const asio::any_io_executor& executor, std::function<void()> ring)
    : state_(std::make_shared<State>(asio::steady_timer(executor), std::move(ring))) {}

void Alarm::set(Instant when) {
    state_->timer.expires_at(when);
    if (when == Instant::max()) return;
    state_->timer.async_wait([weak = std::weak_ptr(state_)](const asio::error_code& cancelled) {
        const std::shared_ptr<State> live = weak.lock();
        if (live && !cancelled) live->ring();
    });
}

}  // namespace headstock::network
