// SPDX-License-Identifier: MIT
#include "headstock/network/embedded_loop.hpp"

#include <asio/detail/config.hpp>
#if defined(ASIO_HAS_EPOLL) && defined(ASIO_HAS_TIMERFD)
#include <asio/detail/epoll_reactor.hpp>
#endif

#include "headstock/network/failure.hpp"

namespace headstock::network {

#if defined(ASIO_HAS_EPOLL) && defined(ASIO_HAS_TIMERFD)
namespace {

// Asio waits with epoll, whose descriptor can be waited for itself; but it keeps that private. Naming a private member
// in an explicit instantiation is allowed, and fails to compile where Asio names it otherwise
// (docs/decisions/embedded-loop.md).
int asio::detail::epoll_reactor::* member_of(asio::detail::epoll_reactor&);

template <int asio::detail::epoll_reactor::* Member>
struct Reveal {
    friend int asio::detail::epoll_reactor::* member_of(asio::detail::epoll_reactor&) { return Member; }
};
template struct Reveal<&asio::detail::epoll_reactor::epoll_fd_>;

int descriptor_of(asio::io_context& io) {
    auto& reactor = asio::use_service<asio::detail::epoll_reactor>(io);
    reactor.init_task();
    return reactor.*member_of(reactor);
}

}  // namespace
#else
namespace {

int descriptor_of(asio::io_context&) {
    throw Failure(std::make_error_code(std::errc::not_supported), "loops are embedded on Linux only");
}

}  // namespace
#endif

EmbeddedLoop::EmbeddedLoop() : descriptor_(descriptor_of(io_)) {}

EmbeddedLoop::~EmbeddedLoop() = default;

std::size_t EmbeddedLoop::step() { return io_.poll(); }

}  // namespace headstock::network
