// SPDX-License-Identifier: MIT
#include "headstock/network/byte_queue.hpp"

#include <algorithm>
#include <utility>

namespace headstock::network {

Result<std::string> ByteQueue::pop(Duration patience) {
    std::string taken;
    bool was_full = false;
    {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, std::min(patience, for_ever), [this] { return !waiting_.empty() || end_; }))
            return fail(std::make_error_code(std::errc::timed_out));
        if (waiting_.empty()) return std::unexpected(*end_);
        was_full = is_full();
        taken = std::exchange(waiting_, {});
    }
    if (was_full) on_room_();
    return taken;
}

std::size_t ByteQueue::size() const {
    const std::scoped_lock lock(mutex_);
    return waiting_.size();
}

bool ByteQueue::put(std::string_view bytes) {
    const std::scoped_lock lock(mutex_);
    if (end_) return true;
    waiting_.append(bytes);
    changed_.notify_one();
    return !is_full();
}

bool ByteQueue::has_room() const {
    const std::scoped_lock lock(mutex_);
    return !is_full() || end_;
}

void ByteQueue::close(Error why) {
    {
        const std::scoped_lock lock(mutex_);
        if (end_) return;
        end_ = std::move(why);
        changed_.notify_all();
    }
    on_room_();  // who waits for room need not
}

void ByteQueue::reopen() {
    const std::scoped_lock lock(mutex_);
    waiting_.clear();
    end_.reset();
}

}  // namespace headstock::network
