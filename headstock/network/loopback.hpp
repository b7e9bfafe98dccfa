// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>

#include <cstddef>
#include <memory>
#include <utility>

#include "headstock/network/transport.hpp"

namespace headstock::network {

/// How many bytes a direction of a loopback pair holds before its writer waits.
inline constexpr std::size_t loopback_capacity = std::size_t{64} * 1024;

/// Two transports in memory: what one writes, the other reads. A writer waits while `capacity` bytes (at least 1) are
/// on their way. When one closes or goes, the other reads what is left and then the end, and its writes throw
/// `Errc::closed`.
[[nodiscard]] std::pair<std::unique_ptr<Transport>, std::unique_ptr<Transport>> loopback_pair(
    asio::any_io_executor executor, std::size_t capacity = loopback_capacity);

}  // namespace headstock::network
