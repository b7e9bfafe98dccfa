// SPDX-License-Identifier: MIT
#pragma once
#include <ares.h>

#include <string>

#include "headstock/network/socket_watches.hpp"
#include "headstock/network/wakeup.hpp"

namespace headstock::network {

/// A c-ares channel that lives for one lookup and never blocks: its sockets and timeouts are waited for by Asio.
/// Whatever was asked in it must outlive it; what is unanswered when it goes is told ARES_EDESTRUCTION. Internal.
class Channel {
public:
    /// What is looked at.
    enum class Source { hosts_file, name_servers };

    /// Names servers as c-ares does ("127.0.0.1:5353,[::1]:53"); empty means those of the system. All questions are
    /// answered within `limit`. Throws Failure.
    Channel(const asio::any_io_executor& executor, const std::string& servers, Duration limit, Source source);
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    ~Channel();

    /// Waits until something has happened, but not beyond `until`. Throws Failure when cancelled.
    asio::awaitable<void> wait(Instant until);

    [[nodiscard]] ares_channel handle() const { return channel_; }

private:
    static void on_socket_state(void* self, ares_socket_t socket, int readable, int writable);
    void open(const std::string& servers, Duration limit, Source source);
    void process(ares_socket_t readable, ares_socket_t writable);
    [[nodiscard]] Instant next_timeout() const;

    SocketWatches watches_;
    Wakeup wakeup_;
    Instant deadline_;
    ares_channel channel_ = nullptr;
};

}  // namespace headstock::network
