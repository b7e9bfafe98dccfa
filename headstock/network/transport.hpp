// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace headstock::network {

/// Bytes both ways, over whatever carries them. At most one read and one write wait at a time; both may be cancelled,
/// and the transport may be destroyed while they wait.
class Transport {
public:
    Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    virtual ~Transport() = default;

    /// Waits for bytes and puts what there is into `into`, which is not empty: gives how many, or 0 when the peer has
    /// ended. Throws Failure.
    virtual asio::awaitable<std::size_t> read(std::span<char> into) = 0;

    /// Sends all of `bytes`, which live until then. Throws Failure.
    virtual asio::awaitable<void> write(std::string_view bytes) = 0;

    /// Ends it at once. A pending read or write throws `std::errc::operation_canceled`, later ones `Errc::closed`.
    virtual void close() = 0;

    /// Who is at the other end, for messages: "127.0.0.1:5222".
    [[nodiscard]] virtual std::string peer() const = 0;
};

}  // namespace headstock::network
