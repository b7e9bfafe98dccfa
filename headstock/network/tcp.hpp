// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <string>

#include "headstock/base/clock.hpp"
#include "headstock/network/resolver.hpp"
#include "headstock/network/transport.hpp"

namespace headstock::network {

/// A host, by name or literal address, and a port. Give it a name of its own before a `co_await`: GCC 12 destroys one
/// that is written inside of the expression twice.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0;

    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// "example.org:5222" or "[::1]:5222".
[[nodiscard]] std::string show(const Endpoint& endpoint);

/// Connects to `endpoint` within `limit`, of which the lookup is part. All its addresses are tried, IPv6 and IPv4 in
/// turn, without waiting for one that does not answer (RFC 8305). Throws Failure, which names the endpoint, and each
/// address with the reason: the resolver's codes, `connection_refused`, `unreachable`, `connect_timeout`.
asio::awaitable<std::unique_ptr<Transport>> connect_tcp(Resolver& resolver, Endpoint endpoint, Duration limit);
/// The same, with a resolver as the system is set up.
asio::awaitable<std::unique_ptr<Transport>> connect_tcp(Endpoint endpoint, Duration limit);

/// Takes connections at a local port: for tests, and for servers in one's own process.
class TcpListener {
public:
    /// Listens at `local`: a literal address or "localhost" (which is 127.0.0.1), and a port, 0 for any that is free.
    /// Throws Failure.
    TcpListener(asio::any_io_executor executor, const Endpoint& local);
    TcpListener(const TcpListener&) = delete;
    TcpListener& operator=(const TcpListener&) = delete;
    ~TcpListener();

    [[nodiscard]] std::uint16_t port() const;

    /// Waits for the next connection. Throws Failure.
    asio::awaitable<std::unique_ptr<Transport>> accept();

    /// Ends it: a pending `accept` throws `std::errc::operation_canceled`, later ones `Errc::closed`.
    void close();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace headstock::network
