// SPDX-License-Identifier: MIT
#include "cli/stop.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace headstock::cli {
namespace {

bool is_ignored(int signal) {
    struct sigaction action{};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

Stop::Stop() {
    sigemptyset(&watched_);
    sigaddset(&watched_, SIGINT);
    sigaddset(&watched_, SIGTERM);
    if (!is_ignored(SIGHUP)) sigaddset(&watched_, SIGHUP);  // nohup(1) stays in force
    pthread_sigmask(SIG_BLOCK, &watched_, &before_);
    descriptor_ = signalfd(-1, &watched_, SFD_CLOEXEC | SFD_NONBLOCK);
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "signalfd");
}

Stop::~Stop() {
    close(descriptor_);
    const timespec now{};
    while (sigtimedwait(&watched_, nullptr, &now) > 0) continue;  // answered already: it must not end us now
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

std::optional<int> Stop::signal() const {
    sigset_t pending{};
    sigpending(&pending);
    for (const int each : {SIGINT, SIGTERM, SIGHUP})
        if (sigismember(&watched_, each) == 1 && sigismember(&pending, each) == 1) return each;
    return std::nullopt;
}

bool Stop::wait_for(int fd, short events) const {
    std::array<pollfd, 2> waited{{{fd, events, 0}, {descriptor_, POLLIN, 0}}};
    while (poll(waited.data(), waited.size(), -1) < 0 && errno == EINTR) continue;
    return waited[0].revents != 0;
}

}  // namespace headstock::cli
