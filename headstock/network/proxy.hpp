// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"
#include "headstock/base/secret.hpp"
#include "headstock/network/resolver.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/network/transport.hpp"

namespace headstock::network {

/// How a proxy is spoken to.
enum class ProxyKind : std::uint8_t {
    socks5,  ///< RFC 1928
    http,    ///< CONNECT (RFC 9110 §9.3.6)
};

/// A proxy that connects us to where we cannot, or do not want to, connect ourselves. Everything but TLS through it is
/// seen by it.
struct Proxy {
    ProxyKind kind = ProxyKind::socks5;
    std::string host;
    std::uint16_t port = 0;
    std::string username;  ///< empty: it asks for none
    Secret password;
};

/// Reads `socks5://user:password@host:port` or `http://…`; what is special in user and password is percent-encoded.
/// `socks5h` means the same; without a port it is 1080, or 80 for http. Fails with `bad_proxy`, whose text says what is
/// wrong and repeats nothing of it.
[[nodiscard]] Result<Proxy> parse_proxy(std::string_view uri);

/// Connects to `target` through `proxy` within `limit`. The proxy finds the target's addresses. What comes from the
/// transport is the target's first byte, though `peer()` names the proxy. Throws Failure: `proxy_unreachable`, whose
/// text says why, what `open_socks5` and `open_http_connect` throw, `connect_timeout`.
asio::awaitable<std::unique_ptr<Transport>> connect_through(Resolver& resolver, Proxy proxy, Endpoint target,
                                                            Duration limit);

}  // namespace headstock::network
