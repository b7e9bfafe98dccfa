// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <cstddef>
#include <optional>
#include <string>

#include "headstock/base/clock.hpp"
#include "headstock/network/proxy.hpp"
#include "headstock/network/resolver.hpp"

namespace headstock::network {

/// How large a document may be, and how often its server may send us elsewhere.
inline constexpr std::size_t max_document = std::size_t{64} * 1024;
inline constexpr int max_redirects = 3;

/// Gets the document at `uri`, which is https, within `limit`. The server must show a certificate for the URI's host
/// that an authority of the system vouches for. Redirects are followed as long as they stay with https. The environment
/// has no say, no cookie is kept and nothing is told of us. Throws Failure: `bad_uri`, `fetch_failed`, `too_large`,
/// `connect_timeout`, what the resolver throws, or the `wire::Errc` of what is wrong with the server's TLS.
asio::awaitable<std::string> fetch(Resolver& resolver, std::string uri, Duration limit);
/// The same, trusting the authorities in `trusted_pem` instead of the system's, unless it is empty, and through
/// `proxy`, if there is one, with the errors of a proxy.
asio::awaitable<std::string> fetch(Resolver& resolver, std::string uri, Duration limit, std::string trusted_pem,
                                   std::optional<Proxy> proxy = {});

}  // namespace headstock::network
