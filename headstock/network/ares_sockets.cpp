// SPDX-License-Identifier: MIT
#include "headstock/network/ares_sockets.hpp"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>

namespace headstock::network {
namespace {

ares_socket_t open_socket(int family, int type, int protocol, void*) {
    return ::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
}

int close_socket(ares_socket_t socket, void*) { return ::close(socket); }

int connect_socket(ares_socket_t socket, const sockaddr* to, ares_socklen_t size, void*) {
    return ::connect(socket, to, size);
}

ares_ssize_t receive(ares_socket_t socket, void* into, size_t size, int flags, sockaddr* from, ares_socklen_t* length,
                     void*) {
    return ::recvfrom(socket, into, size, flags, from, length);
}

ares_ssize_t send_all(ares_socket_t socket, const iovec* parts, int count, void*) {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(parts);
    message.msg_iovlen = static_cast<decltype(message.msg_iovlen)>(count);
    const ares_ssize_t sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    // A refusal told here belongs to the packet before, whose question would wait in vain; the next one is read.
    return sent < 0 && errno == ECONNREFUSED ? ::sendmsg(socket, &message, MSG_NOSIGNAL) : sent;
}

}  // namespace

const ares_socket_functions ares_sockets{open_socket, close_socket, connect_socket, receive, send_all};

}  // namespace headstock::network
