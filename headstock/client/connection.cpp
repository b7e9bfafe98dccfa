// SPDX-License-Identifier: MIT
#include "headstock/client/connection.hpp"

#include <array>
#include <span>
#include <utility>

namespace headstock::client {
namespace {

constexpr std::size_t read_size = 16U << 10U;  // a TLS record's

auth::Channel channel_of(const wire::Tls& tls, const wire::TlsContext& context) {
    auth::Channel channel;
    channel.encrypted = true;
    channel.certificate_shown = context.has_certificate();
    for (wire::Binding& binding : tls.channel_bindings())
        channel.bindings.push_back({std::move(binding.type), std::move(binding.data)});
    return channel;
}

/// A host as a certificate names it: without a port.
std::string_view host_of(std::string_view authority) {
    if (authority.starts_with('[')) return authority.substr(1, authority.find(']') - 1);
    return authority.substr(0, authority.find(':'));
}

}  // namespace

Connection::Connection(core::Stream& stream, wire::TlsContext context, Tls tls)
    : stream_(stream), context_(std::move(context)), mode_(tls) {}

Connection::Connection(core::Stream& stream, wire::TlsContext context, Tls tls, wire::WebSocketRequest socket)
    : stream_(stream), context_(std::move(context)), mode_(tls), request_(std::move(socket)) {}

Result<void> Connection::start() {
    tls_.reset();
    socket_.reset();
    deflate_.reset();
    plain_.clear();
    announced_ = false;
    stream_.connecting();
    if (mode_ == Tls::direct) return begin_tls();
    return request_ ? begin_socket() : begin_stream();
}

Result<void> Connection::begin_tls() {
    const std::string name(request_ ? host_of(request_->host) : stream_.address().ascii_domain());
    auto tls =
        wire::Tls::client(context_, name, {.direct = mode_ == Tls::direct && !request_, .session = {}, .limits = {}});
    if (!tls) return refused(std::move(tls.error()));
    tls_.emplace(std::move(*tls));
    if (auto begun = tls_->handshake(); !begun) return refused(std::move(begun.error()));
    return {};
}

Result<void> Connection::begin_socket() {
    auto socket = wire::WebSocket::client(*request_, stream_.random());
    if (!socket) return refused(std::move(socket.error()));
    socket_.emplace(std::move(*socket), stream_.options().limits);
    return {};
}

Result<void> Connection::begin_stream() {
    stream_.start(tls_ ? channel_of(*tls_, context_) : auth::Channel());
    return {};
}

Result<void> Connection::receive(std::string_view bytes) {
    if (stream_.end()) return std::unexpected(*stream_.end());
    if (tls_) {
        if (auto taken = tls_->receive(bytes); !taken) return refused(std::move(taken.error()));
        return encrypted();
    }
    if (socket_) return unframed(bytes);
    if (deflate_) return expanded(bytes);
    if (auto taken = stream_.receive(bytes); !taken) return taken;
    if (stream_.need() == core::Need::compression) {
        deflate_.emplace();
        stream_.compressed();
    }
    return stream_.need() == core::Need::encryption ? begin_tls() : Result<void>();
}

Result<void> Connection::encrypted() {
    if (!tls_->established()) return {};
    if (!std::exchange(announced_, true)) {
        if (stream_.need() == core::Need::encryption) stream_.encrypted(channel_of(*tls_, context_));
        else if (auto begun = request_ ? begin_socket() : begin_stream(); !begun) return begun;
    }
    return handed_on();
}

/// Decrypts right into the parser's buffer, where nothing else lies between.
Result<void> Connection::handed_on() {
    for (;;) {
        std::array<char, read_size>
            between;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled before it is read
        const bool straight = !socket_ && !deflate_;
        const std::span<char> space = straight ? stream_.prepare(read_size) : std::span<char>(between);
        const Result<std::size_t> size = tls_->read(space);
        if (!size) return refused(size.error());
        if (*size == 0) return {};
        const std::string_view plain(space.data(), *size);
        auto taken = socket_ ? unframed(plain) : deflate_ ? expanded(plain) : stream_.commit(*size);
        if (!taken) return taken;
        if (stream_.need() != core::Need::compression) continue;
        deflate_.emplace();
        stream_.compressed();
    }
}

Result<void> Connection::expanded(std::string_view compressed) {
    if (auto taken = deflate_->receive(compressed); !taken) return refused(std::move(taken.error()));
    for (;;) {
        const Result<std::size_t> size = deflate_->read(stream_.prepare(read_size));
        if (!size) return refused(size.error());
        if (*size == 0) return {};
        if (auto taken = stream_.commit(*size); !taken) return taken;
    }
}

Result<void> Connection::unframed(std::string_view bytes) {
    if (auto taken = socket_->ends.receive(bytes); !taken) return refused(std::move(taken.error()));
    if (socket_->ends.established() && !std::exchange(socket_->begun, true))
        if (auto begun = begin_stream(); !begun) return begun;
    while (const auto message = socket_->ends.next()) {
        const Result<std::string> words = socket_->framing.receive(*message);
        if (!words) return refused(words.error());
        if (auto taken = stream_.receive(*words); !taken) return taken;
    }
    if (socket_->ends.farewell()) stream_.connection_lost({{}, "the WebSocket was closed"});
    return {};
}

/// Something between us and the server will not have it: the stream ends without another word, as there is nobody to
/// trust with it.
Result<void> Connection::refused(Error why) {
    stream_.abort(why);
    return std::unexpected(std::move(why));
}

void Connection::lost(Error why) {
    if (!why.code && tls_ && !stream_.end())
        if (auto ended = tls_->end_of_stream(); !ended) why = std::move(ended.error());
    stream_.connection_lost(std::move(why));
}

/// What the stream has written, as it goes to the network or into TLS.
std::string Connection::dressed() {
    const bool over = stream_.need() == core::Need::close;
    if (socket_ && socket_->ends.established()) {
        if (const auto messages = socket_->framing.send(stream_.take_output()))
            for (const std::string& message : *messages) (void)socket_->ends.send(message);
        if (over) socket_->ends.close();
    }
    if (socket_) return socket_->ends.take_output();
    if (!deflate_) return stream_.take_output();
    if (!stream_.output().empty()) deflate_->send(stream_.take_output());
    return deflate_->take_output();
}

std::string_view Connection::output() {
    if (tls_) {
        encrypt_output();
        return tls_->output();
    }
    if (!socket_ && !deflate_) return stream_.output();
    plain_ += dressed();
    return plain_;
}

void Connection::encrypt_output() {
    if (tls_->established() && announced_) {
        if (socket_ || deflate_) {
            plain_ += dressed();
            if (!plain_.empty() && tls_->send(plain_)) plain_.clear();
        } else if (!stream_.output().empty() && tls_->send(stream_.output())) {
            stream_.consume(stream_.output().size());
        }
    }
    if (stream_.need() == core::Need::close && tls_->established()) tls_->close();
}

void Connection::consume(std::size_t size) {
    if (tls_) tls_->consume(size);
    else if (socket_ || deflate_) plain_.erase(0, size);
    else stream_.consume(size);
}

std::string Connection::take_output() {
    if (tls_) {
        encrypt_output();
        return tls_->take_output();
    }
    if (!socket_ && !deflate_) return stream_.take_output();
    plain_ += dressed();
    return std::exchange(plain_, {});
}

bool Connection::finished() const { return stream_.need() == core::Need::close; }

}  // namespace headstock::client
