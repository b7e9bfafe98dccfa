// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/client/connection.hpp"
#include "headstock/core/stream.hpp"
#include "headstock/testing/server.hpp"

namespace headstock::testing {

/// Joins a client's stream to a server in memory, with TLS where they want it: no socket, no thread, no waiting.
///
///     Server server;
///     server.add_account("juliet", "r0m30");
///     core::Stream stream({core::jid("juliet@localhost/balcony"), Secret("r0m30")});
///     LocalLink link(server, stream);
///     link.pump();                      // now stream.status() is Status::bound
class LocalLink {
public:
    /// Connects and starts the stream. Bytes travel `chunk` at a time; 0: as many as there are. Server and stream must
    /// outlive it. Throws Failure where TLS cannot be had.
    LocalLink(Server& server, core::Stream& stream, std::size_t chunk = 0, Entrance entrance = Entrance::starttls);

    /// Carries bytes both ways until both sides are silent. Gives whether there were any.
    bool pump();
    /// The same for several, which may talk to each other.
    static void pump(std::initializer_list<LocalLink*> links);
    /// Breaks the connection, without a word to either side but that it is gone.
    void cut();
    /// Breaks it as soon as so many bytes have gone from the client to the server, or the other way. What is under way
    /// then is lost.
    void cut_after_sending(std::size_t bytes) { sending_.limit = bytes; }
    void cut_after_receiving(std::size_t bytes) { receiving_.limit = bytes; }
    /// How many bytes have gone from the client to the server, and the other way.
    [[nodiscard]] std::size_t bytes_sent() const { return sending_.passed; }
    [[nodiscard]] std::size_t bytes_received() const { return receiving_.passed; }
    /// Whether the connection is gone.
    [[nodiscard]] bool over() const { return over_; }

    [[nodiscard]] Server::Connection& connection() { return *served_; }
    /// The client's end of TLS; nothing where there is none.
    [[nodiscard]] const wire::Tls* tls() const { return client_ ? client_->tls() : nullptr; }

private:
    struct Direction {
        std::optional<std::size_t> limit;
        std::size_t passed = 0;
    };
    bool step();
    template <class Take>
    void carry(Direction& direction, std::string_view bytes, Take take);

    std::unique_ptr<Server::Connection> served_;
    core::Stream& stream_;
    std::optional<client::Connection> client_;  // where there may be TLS
    std::size_t chunk_;
    Direction sending_;
    Direction receiving_;
    bool over_ = false;
};

}  // namespace headstock::testing
