// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include "headstock/network/proxy.hpp"

namespace headstock::network {

/// Has the SOCKS5 proxy at the other end of `transport` connect to `target` (RFC 1928), with the user and password of
/// `proxy` if it asks for them (RFC 1929). A name is left to the proxy to resolve. Reads nothing of what comes behind
/// the proxy's answer. All arguments live until then. Throws Failure: `proxy_login`, `proxy_refused`, `unreachable`,
/// `connection_refused`, `bad_proxy_answer`, or what the transport throws.
asio::awaitable<void> open_socks5(Transport& transport, const Endpoint& target, const Proxy& proxy);

}  // namespace headstock::network
