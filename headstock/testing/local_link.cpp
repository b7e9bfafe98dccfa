// SPDX-License-Identifier: MIT
#include "headstock/testing/local_link.hpp"

#include <algorithm>
#include <utility>

#include "headstock/network/failure.hpp"

namespace headstock::testing {
namespace {

template <class T>
T wanted(Result<T> result) {
    if (!result) throw Failure(std::move(result.error()));
    return std::move(*result);
}

wire::TlsContext trusting(const Server& server) {
    wire::TlsContext::ClientOptions options;
    options.ca_pem = server.ca_pem();
    return wanted(wire::TlsContext::client(options));
}

}  // namespace

LocalLink::LocalLink(Server& server, core::Stream& stream, std::size_t chunk, Entrance entrance)
    : served_(server.connect(entrance)), stream_(stream), chunk_(chunk) {
    if (!server.options().tls && entrance == Entrance::starttls) {
        stream_.start();
        return;
    }
    if (entrance == Entrance::websocket)
        client_.emplace(stream, trusting(server), server.options().tls ? client::Tls::direct : client::Tls::off,
                        wire::WebSocketRequest{.host = server.options().domain, .path = "/ws", .origin = {}});
    else
        client_.emplace(stream, trusting(server),
                        entrance == Entrance::direct_tls ? client::Tls::direct : client::Tls::starttls);
    if (Result<void> started = client_->start(); !started) throw Failure(std::move(started.error()));
}

/// Hands on in pieces, and breaks the connection where that was ordered.
template <class Take>
void LocalLink::carry(Direction& direction, std::string_view bytes, Take take) {
    while (!bytes.empty() && !over_) {
        std::size_t size = chunk_ == 0 ? bytes.size() : std::min(chunk_, bytes.size());
        if (direction.limit) size = std::min(size, *direction.limit - direction.passed);
        direction.passed += size;
        if (size > 0) take(bytes.substr(0, size));
        bytes.remove_prefix(size);
        if (direction.passed == direction.limit) cut();
    }
}

bool LocalLink::pump() {
    bool moved = false;
    while (step()) moved = true;
    return moved;
}

void LocalLink::pump(std::initializer_list<LocalLink*> links) {
    for (bool moved = true; moved;) {
        moved = false;
        for (LocalLink* link : links) moved = link->pump() || moved;
    }
}

bool LocalLink::step() {
    if (over_) return false;
    const std::string said = client_ ? client_->take_output() : stream_.take_output();
    carry(sending_, said, [this](std::string_view piece) { served_->receive(piece); });
    if (over_) return true;
    const std::string heard = served_->take_output();
    carry(receiving_, heard, [this](std::string_view piece) {  // an error ends the stream, which tells it
        if (client_) (void)client_->receive(piece);
        else (void)stream_.receive(piece);
    });
    if (!said.empty() || !heard.empty()) return true;
    if (stream_.computing()) return stream_.expire(), true;
    const bool server_done = served_->finished() && served_->output().empty();
    const bool client_done =
        stream_.need() == core::Need::close && (client_ ? client_->output() : stream_.output()).empty();
    if (server_done || client_done) cut();
    return false;
}

void LocalLink::cut() {
    if (std::exchange(over_, true)) return;
    served_->lost();
    if (client_) client_->lost();
    else stream_.connection_lost();
}

}  // namespace headstock::testing
