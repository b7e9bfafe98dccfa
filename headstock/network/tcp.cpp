// SPDX-License-Identifier: MIT
#include "headstock/network/tcp.hpp"

#include <asio/ip/tcp.hpp>
#include <asio/redirect_error.hpp>
#include <asio/system_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <fcntl.h>

#include <cerrno>
#include <chrono>
#include <utility>

#include "headstock/network/errc.hpp"
#include "headstock/network/host_name.hpp"
#include "headstock/network/race.hpp"
#include "headstock/network/tcp_transport.hpp"
#include "headstock/network/translate.hpp"

namespace headstock::network {
namespace {

using asio::ip::tcp;

Failure about(const Endpoint& endpoint, const Failure& failure) {
    if (was_cancelled(failure)) return failure;
    return Failure(failure.code(), show(endpoint) + " (" + failure.error().text + ")");
}

asio::awaitable<tcp::socket> connect(Resolver& resolver, const Endpoint& endpoint, Duration limit) {
    const Instant deadline = std::chrono::steady_clock::now() + limit;
    const auto addresses = co_await resolver.addresses(endpoint.host, limit);
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    Race race(executor, addresses, endpoint.port);
    co_return co_await race.run(deadline);
}

asio::ip::address local_address(const std::string& host) {
    if (is_localhost(canonical_host(host))) return asio::ip::address_v4::loopback();
    const auto literal = read_literal(host);
    if (!literal) throw Failure(Errc::bad_host_name, "to listen takes a literal address: " + host);
    return *literal;
}

void listen(tcp::acceptor& acceptor, const tcp::endpoint& at) {
    const int number = open_tcp_socket(at.protocol());
    if (number < 0) throw asio::system_error(asio::error_code(errno, asio::system_category()));
    acceptor.assign(at.protocol(), number);
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(at);
    acceptor.listen();
}

}  // namespace

std::string show(const Endpoint& endpoint) {
    const bool bare = endpoint.host.find(':') != std::string::npos && !endpoint.host.starts_with('[');
    const std::string host = bare ? "[" + endpoint.host + "]" : endpoint.host;
    return host + ":" + std::to_string(endpoint.port);
}

asio::awaitable<std::unique_ptr<Transport>> connect_tcp(Resolver& resolver, Endpoint endpoint, Duration limit) {
    try {
        tcp::socket socket = co_await connect(resolver, endpoint, limit);
        co_return over_socket(std::move(socket));
    } catch (const Failure& failure) {
        throw about(endpoint, failure);
    } catch (const asio::system_error& wrong) {
        throw Failure(connect_error(wrong.code()));
    }
}

asio::awaitable<std::unique_ptr<Transport>> connect_tcp(Endpoint endpoint, Duration limit) {
    Resolver resolver(co_await asio::this_coro::executor);
    co_return co_await connect_tcp(resolver, std::move(endpoint), limit);
}

struct TcpListener::State {
    explicit State(const asio::any_io_executor& executor) : acceptor(executor) {}
    tcp::acceptor acceptor;
    std::uint16_t port = 0;
};

TcpListener::TcpListener(asio::any_io_executor executor, const Endpoint& local)
    : state_(std::make_unique<State>(std::move(executor))) {
    const tcp::endpoint at(local_address(local.host), local.port);
    try {
        listen(state_->acceptor, at);
        state_->port = state_->acceptor.local_endpoint().port();
    } catch (const asio::system_error& wrong) {
        throw Failure(stream_error(wrong.code()).code, show(local));
    }
}

TcpListener::~TcpListener() = default;

std::uint16_t TcpListener::port() const { return state_->port; }

asio::awaitable<std::unique_ptr<Transport>> TcpListener::accept() {
    tcp::socket socket(state_->acceptor.get_executor());
    asio::error_code wrong;
    try {
        co_await state_->acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, wrong));
    } catch (const asio::system_error& thrown) {
        wrong = thrown.code();
    }
    if (wrong) throw Failure(stream_error(wrong));
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
    co_return over_socket(std::move(socket));
}

void TcpListener::close() {
    asio::error_code ignored;
    state_->acceptor.close(ignored);
}

}  // namespace headstock::network
