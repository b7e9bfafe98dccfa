// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <optional>
#include <type_traits>
#include <utility>

#include "headstock/base/clock.hpp"
#include "headstock/network/failure.hpp"

namespace headstock::network {

namespace detail {

asio::awaitable<void> bound(asio::awaitable<void> work, Duration limit);

template <class T>
asio::awaitable<void> keep(asio::awaitable<T> work, std::optional<T>& into) {
    into.emplace(co_await std::move(work));
}

}  // namespace detail

/// Waits for `work`, but not beyond `limit`: then cancels it, waits until it has ended, and throws Failure
/// (`std::errc::timed_out`). What `work` gives or throws goes through; if it succeeds in the last moment, that counts.
template <class T>
asio::awaitable<T> with_timeout(asio::awaitable<T> work, Duration limit) {
    if constexpr (std::is_void_v<T>) {
        co_await detail::bound(std::move(work), limit);
    } else {
        std::optional<T> result;
        asio::awaitable<void> keeping = detail::keep(std::move(work), result);
        co_await detail::bound(std::move(keeping), limit);
        co_return std::move(*result);
    }
}

}  // namespace headstock::network
