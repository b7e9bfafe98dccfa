// SPDX-License-Identifier: MIT
#pragma once
#include <memory>

#include "headstock/extensions/in_band.hpp"
#include "headstock/network/transport.hpp"
#include "headstock/network/wakeup.hpp"

namespace headstock::client {

/// An in-band bytestream as a transport. What it throws is what ended the bytestream. Unlike others it must not go
/// while somebody waits in it.
class InBandTransport final : public network::Transport {
public:
    InBandTransport(const asio::any_io_executor& executor, std::unique_ptr<in_band::Bytestream> pipe);

    asio::awaitable<std::size_t> read(std::span<char> into) override;
    /// Is over when all was taken: a window of it may still be on its way.
    asio::awaitable<void> write(std::string_view bytes) override;
    /// Closes it when all has arrived, and waits for that.
    asio::awaitable<void> finish();
    void close() override;
    [[nodiscard]] std::string peer() const override { return peer_; }

private:
    void check() const;
    std::string peer_;
    network::Wakeup readable_;
    network::Wakeup writable_;
    std::unique_ptr<in_band::Bytestream> pipe_;
};

}  // namespace headstock::client
