// SPDX-License-Identifier: MIT
#include "headstock/wire/websocket_upgrade.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "headstock/base/base64.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/openssl.hpp"

namespace headstock::wire::detail {
namespace {

constexpr std::size_t longest_field = 4096;
constexpr std::size_t key_size = 16;

/// Whether `text` may stand in a request's line or field: visible ASCII, so that it cannot begin another line.
bool is_visible(std::string_view text) {
    return text.size() <= longest_field && std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

/// RFC 6455 §4.2.2: proves that the server has read this very request, as a WebSocket server.
std::string accept_for(std::string_view key) {
    const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha1(), nullptr) != 1) return {};
    return to_base64({reinterpret_cast<const char*>(hash.data()), size});
}

bool has(const HttpHead& head, std::string_view name, std::string_view value) { return head.field(name) == value; }

/// Both sides must name both, in any case (§4.1, §4.2.1).
std::string_view missing_upgrade(const HttpHead& head) {
    if (!equal_ignoring_case(head.field("Upgrade").value_or(""), "websocket")) return "Upgrade";
    return head.lists("Connection", "upgrade") ? "" : "Connection";
}

std::string_view wrong_in_answer(const HttpHead& head, std::string_view key) {
    if (const std::string_view missing = missing_upgrade(head); !missing.empty()) return missing;
    const std::string accept = accept_for(key);
    if (accept.empty() || !has(head, "Sec-WebSocket-Accept", accept)) return "Sec-WebSocket-Accept";
    if (!has(head, "Sec-WebSocket-Protocol", websocket_protocol)) return "Sec-WebSocket-Protocol";
    return head.field("Sec-WebSocket-Extensions") ? "Sec-WebSocket-Extensions" : "";  // none was asked for
}

std::string_view wrong_in_request(const HttpHead& head) {
    if (!head.start.starts_with("GET /") || !head.start.ends_with(" HTTP/1.1")) return "the request line";
    if (head.field("Host").value_or("").empty()) return "Host";
    if (const std::string_view missing = missing_upgrade(head); !missing.empty()) return missing;
    if (!has(head, "Sec-WebSocket-Version", "13")) return "Sec-WebSocket-Version";
    const Result<std::string> key = from_base64(head.field("Sec-WebSocket-Key").value_or(""));
    if (!key || key->size() != key_size) return "Sec-WebSocket-Key";
    return head.lists("Sec-WebSocket-Protocol", websocket_protocol) ? "" : "Sec-WebSocket-Protocol";
}

std::string quoted(const HttpHead& head, std::string_view name) {
    const std::optional<std::string> value = head.field(name);
    return std::string(name) + (value ? ": " + printable(*value) : std::string(" is missing"));
}

}  // namespace

Result<std::string> upgrade_request(const WebSocketRequest& request, std::string_view key) {
    if (request.host.empty() || !is_visible(request.host)) return fail(Errc::bad_http, "no host for a request");
    if (!request.path.starts_with('/') || !is_visible(request.path))
        return fail(Errc::bad_http, "no path for a request");
    if (!is_visible(request.origin)) return fail(Errc::bad_http, "no origin for a request");
    std::string text = "GET " + request.path + " HTTP/1.1\r\nHost: " + request.host;
    text += "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ";
    text.append(key).append("\r\nSec-WebSocket-Protocol: ").append(websocket_protocol);
    if (!request.origin.empty()) text += "\r\nOrigin: " + request.origin;
    return text + "\r\n\r\n";
}

Result<void> check_upgrade_answer(const HttpHead& answer, std::string_view key) {
    if (!answer.status()) return fail(Errc::bad_http, answer.status_text());
    if (answer.status() != 101) return fail(Errc::upgrade_refused, answer.status_text());
    if (!answer.start.starts_with("HTTP/1.1 ")) return fail(Errc::bad_http, printable(answer.start));
    const std::string_view wrong = wrong_in_answer(answer, key);
    return wrong.empty() ? Result<void>() : fail(Errc::bad_http, quoted(answer, wrong));
}

Result<std::string> upgrade_answer(const HttpHead& request) {
    if (const std::string_view wrong = wrong_in_request(request); !wrong.empty())
        return fail(Errc::bad_http, std::string(wrong));
    std::string text = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    text += "Sec-WebSocket-Accept: " + accept_for(*request.field("Sec-WebSocket-Key"));
    return text.append("\r\nSec-WebSocket-Protocol: ").append(websocket_protocol).append("\r\n\r\n");
}

}  // namespace headstock::wire::detail
