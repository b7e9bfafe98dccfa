// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "headstock/base/random.hpp"

namespace headstock::network {

/// Where a domain's service may be: a host, a port, and whether TLS starts at once (XEP-0368) or by STARTTLS.
struct Target {
    std::string host;
    std::uint16_t port = 0;
    bool direct_tls = false;

    friend bool operator==(const Target&, const Target&) = default;
};

/// How many targets are tried at most, however many records a domain publishes.
inline constexpr std::size_t max_targets = 32;

/// One SRV record (RFC 2782) of `_xmpps-client._tcp` (`direct_tls`) or `_xmpp-client._tcp`.
struct SrvRecord {
    std::string host;
    std::uint16_t port = 0;
    std::uint16_t priority = 0;
    std::uint16_t weight = 0;
    bool direct_tls = false;

    /// Whether it says that the service is decidedly not there: the target ".".
    [[nodiscard]] bool denies() const { return host.empty() || host == "."; }
};

/// Puts the records of both services in the order to try them: by priority, and at random by weight among equals
/// (RFC 2782). Hosts come out in lower case without a final dot. Records that deny, have port 0 or say again what
/// another says are left out, and so is what exceeds `max_targets`.
[[nodiscard]] std::vector<Target> order_targets(std::vector<SrvRecord> records, Random& random);

}  // namespace headstock::network
