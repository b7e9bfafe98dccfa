// SPDX-License-Identifier: MIT
#pragma once
#include <asio/ip/tcp.hpp>

#include <memory>
#include <string>

#include "headstock/network/transport.hpp"

/// What connecting and listening share. Internal.
namespace headstock::network {

/// A transport over a connected socket, which is set up for it: no Nagle delay, and 30 s until unacknowledged data ends
/// the connection.
[[nodiscard]] std::unique_ptr<Transport> over_socket(asio::ip::tcp::socket socket);

/// A new socket's number, closed on exec from the start, or -1 with errno.
[[nodiscard]] int open_tcp_socket(const asio::ip::tcp& protocol);

/// "127.0.0.1:5222" or "[::1]:5222".
[[nodiscard]] std::string show(const asio::ip::address& address, unsigned port);

}  // namespace headstock::network
