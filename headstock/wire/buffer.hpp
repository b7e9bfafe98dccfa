// SPDX-License-Identifier: MIT
#pragma once
#include <cassert>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace headstock::wire::detail {

/// Bytes on their way: appended behind, taken from the front. Empty, it keeps at most `spare` bytes of memory, so that
/// an idle connection costs next to nothing.
class Buffer {
public:
    static constexpr std::size_t spare = 2048;

    void reserve(std::size_t more) {
        compact();
        bytes_.reserve(bytes_.size() + more);
    }
    void append(std::string_view more) {
        if (taken_ > bytes_.size() / 2) compact();
        bytes_.append(more);
    }
    [[nodiscard]] std::string_view view() const { return std::string_view(bytes_).substr(taken_); }
    [[nodiscard]] std::size_t size() const { return bytes_.size() - taken_; }
    [[nodiscard]] bool empty() const { return size() == 0; }

    void consume(std::size_t count) {
        assert(count <= size());
        taken_ += count;
        if (empty()) clear();
    }
    void clear() {
        if (bytes_.capacity() > spare) std::string().swap(bytes_);
        bytes_.clear();
        taken_ = 0;
    }
    /// Gives all of it away.
    [[nodiscard]] std::string take() {
        compact();
        return std::exchange(bytes_, {});
    }

private:
    void compact() {
        bytes_.erase(0, taken_);
        taken_ = 0;
    }

    std::string bytes_;
    std::size_t taken_ = 0;
};

}  // namespace headstock::wire::detail
