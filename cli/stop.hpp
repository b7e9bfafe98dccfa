// SPDX-License-Identifier: MIT
#pragma once
#include <csignal>
#include <optional>

namespace headstock::cli {

/// SIGINT, SIGTERM and SIGHUP as something one can wait for: while it lives they interrupt nothing, and are seen here.
class Stop {
public:
    Stop();
    ~Stop();
    Stop(const Stop&) = delete;
    Stop& operator=(const Stop&) = delete;

    /// Readable, and for good, once a signal has come.
    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// The signal that has come.
    [[nodiscard]] std::optional<int> signal() const;
    /// The signals that were not blocked before: for a child process.
    [[nodiscard]] const sigset_t& mask_before() const { return before_; }

    /// Waits until `fd` can be read (`POLLIN`) or written (`POLLOUT`): false where a signal came first.
    [[nodiscard]] bool wait_for(int fd, short events) const;

private:
    sigset_t watched_{};
    sigset_t before_{};
    int descriptor_ = -1;
};

}  // namespace headstock::cli
