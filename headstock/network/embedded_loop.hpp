// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>

#include <cstddef>

namespace headstock::network {

/// A loop of Asio inside of another loop: GLib's, Qt's, or one of poll(). The other watches one descriptor, which stays
/// the same, and calls `step` when there is something to read at it; clients on `executor` then do all that they do in
/// a loop of their own. The descriptor tells of times that have come, too. Linux only: elsewhere it throws Failure
/// (`std::errc::not_supported`).
///
///     network::EmbeddedLoop loop;
///     client::Client romeo(loop.executor(), account);
///     asio::co_spawn(loop.executor(), romeo.run(), …);
///     watch(loop.descriptor(), [&] { loop.step(); });
///     loop.step();
///
/// All on one thread. Who uses a client from outside of `step` calls it afterwards: what was begun moves then.
class EmbeddedLoop {
public:
    EmbeddedLoop();
    EmbeddedLoop(const EmbeddedLoop&) = delete;
    EmbeddedLoop& operator=(const EmbeddedLoop&) = delete;
    ~EmbeddedLoop();

    /// What runs in the loop.
    [[nodiscard]] asio::any_io_executor executor() { return io_.get_executor(); }
    /// To be watched for reading; never to be read. Belongs to the loop.
    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// Does whatever can be done now, and never waits; gives how many handlers have run. What they throw goes on. Not
    /// to be called from within.
    std::size_t step();

private:
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> open_{io_.get_executor()};
    int descriptor_ = -1;
};

}  // namespace headstock::network
