// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "headstock/base/clock.hpp"
#include "headstock/core/stream_failure.hpp"
#include "headstock/core/stream_management_queue.hpp"

namespace headstock::testing::detail {

struct Session;

/// A connection, as who has something to send sees it.
class Outlet {
public:
    virtual ~Outlet() = default;
    /// Sends, and gives how many bytes that took; what cannot be sent ends the connection later, never during the call.
    virtual std::size_t deliver(bridge::View stanza) = 0;
    /// Ends the connection with a stream error.
    virtual void end(const core::StreamFailure& why) = 0;
    /// Ends the connection because its client has come back on another, which gets the session.
    [[nodiscard]] virtual std::unique_ptr<Session> surrender() = 0;
};

/// Where stanzas for a session go: to its connection and, with stream management (XEP-0198), to a queue as well, until
/// the client acknowledges them; to the queue alone while the client is away.
class SessionOutlet {
public:
    explicit SessionOutlet(Outlet& connection) : connection_(&connection) {}

    void deliver(bridge::View stanza);
    /// Ends the connection, where there is one.
    void end(const core::StreamFailure& why) {
        if (connection_) connection_->end(why);
    }
    [[nodiscard]] Outlet* connection() const { return connection_; }
    void attach(Outlet& connection) { connection_ = &connection; }
    void detach(Instant back_until) {
        connection_ = nullptr;
        until = back_until;
    }
    /// Counts a stanza of the client's.
    void received() {
        if (queue) queue->received();
    }

    std::optional<core::AckQueue> queue;  ///< with stream management
    std::string id;                       ///< of the session, where it may be resumed
    Instant until;                        ///< when it is over, while its client is away
    bool asking = false;                  ///< something was delivered since an acknowledgement was asked for

private:
    Outlet* connection_;
};

}  // namespace headstock::testing::detail
