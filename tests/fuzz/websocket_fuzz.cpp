// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "headstock/base/random.hpp"
#include "headstock/wire/websocket.hpp"

namespace {

using namespace headstock;
using namespace headstock::wire;

constexpr WebSocketLimits limits{.head = 512, .message = 256, .unread = 1024, .unasked = 512};

// What a server answers to the key that `SeededRandom(1)` makes.
constexpr std::string_view agreed =
    "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: avFrtGaKKOhDLh3geWLbrQSQRak=\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n";

void check(bool good) {
    if (!good) std::abort();
}

/// The messages that a client hears in `bytes`, which come in pieces of `step`.
std::string hear(std::string_view bytes, std::size_t step, bool open) {
    SeededRandom random(1);
    WebSocket socket = *WebSocket::client({.host = "a", .path = "/", .origin = {}}, random, limits);
    std::string messages;
    bool failed = false;
    if (open) check(socket.receive(agreed).has_value());
    while (!bytes.empty() && !failed) {
        const std::string_view piece = bytes.substr(0, step);
        bytes.remove_prefix(piece.size());
        failed = !socket.receive(piece);
    }
    while (const auto message = socket.next()) {
        check(message->size() <= limits.message);
        messages += *message + '\n';
    }
    check(messages.size() <= limits.unread + limits.message);
    check(!(failed && socket.established()));
    check(socket.output().size() <= limits.unasked + 512);
    return messages;
}

/// A server too must stand whatever comes.
void serve(std::string_view bytes) {
    WebSocket server = WebSocket::server(limits);
    while (!bytes.empty() && server.receive(bytes.substr(0, 7)))
        bytes.remove_prefix(std::min<std::size_t>(7, bytes.size()));
    while (const auto message = server.next()) check(message->size() <= limits.message);
}

}  // namespace

/// The first byte says whether the server has agreed already; the rest is what it sends. However it is cut, the client
/// hears the same messages. (When an error is seen depends on the cut: wslay does not look at each part of a farewell.)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const bool open = data[0] % 2 != 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string whole = hear(bytes, bytes.size() + 1, open);
    check(hear(bytes, 1, open) == whole);
    check(hear(bytes, 7, open) == whole);
    if (!open) serve(bytes);
    return 0;
}
