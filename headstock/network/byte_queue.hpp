// SPDX-License-Identifier: MIT
#pragma once
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "headstock/base/clock.hpp"
#include "headstock/base/error.hpp"

namespace headstock::network {

/// As long as a thread may wait: more does not fit behind the present.
inline constexpr Duration for_ever = std::chrono::hours(24 * 365);

/// Bytes on their way from one thread to others. All of it may be called from any thread.
class ByteQueue {
public:
    /// Who puts is told that it is full from `room` bytes on. `on_room` is called, by who takes, when it was full.
    ByteQueue(std::size_t room, std::function<void()> on_room) : room_(room), on_room_(std::move(on_room)) {}

    /// Takes all that waits, in order; where nothing does, waits for some. Fails with `std::errc::timed_out` when
    /// `patience` is over, and once all was taken, with why it was closed, at once.
    [[nodiscard]] Result<std::string> pop(Duration patience);
    /// The bytes that wait.
    [[nodiscard]] std::size_t size() const;

    /// Adds bytes; after `close` they are dropped. Gives whether there is room for more.
    bool put(std::string_view bytes);
    /// Whether there is room for more.
    [[nodiscard]] bool has_room() const;
    /// Says that nothing more comes, and why: whoever waits is woken. The first reason counts.
    void close(Error why);
    /// Forgets all of it, and is open.
    void reopen();

private:
    [[nodiscard]] bool is_full() const { return waiting_.size() >= room_; }

    const std::size_t room_;
    const std::function<void()> on_room_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::string waiting_;
    std::optional<Error> end_;
};

}  // namespace headstock::network
