// SPDX-License-Identifier: MIT
#include "headstock/network/channel.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "headstock/network/ares_sockets.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"

namespace headstock::network {
namespace {

using std::chrono::milliseconds;
using Descriptor = asio::posix::stream_descriptor;

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

struct Direction {
    bool wanted = false;
    bool waiting = false;

    // Whether a wait is to be started now.
    bool start() { return wanted && !std::exchange(waiting, true); }
};

}  // namespace

// A socket of c-ares, which closes it itself. Handlers hold it weakly: when c-ares is done with the socket, the watch
// goes, and what is still on its way to a handler finds nothing.
struct Channel::Watch {
    Watch(const asio::any_io_executor& executor, ares_socket_t number) : socket(number), descriptor(executor, number) {}
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch() { let_go(); }

    void let_go() {
        if (descriptor.is_open()) descriptor.release();
    }

    ares_socket_t socket;
    Descriptor descriptor;
    Direction read;
    Direction write;
};

Channel::Channel(const asio::any_io_executor& executor, const std::string& servers, Duration limit, Source source)
    : executor_(executor), wakeup_(executor), deadline_(std::chrono::steady_clock::now() + limit) {
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
    static_cast<Channel*>(self)->watch(socket, readable != 0, writable != 0);
}

void Channel::watch(ares_socket_t socket, bool readable, bool writable) {
    std::shared_ptr<Watch>& watch = watches_[socket];
    if (!readable && !writable) {
        if (watch) watch->let_go();  // now, as c-ares closes it next, and a handler may still hold the watch
        watches_.erase(socket);
        return;
    }
    if (!watch) watch = std::make_shared<Watch>(executor_, socket);
    watch->read.wanted = readable;
    watch->write.wanted = writable;
    arm(watch);
}

void Channel::arm(const std::shared_ptr<Watch>& watch) {
    if (!watch->descriptor.is_open()) return;
    const std::weak_ptr<Watch> weak = watch;
    if (watch->read.start()) {
        watch->descriptor.async_wait(Descriptor::wait_read, [this, weak](const asio::error_code&) {
            const std::shared_ptr<Watch> live = weak.lock();
            if (!live || !live->descriptor.is_open()) return;
            live->read.waiting = false;
            process(live->socket, ARES_SOCKET_BAD);
            arm(live);
        });
    }
    if (watch->write.start()) {
        watch->descriptor.async_wait(Descriptor::wait_write, [this, weak](const asio::error_code&) {
            const std::shared_ptr<Watch> live = weak.lock();
            if (!live || !live->descriptor.is_open()) return;
            live->write.waiting = false;
            process(ARES_SOCKET_BAD, live->socket);
            arm(live);
        });
    }
}

}  // namespace headstock::network
