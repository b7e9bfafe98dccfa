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

template <class Take>
void in_pieces(std::string_view bytes, std::size_t chunk, Take take) {
    const std::size_t step = chunk == 0 ? std::max<std::size_t>(bytes.size(), 1) : chunk;
    for (std::size_t at = 0; at < bytes.size(); at += step) take(bytes.substr(at, step));
}

}  // namespace

LocalLink::LocalLink(Server& server, core::Stream& stream, std::size_t chunk, bool direct_tls)
    : served_(server.connect(direct_tls)),
      client_(stream, trusting(server), direct_tls ? client::Tls::direct : client::Tls::starttls),
      chunk_(chunk) {
    if (Result<void> started = client_.start(); !started) throw Failure(std::move(started.error()));
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
    const std::string said = client_.take_output();
    in_pieces(said, chunk_, [this](std::string_view piece) { served_->receive(piece); });
    const std::string heard = served_->take_output();
    // An error ends the stream, which tells it.
    in_pieces(heard, chunk_, [this](std::string_view piece) { (void)client_.receive(piece); });
    if (!said.empty() || !heard.empty()) return true;
    const bool server_done = served_->finished() && served_->output().empty();
    const bool client_done = client_.finished() && client_.output().empty();
    if (server_done || client_done) cut();
    return false;
}

void LocalLink::cut() {
    if (std::exchange(over_, true)) return;
    served_->lost();
    client_.lost();
}

}  // namespace headstock::testing
