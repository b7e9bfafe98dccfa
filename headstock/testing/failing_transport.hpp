// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/transport.hpp"

namespace headstock::testing {

/// What happens to one direction of a connection, and when.
struct Fault {
    enum class Kind {
        failure,  ///< the operation throws `Faults::error`, and so does every later one
        end,      ///< the connection ends there, as if the peer had closed it: what comes behind is cut off
        silence,  ///< nothing comes any more, or what is sent is lost; nobody is told
    };
    Kind kind = Kind::failure;
    std::size_t after = 0;  ///< bytes that still pass
};

/// What goes wrong with a connection.
struct Faults {
    std::optional<Fault> reading = {};
    std::optional<Fault> writing = {};
    std::size_t piece = 0;  ///< bytes that are read or written at a time; 0: as many as there are
    Error error = {network::make_error_code(network::Errc::closed), "a fault that was ordered"};
};

/// A transport that breaks when it is told to, and otherwise does what the one inside it does: for programs that want
/// to see what they do then.
class FailingTransport final : public network::Transport {
public:
    FailingTransport(asio::any_io_executor executor, std::unique_ptr<network::Transport> inner, Faults faults);
    ~FailingTransport() override;

    asio::awaitable<std::size_t> read(std::span<char> into) override;
    asio::awaitable<void> write(std::string_view bytes) override;
    void close() override;
    [[nodiscard]] std::string peer() const override;

    /// How many bytes have passed.
    [[nodiscard]] std::size_t bytes_read() const;
    [[nodiscard]] std::size_t bytes_written() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace headstock::testing
