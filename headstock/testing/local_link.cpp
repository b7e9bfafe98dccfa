// SPDX-License-Identifier: MIT
#include "headstock/testing/local_link.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "headstock/network/failure.hpp"

namespace headstock::testing {
namespace {

constexpr std::size_t read_size = std::size_t{16} * 1024;

template <class T>
T wanted(Result<T> result) {
    if (!result) throw Failure(std::move(result.error()));
    return std::move(*result);
}

auth::Channel channel_of(const wire::Tls& tls) {
    auth::Channel channel;
    channel.encrypted = true;
    for (wire::Binding& binding : tls.channel_bindings())
        channel.bindings.push_back({std::move(binding.type), std::move(binding.data)});
    return channel;
}

template <class Take>
void in_pieces(std::string_view bytes, std::size_t chunk, Take take) {
    const std::size_t step = chunk == 0 ? std::max<std::size_t>(bytes.size(), 1) : chunk;
    for (std::size_t at = 0; at < bytes.size(); at += step) take(bytes.substr(at, step));
}

}  // namespace

LocalLink::LocalLink(Server& server, core::Stream& stream, std::size_t chunk, bool direct_tls)
    : server_(server), stream_(stream), connection_(server.connect(direct_tls)), chunk_(chunk), direct_(direct_tls) {
    if (direct_) {
        begin_tls(true);
    } else {
        started_ = true;
        stream_.start();
    }
}

void LocalLink::begin_tls(bool direct) {
    wire::TlsContext::ClientOptions options;
    options.ca_pem = server_.ca_pem();
    const wire::TlsContext context = wanted(wire::TlsContext::client(options));
    wire::TlsOptions how;
    how.direct = direct;
    tls_.emplace(wanted(wire::Tls::client(context, stream_.address().ascii_domain(), std::move(how))));
    (void)tls_->handshake();  // where it fails, the next word of the server tells
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
    const bool said = to_server();
    const bool heard = to_client();
    const bool server_done = connection_->finished() && connection_->output().empty();
    const bool client_done = stream_.need() == core::Need::close && stream_.output().empty();
    if (!said && !heard && (server_done || client_done)) closed();
    return said || heard;
}

bool LocalLink::to_server() {
    std::string bytes;
    if (!tls_) bytes = stream_.take_output();
    else if (tls_->established()) (void)tls_->send(stream_.take_output());
    if (tls_) bytes = tls_->take_output();
    in_pieces(bytes, chunk_, [this](std::string_view piece) { connection_->receive(piece); });
    return !bytes.empty();
}

bool LocalLink::to_client() {
    const std::string bytes = connection_->take_output();
    in_pieces(bytes, chunk_, [this](std::string_view piece) { hear(piece); });
    if (!tls_ && stream_.need() == core::Need::encryption) begin_tls(false);
    return !bytes.empty();
}

void LocalLink::hear(std::string_view bytes) {
    if (!tls_) {
        (void)stream_.receive(bytes);
        return;
    }
    Result<void> fine = tls_->receive(bytes);
    secured();
    std::array<char, read_size> plain;
    while (fine) {
        const Result<std::size_t> got = tls_->read(plain);
        if (!got) fine = std::unexpected(got.error());
        else if (*got == 0) return;
        else (void)stream_.receive({plain.data(), *got});
    }
    stream_.connection_lost(fine.error());
}

void LocalLink::secured() {
    if (!tls_->established()) return;
    if (!started_) {
        started_ = true;
        stream_.start(channel_of(*tls_));
    } else if (stream_.need() == core::Need::encryption) {
        stream_.encrypted(channel_of(*tls_));
    }
}

void LocalLink::closed() {
    over_ = true;
    connection_->lost();
    stream_.connection_lost();
}

void LocalLink::cut() {
    if (!over_) closed();
}

}  // namespace headstock::testing
