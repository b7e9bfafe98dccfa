// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

#include "headstock/testing/server.hpp"

namespace headstock::testing {

/// Serves a `Server` over TCP on this machine (127.0.0.1), on the one thread that runs `executor`. Destroying it ends
/// all its connections at once; to say goodbye to the clients, call `Server::shutdown` a moment before.
class Listener {
public:
    /// Listens at `port`, or at any that is free; all clients come in by `entrance`. What runs `executor`, and
    /// `server`, must outlive it. Throws Failure.
    Listener(asio::any_io_executor executor, Server& server, std::uint16_t port = 0,
             Entrance entrance = Entrance::starttls);
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener();

    [[nodiscard]] std::uint16_t port() const;
    /// How many connections it serves.
    [[nodiscard]] std::size_t connections() const;
    /// Takes no more connections, and ends those it has.
    void close();

private:
    struct Guard;
    std::unique_ptr<Guard> guard_;
};

}  // namespace headstock::testing
