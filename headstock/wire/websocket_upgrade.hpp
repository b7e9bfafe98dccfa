// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"
#include "headstock/wire/http_head.hpp"
#include "headstock/wire/websocket.hpp"

/// The HTTP messages with which a WebSocket begins (RFC 6455 §4). Internal.
namespace headstock::wire::detail {

/// The client's request. Fails with `bad_http`.
[[nodiscard]] Result<std::string> upgrade_request(const WebSocketRequest& request, std::string_view key);

/// Checks the server's answer to a request with `key`.
[[nodiscard]] Result<void> check_upgrade_answer(const HttpHead& answer, std::string_view key);

/// The server's answer to a request.
[[nodiscard]] Result<std::string> upgrade_answer(const HttpHead& request);

}  // namespace headstock::wire::detail
