// SPDX-License-Identifier: MIT
#include "headstock/client/inbox.hpp"

namespace headstock::client {

asio::awaitable<core::Message> Inbox::next() {
    for (;;) {
        if (std::optional<core::Message> message = poll()) co_return std::move(*message);
        if (end_) throw Failure(*end_);
        co_await arrived_.wait();
    }
}

std::optional<core::Message> Inbox::poll() {
    if (waiting_.empty()) return std::nullopt;
    std::optional<core::Message> first(std::move(waiting_.front()));
    waiting_.pop_front();
    if (taken_) taken_();
    return first;
}

void Inbox::put(const core::Message& message) {
    waiting_.push_back(message);  // a copy: what was received is the parser's
    arrived_.raise();
}

void Inbox::end(std::optional<Error> why) {
    end_ = std::move(why);
    arrived_.raise();
}

}  // namespace headstock::client
