// SPDX-License-Identifier: MIT
#include "headstock/network/tcp_transport.hpp"

#include <asio/redirect_error.hpp>
#include <asio/system_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cassert>
#include <utility>

#include "headstock/network/errc.hpp"
#include "headstock/network/translate.hpp"

namespace headstock::network {
namespace {

using asio::ip::tcp;

constexpr unsigned user_timeout_ms = 30'000;

std::string name_of(const tcp::endpoint& endpoint) { return show(endpoint.address(), endpoint.port()); }

// What the transport and each operation that waits in it hold, so that the transport may go meanwhile.
struct Connection {
    explicit Connection(tcp::socket connected) : socket(std::move(connected)) {}

    void close() {
        asio::error_code ignored;  // there is nothing to do about either
        closed = true;
        socket.shutdown(tcp::socket::shutdown_both, ignored);
        socket.close(ignored);
    }

    tcp::socket socket;
    bool ended = false;
    bool closed = false;
};

asio::awaitable<std::size_t> read_from(std::shared_ptr<Connection> from, std::span<char> into) {
    if (from->closed) throw Failure(Errc::closed);
    if (from->ended) co_return 0;  // Asio would wait for what the kernel has already told it
    const asio::mutable_buffer buffer(into.data(), into.size());
    asio::error_code wrong;
    std::size_t count = 0;
    try {
        count = co_await from->socket.async_read_some(buffer, asio::redirect_error(asio::use_awaitable, wrong));
    } catch (const asio::system_error& thrown) {
        wrong = thrown.code();
    }
    if (from->closed) throw cancelled();
    from->ended = wrong == asio::error::eof;
    if (wrong && !from->ended) throw Failure(stream_error(wrong));
    co_return count;
}

asio::awaitable<void> write_to(std::shared_ptr<Connection> to, std::string_view bytes) {
    if (to->closed) throw Failure(Errc::closed);
    const asio::const_buffer buffer(bytes.data(), bytes.size());
    asio::error_code wrong;
    try {
        co_await asio::async_write(to->socket, buffer, asio::redirect_error(asio::use_awaitable, wrong));
    } catch (const asio::system_error& thrown) {
        wrong = thrown.code();
    }
    if (wrong && to->closed) throw cancelled();
    if (wrong) throw Failure(stream_error(wrong));
}

class TcpTransport final : public Transport {
public:
    TcpTransport(tcp::socket socket, std::string peer)
        : connection_(std::make_shared<Connection>(std::move(socket))), peer_(std::move(peer)) {}
    ~TcpTransport() override { connection_->close(); }

    asio::awaitable<std::size_t> read(std::span<char> into) override {
        assert(!into.empty());
        return read_from(connection_, into);
    }
    asio::awaitable<void> write(std::string_view bytes) override { return write_to(connection_, bytes); }
    void close() override { connection_->close(); }
    std::string peer() const override { return peer_; }

private:
    std::shared_ptr<Connection> connection_;
    std::string peer_;
};

}  // namespace

std::unique_ptr<Transport> over_socket(tcp::socket socket) {
    asio::error_code ignored;  // an option that cannot be had is no reason not to talk
    socket.set_option(tcp::no_delay(true), ignored);
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &user_timeout_ms, sizeof user_timeout_ms);
    const tcp::endpoint peer = socket.remote_endpoint(ignored);
    return std::make_unique<TcpTransport>(std::move(socket), name_of(peer));
}

int open_tcp_socket(const tcp& protocol) {
    return ::socket(protocol.family(), protocol.type() | SOCK_CLOEXEC, protocol.protocol());
}

std::string show(const asio::ip::address& address, unsigned port) {
    const std::string host = address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
    return host + ":" + std::to_string(port);
}

}  // namespace headstock::network
