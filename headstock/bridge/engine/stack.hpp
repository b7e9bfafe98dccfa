// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

namespace headstock::bridge::detail {

/// Plain values in a row that come and go at its end. Dropping some is one assignment, and the memory stays. Where
/// `shown` was given, it is kept pointing to the first: showing the values to others needs no work as they come and go.
template <class T>
    requires std::is_trivially_copyable_v<T>
class Stack {
public:
    explicit Stack(const T** shown = nullptr) : shown_(shown) {}
    Stack(const Stack&) = delete;
    Stack& operator=(const Stack&) = delete;

    void push(const T& value) {
        if (size_ == capacity_) resize(std::max<std::size_t>(8, 2 * capacity_));
        values_[size_++] = value;
    }
    /// Keeps the first `size`.
    void truncate(std::size_t size) { size_ = size; }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t capacity() const { return capacity_; }
    [[nodiscard]] T& operator[](std::size_t index) { return values_[index]; }
    [[nodiscard]] const T& operator[](std::size_t index) const { return values_[index]; }
    [[nodiscard]] T& back() { return values_[size_ - 1]; }
    [[nodiscard]] const T& back() const { return values_[size_ - 1]; }

    /// Gives back the memory that is not needed.
    void shrink() {
        if (capacity_ > size_) resize(size_);
    }

private:
    void resize(std::size_t capacity) {
        auto values = std::make_unique_for_overwrite<T[]>(capacity);
        if (size_ != 0) std::memcpy(values.get(), values_.get(), size_ * sizeof(T));
        values_ = std::move(values);
        if (shown_) *shown_ = values_.get();
        capacity_ = capacity;
    }

    const T** shown_;
    std::unique_ptr<T[]> values_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace headstock::bridge::detail
