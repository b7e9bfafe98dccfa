// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/network/byte_queue.hpp"
#include "headstock/network/proxy.hpp"
#include "headstock/network/resolver.hpp"

namespace headstock::network {

/// How a threaded client behaves.
struct ThreadedOptions {
    Duration connect_limit = std::chrono::seconds(30);  ///< for finding and reaching the host
    Duration send_limit = std::chrono::seconds(30);     ///< for `send` to wait for room
    Duration goodbye_limit = std::chrono::seconds(2);   ///< for what was sent to leave, after `disconnect`
    std::size_t incoming = std::size_t{1024} * 1024;    ///< bytes that wait to be taken; then reading pauses
    std::size_t outgoing = std::size_t{1024} * 1024;    ///< bytes that wait to leave; then `send` waits
    std::optional<Proxy> proxy{};                       ///< goes between
    ResolverOptions resolver{};                         ///< how the host is found
};

/// A socket client: a thread of its own moves the bytes, and other threads take them from a queue. It knows nothing of
/// XMPP, nor of TLS: `client::Connection` puts both around a stream.
///
///     network::Threaded wire("localhost", 5222);
///     wire.connect();
///     wire.start();
///     while (auto bytes = wire.incoming().pop(10ms)) connection.receive(*bytes);
///
/// `connect`, `start`, `join` and the destructor are for the thread that owns it; all else is for any thread.
class Threaded {
public:
    /// Nothing happens before `connect`. `host` is a name or a literal address.
    explicit Threaded(std::string host, std::uint16_t port = 5222, ThreadedOptions options = {});
    Threaded(const Threaded&) = delete;
    Threaded& operator=(const Threaded&) = delete;
    /// Disconnects and joins.
    ~Threaded();

    /// Connects, and waits for that: all addresses of the host are tried, IPv6 and IPv4 in turn (RFC 8305). Fails as
    /// `connect_tcp` does, and with `std::errc::operation_canceled` where `disconnect` comes first. May be called again
    /// after `join`: then what is left in the queue is forgotten.
    Result<void> connect();
    /// Begins to read and to write; needs a connection.
    void start();
    /// Whether bytes may still come or go.
    [[nodiscard]] bool connected() const;
    /// Who is at the other end, as "127.0.0.1:5222"; empty before `connect`.
    [[nodiscard]] std::string peer() const;

    /// What has arrived. Its end is `Errc::closed` where the peer or `disconnect` made it.
    [[nodiscard]] ByteQueue& incoming();
    /// Hands bytes over to be sent, all or none: waits while `outgoing` bytes or more wait to leave. Fails with
    /// `std::errc::timed_out` when that lasts too long, and with why the connection has ended.
    Result<void> send(std::string_view bytes);

    /// Ends the connection, once what was sent has left; readers are woken at once.
    void disconnect();
    /// Waits until the connection has ended, whoever ends it; one that was not started ends here.
    void join();

private:
    struct Mover;
    std::unique_ptr<Mover> mover_;
};

}  // namespace headstock::network
