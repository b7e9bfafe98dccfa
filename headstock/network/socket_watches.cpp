// SPDX-License-Identifier: MIT
#include "headstock/network/socket_watches.hpp"

#include <asio/posix/stream_descriptor.hpp>

#include <utility>

namespace headstock::network {

using Descriptor = asio::posix::stream_descriptor;

// Handlers hold it weakly: what is on its way to one when the socket is let go finds nothing.
struct SocketWatches::Watch {
    struct Direction {
        bool wanted = false;
        bool waiting = false;
    };

    Watch(const asio::any_io_executor& executor, int number) : socket(number), descriptor(executor, number) {}
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch() { let_go(); }

    void let_go() {
        if (descriptor.is_open()) descriptor.release();
    }

    int socket;
    Descriptor descriptor;
    Direction read;
    Direction write;
};

void SocketWatches::watch(int socket, bool readable, bool writable) {
    std::shared_ptr<Watch>& watch = watches_[socket];
    if (!readable && !writable) {
        if (watch) watch->let_go();  // now, as a handler may still hold the watch
        watches_.erase(socket);
        return;
    }
    if (!watch) watch = std::make_shared<Watch>(executor_, socket);
    watch->read.wanted = readable;
    watch->write.wanted = writable;
    arm(watch);
}

void SocketWatches::arm(const std::shared_ptr<Watch>& watch) {
    if (watch->read.wanted && !std::exchange(watch->read.waiting, true)) wait(watch, true);
    if (watch->write.wanted && !std::exchange(watch->write.waiting, true)) wait(watch, false);
}

void SocketWatches::wait(const std::shared_ptr<Watch>& watch, bool readable) {
    const std::weak_ptr<Watch> weak = watch;
    const auto what = readable ? Descriptor::wait_read : Descriptor::wait_write;
    watch->descriptor.async_wait(what, [this, weak, readable](const asio::error_code&) {
        const std::shared_ptr<Watch> live = weak.lock();
        if (!live || !live->descriptor.is_open()) return;
        (readable ? live->read : live->write).waiting = false;
        if ((readable ? live->read : live->write).wanted) ready_(live->socket, readable);
        if (live->descriptor.is_open()) arm(live);
    });
}

}  // namespace headstock::network
