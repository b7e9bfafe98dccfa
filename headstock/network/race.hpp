// SPDX-License-Identifier: MIT
#pragma once
#include <asio/ip/tcp.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "headstock/base/error.hpp"
#include "headstock/network/wakeup.hpp"

namespace headstock::network {

/// The addresses in the order to try: families take turns, starting with that of the first (RFC 8305 §4). At most 16.
[[nodiscard]] std::vector<asio::ip::address> interleave(const std::vector<asio::ip::address>& addresses);

/// Connections to all addresses of one host, each begun 250 ms after the one before or as soon as one fails; the first
/// that stands wins, and the others end (RFC 8305 §5). Internal.
class Race {
public:
    Race(const asio::any_io_executor& executor, const std::vector<asio::ip::address>& addresses, std::uint16_t port);
    Race(const Race&) = delete;
    Race& operator=(const Race&) = delete;

    /// Gives the winner's socket. Throws Failure, whose text says of each address why not, at `deadline` at the latest.
    asio::awaitable<asio::ip::tcp::socket> run(Instant deadline);

private:
    struct Runner;

    void start_next(Instant now);
    [[nodiscard]] Runner* winner() const;
    [[nodiscard]] bool lost() const;
    [[nodiscard]] Error why(bool late) const;

    asio::any_io_executor executor_;
    std::vector<asio::ip::tcp::endpoint> endpoints_;
    std::vector<std::shared_ptr<Runner>> runners_;
    Instant next_start_ = Instant::min();
    Wakeup wakeup_;
};

}  // namespace headstock::network
