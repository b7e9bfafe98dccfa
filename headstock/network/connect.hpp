// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <vector>

#include "headstock/base/clock.hpp"
#include "headstock/network/proxy.hpp"
#include "headstock/network/resolver.hpp"
#include "headstock/network/transport.hpp"

namespace headstock::network {

/// A connection, and which target it leads to.
struct Connected {
    std::unique_ptr<Transport> transport;
    Target target;
};

/// Connects to the first of `targets` that can be reached, trying all addresses of each in turn, a target for at most
/// `per_target`. When none can, throws Failure with the code that tells most, and with the story of each in its text;
/// without any target, `Errc::unreachable`.
asio::awaitable<Connected> connect_any(Resolver& resolver, std::vector<Target> targets, Duration per_target);
/// The same through `proxy`, if there is one. Then it is the proxy that finds the addresses of the targets' hosts; the
/// targets themselves (SRV records) are still looked up from here, by `Resolver::targets`. A proxy that cannot be
/// reached, or that refuses our login, ends it: for the other targets it would be no better.
asio::awaitable<Connected> connect_any(Resolver& resolver, std::vector<Target> targets, Duration per_target,
                                       std::optional<Proxy> proxy);

}  // namespace headstock::network
