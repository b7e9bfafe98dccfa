// SPDX-License-Identifier: MIT
#include "headstock/client/in_band_transport.hpp"

#include <algorithm>

#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"

namespace headstock::client {

InBandTransport::InBandTransport(const asio::any_io_executor& executor, std::unique_ptr<in_band::Bytestream> pipe)
    : peer_(pipe->peer().text()), readable_(executor), writable_(executor), pipe_(std::move(pipe)) {
    pipe_->on_stir([this] {
        readable_.raise();
        writable_.raise();
    });
}

asio::awaitable<std::size_t> InBandTransport::read(std::span<char> into) {
    while (pipe_ && !pipe_->readable() && !pipe_->end()) co_await readable_.wait();
    if (!pipe_) throw Failure(network::Errc::closed);
    const std::string taken = pipe_->take(into.size());
    if (taken.empty()) check();
    std::ranges::copy(taken, into.begin());
    co_return taken.size();
}

asio::awaitable<void> InBandTransport::write(std::string_view bytes) {
    for (;;) {
        if (!pipe_) throw Failure(network::Errc::closed);
        check();
        if (pipe_->end()) throw Failure(network::Errc::closed, "by the peer");
        bytes.remove_prefix(pipe_->send(bytes));
        if (bytes.empty()) co_return;
        co_await writable_.wait();
    }
}

asio::awaitable<void> InBandTransport::finish() {
    if (pipe_) pipe_->close();
    while (pipe_ && !pipe_->end()) co_await writable_.wait();
    if (pipe_) check();
}

void InBandTransport::close() {
    pipe_.reset();
    readable_.raise();
    writable_.raise();
}

void InBandTransport::check() const {
    if (pipe_->end() && pipe_->end()->code) throw Failure(*pipe_->end());
}

}  // namespace headstock::client
