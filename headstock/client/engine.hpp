// SPDX-License-Identifier: MIT
#pragma once
#include <exception>
#include <memory>
#include <optional>

#include "headstock/client/client.hpp"
#include "headstock/client/reconnect.hpp"
#include "headstock/client/reconnect_location.hpp"
#include "headstock/network/connect.hpp"
#include "headstock/network/errc.hpp"

namespace headstock::client {

/// What a client is made of. Its coroutines hold it, so it outlives the client until the last of them has seen that it
/// is over. Internal.
struct Client::Engine {
    Engine(asio::any_io_executor executor, core::Account account, Options options, const Clock& clock, Random& random);

    void retain() noexcept { ++references; }
    void release() noexcept {
        if (--references == 0) delete this;
    }

    asio::awaitable<void> dial();
    Result<void> begin();
    asio::awaitable<void> ready();
    asio::awaitable<void> ended();
    void stir();
    void shut_down();
    [[nodiscard]] bool idle() const { return loops == 0; }

    asio::awaitable<void> read_all();
    asio::awaitable<void> write_all();
    asio::awaitable<void> watch();
    asio::awaitable<void> wait_for_resumption();
    void spawn(asio::awaitable<void> (Engine::*loop)());
    asio::awaitable<std::vector<network::Target>> targets();
    asio::awaitable<std::vector<network::Target>> usual_targets();
    network::Target socket_target();
    void mind_lost_session();
    void give_up();
    Result<void> trust();

    asio::any_io_executor executor;
    Options options;
    core::Stream stream;
    api::Session session;
    network::Resolver resolver;
    Backoff backoff;
    std::optional<Tls> chosen;  // by the target that was reached
    std::optional<wire::WebSocketRequest> socket;
    std::unique_ptr<network::Transport> transport;
    std::optional<Connection> connection;
    std::optional<Inbox> inbox;
    Event<const Error&, Duration> retries;
    network::Wakeup readable;   // the inbox has room
    network::Wakeup writable;   // there is output, or it is over
    network::Wakeup due;        // a deadline may have changed
    network::Wakeup changed;    // who waits for a status looks again
    network::Wakeup lost;       // a session was lost, or does not wait to be resumed any more
    network::Wakeup paused;     // who waits to try again looks again
    std::exception_ptr thrown;  // by a handler
    int loops = 0;
    int references = 0;
    bool written = false;    // the last byte went out
    bool was_ready = false;  // the session could be used, and `run` has not seen its end yet
    bool running = false;    // `run` will come back
    bool minding = false;    // somebody sees to it that a lost session does not wait for ever
    bool closing = false;    // somebody asked for it
    bool shut = false;       // the client is gone
    Subscription statuses;
    Subscription ready_again;
    Subscription messages;
};

}  // namespace headstock::client
