// SPDX-License-Identifier: MIT
#include "headstock/testing/server/link.hpp"

#include <cassert>
#include <utility>

namespace headstock::testing::detail {

Result<void> Link::encrypt(const wire::TlsContext& context) {
    seal();
    Result<wire::Tls> tls = wire::Tls::server(context);
    if (!tls) return std::unexpected(std::move(tls.error()));
    tls_.emplace(std::move(*tls));
    return {};
}

auth::Channel Link::channel() const {
    auth::Channel channel;
    channel.encrypted = encrypted();
    if (!tls_) return channel;
    for (wire::Binding& binding : tls_->channel_bindings())
        channel.bindings.push_back({std::move(binding.type), std::move(binding.data)});
    return channel;
}

Result<void> Link::receive(std::string_view bytes) {
    Result<void> received = tls_->receive(bytes);
    output_.append(tls_->take_output());  // a failure leaves an alert for the client there
    return received;
}

Result<std::string> Link::unframe(std::string_view bytes) {
    std::string words;
    if (auto taken = frame_->socket.receive(bytes); !taken) return std::unexpected(std::move(taken.error()));
    while (const auto message = frame_->socket.next()) {
        const Result<std::string> word = frame_->framing.receive(*message);
        if (!word) return word;
        words += *word;
    }
    return words;
}

/// The words in messages of a WebSocket, and what it has to say itself.
std::string Link::framed_words() {
    if (const auto messages = frame_->framing.send(std::exchange(words_, {})))
        for (const std::string& message : *messages) (void)frame_->socket.send(message);
    return frame_->socket.take_output();
}

void Link::send(std::string plain) {
    if (!tls_) return void(output_.append(plain));
    if (!plain.empty()) (void)tls_->send(plain);
    output_.append(tls_->take_output());
}

void Link::seal() { send(frame_ ? framed_words() : std::exchange(words_, {})); }

void Link::close() {
    seal();
    if (frame_) {
        frame_->socket.close();
        send(frame_->socket.take_output());
    }
    if (!tls_) return;
    tls_->close();
    output_.append(tls_->take_output());
}

void Link::consume(std::size_t size) {
    assert(size <= output_.size() - sent_ && "more was consumed than there was");
    sent_ += size;
    if (sent_ < output_.size()) return;
    discard();
}

std::string Link::take_output() {
    std::string taken = sent_ == 0 ? std::move(output_) : std::string(output());
    discard();
    return taken;
}

void Link::discard() {
    std::string().swap(output_);
    sent_ = 0;
}

}  // namespace headstock::testing::detail
