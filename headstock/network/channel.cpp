// SPDX-License-Identifier: MIT
#include "headstock/network/channel.hpp"

#include <algorithm>
#include <chrono>

#include "headstock/network/ares_sockets.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"

namespace headstock::network {
namespace {

using std::chrono::milliseconds;

constexpr int tries = 3;  // c-ares doubles its timeout from try to try

void require(int status) {
    if (status != ARES_SUCCESS) throw Failure(Errc::dns_server_failure, ares_strerror(status));
}

// Of the time there is, the first try gets a third, so that there is a second; but no more than 2 s, as packets do get
// lost. By TCP there is one try only.
int first_timeout(Duration limit) {
    const auto third = std::chrono::duration_cast<milliseconds>(limit).count() / 3;
    return static_cast<int>(std::clamp<decltype(third)>(third, 1, 2000));
}

}  // namespace

Channel::Channel(const asio::any_io_executor& executor, const std::string& servers, Duration limit, Source source)
    : watches_(executor,
               [this](int socket, bool readable) {
                   process(readable ? socket : ARES_SOCKET_BAD, readable ? ARES_SOCKET_BAD : socket);
               }),
      wakeup_(executor),
      deadline_(std::chrono::steady_clock::now() + limit) {
    static const int ready = ares_library_init(ARES_LIB_INIT_ALL);
    require(ready);
    try {
        open(servers, limit, source);
    } catch (...) {
        ares_destroy(channel_);
        throw;
    }
}

Channel::~Channel() { ares_destroy(channel_); }

void Channel::open(const std::string& servers, Duration limit, Source source) {
    std::string lookups = source == Source::hosts_file ? "f" : "b";
    ares_options options{};
    options.flags = ARES_FLAG_NOALIASES;  // the environment has no say in where an account connects to
    options.timeout = first_timeout(limit);
    options.tries = tries;
    options.lookups = lookups.data();
    options.sock_state_cb = &Channel::on_socket_state;
    options.sock_state_cb_data = this;
    require(ares_init_options(
        &channel_, &options,
        ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS | ARES_OPT_SOCK_STATE_CB));
    ares_set_socket_functions(channel_, &ares_sockets, nullptr);
    if (!servers.empty()) require(ares_set_servers_ports_csv(channel_, servers.c_str()));
}

asio::awaitable<void> Channel::wait(Instant until) {
    const Instant due = std::min({until, deadline_, next_timeout()});
    co_await wakeup_.wait(due);
    if (std::chrono::steady_clock::now() >= deadline_) ares_cancel(channel_);
    else process(ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

Instant Channel::next_timeout() const {
    timeval memory{};
    const timeval* left = ares_timeout(channel_, nullptr, &memory);
    if (!left) return Instant::max();
    // c-ares rounds down to a millisecond, at which nothing would be due yet.
    const auto wait = std::chrono::seconds(left->tv_sec) + std::chrono::microseconds(left->tv_usec) + milliseconds(1);
    return std::chrono::steady_clock::now() + wait;
}

void Channel::process(ares_socket_t readable, ares_socket_t writable) {
    ares_process_fd(channel_, readable, writable);
    wakeup_.raise();
}

void Channel::on_socket_state(void* self, ares_socket_t socket, int readable, int writable) {
    static_cast<Channel*>(self)->watches_.watch(socket, readable != 0, writable != 0);
}

}  // namespace headstock::network
