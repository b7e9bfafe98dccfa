// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <string>

#include "headstock/base/clock.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/network/transport.hpp"

namespace headstock::network {

/// Listens to a SOCKS5 client at the other end of `transport` (RFC 1928) until it has said to which name it wants to be
/// connected, and gives that. No login; who asks for anything but a name at port 0 is refused. Throws Failure:
/// `std::errc::protocol_error`, or what the transport throws.
asio::awaitable<std::string> hear_socks5(Transport& transport);
/// Tells it that it is connected to `name`, or that this is not allowed. What follows is the bytestream.
asio::awaitable<void> answer_socks5(Transport& transport, std::string name, bool allowed);

/// A local port where one peer is expected: the first that asks, as a SOCKS5 client, to be connected to a name which
/// only it can know (XEP-0065). All others are sent away.
class MeetingPlace {
public:
    static constexpr std::size_t max_guests = 16;  ///< who have not said yet what they want; more are not heard
    static constexpr Duration patience{std::chrono::seconds(10)};  ///< for each of them

    /// Listens at `local`, a literal address and a port, 0 for any that is free. Throws Failure.
    MeetingPlace(const asio::any_io_executor& executor, const Endpoint& local, std::string name);
    MeetingPlace(const MeetingPlace&) = delete;
    MeetingPlace& operator=(const MeetingPlace&) = delete;
    ~MeetingPlace();

    [[nodiscard]] std::uint16_t port() const;
    /// Waits for the peer; once. Throws Failure: `std::errc::timed_out`.
    asio::awaitable<std::unique_ptr<Transport>> arrival(Duration limit);

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace headstock::network
