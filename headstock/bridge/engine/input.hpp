// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "headstock/bridge/engine/built_in.hpp"
#include "headstock/bridge/engine/fault.hpp"
#include "headstock/bridge/engine/scan.hpp"

namespace headstock::bridge::detail {

/// The parser's one buffer: names that are built in, then what is kept of the stream, then what was received.
/// It knows how far that is valid UTF-8, and at which line and column of the input each byte stood.
class Input {
public:
    static constexpr Offset head = static_cast<Offset>(built_in_names.size());  ///< where input begins

    Input() = default;

    /// Room for `size` bytes behind what was received.
    [[nodiscard]] std::span<char> prepare(std::size_t size);
    [[nodiscard]] bool has_room(std::size_t size) const { return capacity_ - end_ >= size; }
    /// Says that the first `size` of them are input.
    void commit(std::size_t size) { end_ += static_cast<Offset>(size); }

    [[nodiscard]] char* chars() { return bytes_.get(); }
    [[nodiscard]] const char* chars() const { return bytes_.get(); }
    [[nodiscard]] std::string_view slice(Offset at, Offset end) const { return {bytes_.get() + at, end - at}; }
    [[nodiscard]] Offset end() const { return end_; }

    /// Extends what is valid over what was received.
    void check() {
        const std::size_t size = end_ - valid_;
        if (size <= 16 && !invalid_ && (size == 0 || is_plain(size))) valid_ = end_;
        else check_all();
    }
    /// How far the input is whole, legal characters.
    [[nodiscard]] Offset valid() const { return valid_; }
    /// Whether what stands at `valid()` can never become one.
    [[nodiscard]] bool invalid() const { return invalid_; }

    /// Puts a NUL at `valid()`, where scanners stop, and back what it hides.
    void conceal();
    void reveal();
    [[nodiscard]] bool concealed() const { return concealed_; }

    /// Drops the bytes in [to, from): what stands behind them moves down.
    void drop(Offset from, Offset to);
    /// Begins anew: nothing received, positions from the start.
    void reset();
    /// Gives back what is not needed for what was received.
    void shrink();
    [[nodiscard]] std::size_t capacity() const { return capacity_; }

    /// Counts the lines up to `at`, which must be done before those bytes are overwritten.
    void count_to(Offset at);
    /// Where the byte at `at` stood. It must not lie before what was counted.
    [[nodiscard]] Position position(Offset at) const;
    /// How many bytes of the stream came before it.
    [[nodiscard]] std::uint64_t absolute(Offset at) const { return at + shift_; }

    /// What was counted, to be put back with the bytes if they are restored.
    struct Count {
        Offset to = head;
        std::uint64_t line = 1;
        std::uint64_t line_start = 0;  ///< in bytes of the stream
    };
    [[nodiscard]] Count count() const { return count_; }
    void count(Count before) { count_ = before; }

private:
    /// Whether the next few bytes are ASCII without control characters.
    [[nodiscard]] bool is_plain(std::size_t size) const {
        return (Block(chars() + valid_).control_or_wide() & ((1U << size) - 1U)) == 0;
    }
    void check_all();
    [[nodiscard]] Count counted_from_end(Offset to) const;
    void resize(std::size_t capacity);
    [[nodiscard]] Count counted(Offset to) const;

    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_ = 0;  // what may be filled; padding for scanners comes on top
    Offset end_ = head;
    Offset valid_ = head;
    bool invalid_ = false;
    bool concealed_ = false;
    char hidden_ = 0;
    std::uint64_t shift_ = 0 - std::uint64_t{head};  // offset + shift_ is the place in the stream; wraps on purpose
    Count count_;
    std::uint64_t valid_line_ = 1;        // the line of what stands at `valid_`,
    std::uint64_t valid_line_start_ = 0;  // and where that begins
};

}  // namespace headstock::bridge::detail
