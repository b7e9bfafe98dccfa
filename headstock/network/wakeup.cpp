// SPDX-License-Identifier: MIT
#include "headstock/network/wakeup.hpp"

#include <asio/redirect_error.hpp>
#include <asio/system_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include "headstock/network/translate.hpp"

namespace headstock::network {

asio::awaitable<void> Wakeup::wait(Instant until) {
    timer_.expires_at(until);
    asio::error_code ignored;  // raised, expired or cancelled: the first two mean the same
    try {
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    } catch (const asio::system_error&) {
        throw cancelled();
    }
    const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) throw cancelled();
}

}  // namespace headstock::network
