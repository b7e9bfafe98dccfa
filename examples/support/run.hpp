// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <exception>
#include <utility>

namespace example {

/// Runs `work` on `io` to its end, and all else that is there with it; what `work` throws is thrown.
inline void run(asio::io_context& io, asio::awaitable<void> work) {
    std::exception_ptr failed;
    asio::co_spawn(io, std::move(work), [&](std::exception_ptr wrong) {
        failed = wrong;
        if (failed) io.stop();  // nobody shall wait for the others
    });
    io.run();
    if (failed) std::rethrow_exception(failed);
}

/// Runs `work` beside all else; what it throws ends `run`.
inline void spawn(asio::io_context& io, asio::awaitable<void> work) {
    asio::co_spawn(io, std::move(work), [](std::exception_ptr wrong) {
        if (wrong) std::rethrow_exception(wrong);
    });
}

}  // namespace example
