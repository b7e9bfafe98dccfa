// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/ip/address.hpp>

#include <chrono>
#include <string>
#include <vector>

#include "headstock/base/clock.hpp"
#include "headstock/base/random.hpp"
#include "headstock/network/srv.hpp"

namespace headstock::network {

/// How a Resolver asks.
struct ResolverOptions {
    std::string servers;                        ///< "127.0.0.1:5353,[::1]:53"; empty: those of the system
    Duration limit = std::chrono::seconds(10);  ///< in which any lookup has ended
};

/// Finds a domain's servers and a host's addresses by DNS, without ever blocking. Keeps nothing between two lookups:
/// a change of the system's configuration counts from the next one on. Names come in ASCII (A-labels). Used by
/// coroutines that run on its executor, and outlives their lookups.
class Resolver {
public:
    using Options = ResolverOptions;

    explicit Resolver(asio::any_io_executor executor, Random& random = system_random());
    Resolver(asio::any_io_executor executor, Random& random, Options options);

    /// Where to connect to for `domain`, in the order to try, direct TLS and STARTTLS mixed (RFC 6120 §3.2, XEP-0368).
    /// A domain without SRV records, an address and localhost give {domain, 5222}; so does a domain whose SRV records
    /// cannot be had, if its own addresses can. Throws Failure: `service_not_offered`, `dns_timeout`,
    /// `dns_server_failure`, `bad_host_name`.
    asio::awaitable<std::vector<Target>> targets(std::string domain);

    /// The addresses of `host`, IPv6 first: of a literal ("127.0.0.1", "[::1]"), of localhost, by the system's hosts
    /// file, or by DNS. Throws Failure: `host_not_found`, `dns_timeout`, `dns_server_failure`, `bad_host_name`.
    asio::awaitable<std::vector<asio::ip::address>> addresses(std::string host);
    /// The same in at most `limit`, where that is less than the resolver's own.
    asio::awaitable<std::vector<asio::ip::address>> addresses(std::string host, Duration limit);

private:
    asio::awaitable<std::vector<asio::ip::address>> addresses_from_dns(std::string host, Duration limit);
    [[nodiscard]] std::vector<asio::ip::address> addresses_from_file(const std::string& host) const;
    asio::awaitable<bool> has_addresses(std::string host, Duration limit);

    asio::any_io_executor executor_;
    Random* random_;
    Options options_;
};

}  // namespace headstock::network
