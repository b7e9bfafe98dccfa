// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <memory>
#include <vector>

#include "headstock/base/clock.hpp"
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

}  // namespace headstock::network
