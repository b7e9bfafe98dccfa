// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headstock/extensions/in_band.hpp"
#include "headstock/network/proxy.hpp"
#include "headstock/network/tcp.hpp"

namespace headstock::client {

/// How files go. The defaults are the safe ones: we listen nowhere.
struct TransferOptions {
    bool socks5 = true;   ///< by TCP, directly or over a proxy: whoever connects shows its network address
    bool in_band = true;  ///< inside of stanzas, where that is not possible: slow

    std::optional<network::Endpoint> listen{};  ///< where others may connect to us as we send: a literal address and a
                                                ///< port, 0 for any. Nothing: nowhere
    std::string announced_host{};               ///< what they are told of it; empty: that address
    bool find_proxies = true;                   ///< asks our server for the proxies it has
    std::vector<core::Jid> proxies{};           ///< these too, and first
    std::optional<network::Proxy> through{};    ///< all connections are made through it, and none is listened for

    std::uint64_t max_size = std::uint64_t{1} << 30U;  ///< files above it are declined
    std::size_t max_offers = 16;                       ///< that wait for the program; one more is declined
    bool hash = true;                                  ///< reads what is sent once before, for its MD5
    Duration answer_limit = std::chrono::minutes(5);   ///< for somebody there to say yes
    Duration meet_limit = std::chrono::minutes(1);     ///< for a connection, by each of the two ways
    Duration host_limit = std::chrono::seconds(5);     ///< for one host
    Duration idle_limit = std::chrono::minutes(1);     ///< without a byte
    in_band::Options blocks{};
};

}  // namespace headstock::client
