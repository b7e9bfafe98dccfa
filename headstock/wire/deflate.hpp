// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"

namespace headstock::wire {

namespace detail {
struct DeflateState;
}

/// When data that a peer compressed is taken for an attack on our memory.
struct DeflateLimits {
    std::uint64_t harmless = 1024 * 1024;  ///< bytes that may come of anything
    std::uint64_t ratio = 200;             ///< how many times as large it may become beyond that
    std::size_t unread = 4 * 1024 * 1024;  ///< compressed bytes received and not yet read
};

/// Both directions of a compressed stream (XEP-0138, method zlib), bytes to bytes: used as `Tls` is. Who compresses
/// what an attacker can write together with secrets, inside of encryption, tells their length (CRIME). An error is
/// final.
class Deflate {
public:
    explicit Deflate(DeflateLimits limits = {});
    Deflate(Deflate&&) noexcept;
    Deflate& operator=(Deflate&&) noexcept;
    ~Deflate();

    /// Takes bytes from the peer and keeps them for `read`. Fails with `limit_exceeded`.
    Result<void> receive(std::string_view compressed);
    /// Expands into `into`, never more, and gives how much; 0: nothing now. Fails with `bad_compression` or
    /// `expands_too_much`.
    [[nodiscard]] Result<std::size_t> read(std::span<char> into);
    /// Compresses `plaintext` behind the output, so that the peer can read all of it at once.
    void send(std::string_view plaintext);

    /// What must go to the peer. Valid until the next call that is not const.
    [[nodiscard]] std::string_view output() const;
    /// Drops the first `count` bytes of the output: they are on their way.
    void consume(std::size_t count);
    /// Gives the whole output away.
    [[nodiscard]] std::string take_output();

private:
    std::unique_ptr<detail::DeflateState> state_;
};

}  // namespace headstock::wire
