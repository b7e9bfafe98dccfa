// SPDX-License-Identifier: MIT
#include "headstock/client/connection.hpp"

#include <span>
#include <utility>

namespace headstock::client {
namespace {

constexpr std::size_t read_size = 16U << 10U;  // a TLS record's

auth::Channel channel_of(const wire::Tls& tls) {
    auth::Channel channel;
    channel.encrypted = true;
    for (wire::Binding& binding : tls.channel_bindings())
        channel.bindings.push_back({std::move(binding.type), std::move(binding.data)});
    return channel;
}

}  // namespace

Connection::Connection(core::Stream& stream, wire::TlsContext context, Tls tls)
    : stream_(stream), context_(std::move(context)), mode_(tls) {}

Result<void> Connection::start() {
    tls_.reset();
    announced_ = false;
    stream_.connecting();
    if (mode_ == Tls::direct) return begin_tls();
    stream_.start();
    return {};
}

Result<void> Connection::begin_tls() {
    auto tls = wire::Tls::client(context_, stream_.address().ascii_domain(),
                                 {.direct = mode_ == Tls::direct, .session = {}, .limits = {}});
    if (!tls) return refused(std::move(tls.error()));
    tls_.emplace(std::move(*tls));
    if (auto begun = tls_->handshake(); !begun) return refused(std::move(begun.error()));
    return {};
}

Result<void> Connection::receive(std::string_view bytes) {
    if (stream_.end()) return std::unexpected(*stream_.end());
    if (!tls_) {
        if (auto taken = stream_.receive(bytes); !taken) return taken;
        return stream_.need() == core::Need::encryption ? begin_tls() : Result<void>();
    }
    if (auto taken = tls_->receive(bytes); !taken) return refused(std::move(taken.error()));
    if (!tls_->established()) return {};
    if (!std::exchange(announced_, true)) {
        if (stream_.need() == core::Need::encryption) stream_.encrypted(channel_of(*tls_));
        else stream_.start(channel_of(*tls_));
    }
    return handed_on();
}

/// Decrypts right into the parser's buffer.
Result<void> Connection::handed_on() {
    for (;;) {
        const std::span<char> space = stream_.prepare(read_size);
        const Result<std::size_t> size = tls_->read(space);
        if (!size) return refused(size.error());
        if (*size == 0) return {};
        if (auto taken = stream_.commit(*size); !taken) return taken;
    }
}

/// TLS will not have it: the stream ends without another word, as there is nobody to trust with it.
Result<void> Connection::refused(Error why) {
    stream_.abort(why);
    return std::unexpected(std::move(why));
}

void Connection::lost(Error why) {
    if (!why.code && tls_ && !stream_.end())
        if (auto ended = tls_->end_of_stream(); !ended) why = std::move(ended.error());
    stream_.connection_lost(std::move(why));
}

std::string_view Connection::output() {
    if (!tls_) return stream_.output();
    encrypt_output();
    return tls_->output();
}

void Connection::encrypt_output() {
    if (tls_->established() && announced_ && !stream_.output().empty()) {
        if (tls_->send(stream_.output())) stream_.consume(stream_.output().size());
    }
    if (stream_.need() == core::Need::close && tls_->established()) tls_->close();
}

void Connection::consume(std::size_t size) {
    if (tls_) tls_->consume(size);
    else stream_.consume(size);
}

std::string Connection::take_output() {
    if (!tls_) return stream_.take_output();
    encrypt_output();
    return tls_->take_output();
}

bool Connection::finished() const { return stream_.need() == core::Need::close; }

}  // namespace headstock::client
