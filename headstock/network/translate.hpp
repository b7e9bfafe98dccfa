// SPDX-License-Identifier: MIT
#pragma once
#include <system_error>

#include "headstock/base/error.hpp"
#include "headstock/network/failure.hpp"

/// From the codes of Asio and the system to those of this layer. Internal.
namespace headstock::network {

/// What `code` means when it ends the making of a connection.
[[nodiscard]] Error connect_error(const std::error_code& code);

/// What `code` means when it ends a read, a write or an accept.
[[nodiscard]] Error stream_error(const std::error_code& code);

/// What is thrown when the wait was cancelled.
[[nodiscard]] Failure cancelled();

}  // namespace headstock::network
