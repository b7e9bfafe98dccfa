// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include "headstock/network/proxy.hpp"

namespace headstock::network {

/// How many bytes an HTTP proxy's answer may have.
inline constexpr std::size_t max_proxy_answer = std::size_t{16} * 1024;

/// Has the HTTP proxy at the other end of `transport` connect to `target` (RFC 9110 §9.3.6), with the user and password
/// of `proxy` if there are any (Basic, RFC 7617). A name is left to the proxy to resolve. Reads nothing of what comes
/// behind the proxy's answer. All arguments live until then. Throws Failure: `proxy_login`, `proxy_refused`,
/// `unreachable`, `connect_timeout`, `bad_proxy_answer`, each with the proxy's words, or what the transport throws.
asio::awaitable<void> open_http_connect(Transport& transport, const Endpoint& target, const Proxy& proxy);

}  // namespace headstock::network
