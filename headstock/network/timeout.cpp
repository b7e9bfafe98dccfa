// SPDX-License-Identifier: MIT
#include "headstock/network/timeout.hpp"

#include <asio/co_spawn.hpp>
#include <asio/experimental/deferred.hpp>
#include <asio/experimental/parallel_group.hpp>
#include <asio/steady_timer.hpp>
#include <asio/system_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <exception>
#include <tuple>

#include "headstock/network/translate.hpp"

namespace headstock::network::detail {
namespace {

// Asio throws its own exception where a coroutine that is already cancelled starts to wait.
[[noreturn]] void rethrow(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const asio::system_error& wrong) {
        throw Failure(stream_error(wrong.code()));
    }
}

}  // namespace

asio::awaitable<void> bound(asio::awaitable<void> work, Duration limit) {
    using asio::experimental::deferred;
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, limit);
    auto both = asio::experimental::make_parallel_group(asio::co_spawn(executor, std::move(work), deferred),
                                                        timer.async_wait(deferred));
    // Not operator||: it takes a failure of the work for no result, and waits for the timer.
    const auto outcome = co_await both.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    const std::exception_ptr& thrown = std::get<1>(outcome);
    if (!thrown) co_return;
    const bool timer_was_first = std::get<0>(outcome)[0] == 1 && !std::get<2>(outcome);
    if (timer_was_first) throw Failure(std::make_error_code(std::errc::timed_out));
    rethrow(thrown);
}

}  // namespace headstock::network::detail
