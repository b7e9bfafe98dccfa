// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

#include "cli/options.hpp"

#include "headstock/network/resolver.hpp"

namespace headstock::cli {

/// What DNS says of one of a domain's two services, direct TLS (XEP-0368) and STARTTLS.
struct Service {
    bool direct_tls = false;
    std::vector<network::SrvRecord> records;
    std::optional<Error> error;  ///< why it is not known

    /// Whether it is decidedly not there: a target ".".
    [[nodiscard]] bool denied() const;
    /// As `_xmpp-client._tcp`.
    [[nodiscard]] std::string name() const;
};

/// One way to a server: a target, and one address of it.
struct Way {
    network::Target target;
    std::optional<network::SrvRecord> record;  ///< that led here; nothing: the domain's own name, or --connect
    std::string address;                       ///< literal; empty: there is none
    bool ipv6 = false;
    std::optional<Error> error;  ///< why there is no address
};

/// All that a domain offers, as far as DNS knows.
struct Map {
    std::vector<Service> services;  ///< empty: DNS was not asked for any
    std::vector<Way> ways;
};

/// Finds the ways to a server: those of --connect, else all targets that the domain publishes, else the domain itself
/// (RFC 6120 §3.2); with --tls only those of that kind. Of each host one address of each family. Throws only when it is
/// cancelled: what DNS does not tell is part of the map.
asio::awaitable<Map> find_ways(network::Resolver& resolver, const Options& options);

/// How the network is asked.
[[nodiscard]] network::ResolverOptions resolver_options(const Options& options);

}  // namespace headstock::cli
