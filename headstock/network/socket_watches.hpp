// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>

#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace headstock::network {

/// Sockets that a library opens and closes by itself, waited for by Asio. Internal.
class SocketWatches {
public:
    /// Tells that `socket` can be read from, or else written to.
    using Ready = std::function<void(int socket, bool readable)>;

    SocketWatches(asio::any_io_executor executor, Ready ready)
        : executor_(std::move(executor)), ready_(std::move(ready)) {}

    /// Says what is waited for at `socket` from now on; with neither, it is let go at once, and may be closed.
    void watch(int socket, bool readable, bool writable);

private:
    struct Watch;
    void arm(const std::shared_ptr<Watch>& watch);
    void wait(const std::shared_ptr<Watch>& watch, bool readable);

    asio::any_io_executor executor_;
    Ready ready_;
    std::map<int, std::shared_ptr<Watch>> watches_;
};

}  // namespace headstock::network
