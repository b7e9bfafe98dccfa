// SPDX-License-Identifier: MIT
#pragma once
#include <exception>
#include <list>
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
    [[nodiscard]] bool no_room() const { return held || (inbox && inbox->full()); }
    [[nodiscard]] bool idle() const { return loops == 0; }

    asio::awaitable<void> read_all();
    asio::awaitable<void> write_all();
    asio::awaitable<void> watch();
    asio::awaitable<void> wait_for_resumption();
    void spawn(asio::awaitable<void> (Engine::*loop)());
    void start_encrypted();
    asio::awaitable<void> dial_as_told();
    asio::awaitable<void> dial_tcp();
    asio::awaitable<void> dial_websocket(std::string uri);
    asio::awaitable<void> dial_bosh(std::string uri);
    asio::awaitable<void> dial_alternative();
    asio::awaitable<void> reach(std::vector<network::Target> targets);
    asio::awaitable<std::vector<network::Target>> targets();
    asio::awaitable<std::vector<network::Target>> usual_targets();
    [[nodiscard]] std::string authorities() const;
    void mind_lost_session();
    void give_up();
    Result<void> trust();
    [[nodiscard]] bool follow(const Error& why);
    asio::awaitable<void> room();

    asio::any_io_executor executor;
    Options options;
    core::Stream stream;
    api::Session session;
    network::Resolver resolver;
    Backoff backoff;
    std::optional<Tls> chosen;                     // by the target that was reached
    std::optional<wire::WebSocketRequest> socket;  // the way that was taken, where it is none of TCP
    bool over_https = false;                       // by BOSH
    std::optional<network::Target> elsewhere;      // where the server has sent us
    int redirects = 0;                             // in a row
    std::unique_ptr<network::Transport> transport;
    std::optional<Connection> connection;
    std::optional<Inbox> inbox;
    Event<const Error&, Duration> retries;
    network::Wakeup readable;             // there is room for what is read
    network::Wakeup writable;             // there is output, or it is over
    network::Wakeup due;                  // a deadline may have changed
    network::Wakeup changed;              // who waits for a status looks again
    network::Wakeup lost;                 // a session was lost, or does not wait to be resumed any more
    network::Wakeup paused;               // who waits to try again looks again
    std::list<network::Wakeup*> waiting;  // for room to send
    std::exception_ptr thrown;            // by a handler
    int loops = 0;
    int references = 0;
    bool written = false;    // the last byte went out
    bool was_ready = false;  // the session could be used, and `run` has not seen its end yet
    bool running = false;    // `run` will come back
    bool held = false;       // nothing is read, for the time being
    bool hurry = false;      // and shall not wait for it
    bool minding = false;    // somebody sees to it that a lost session does not wait for ever
    bool closing = false;    // somebody asked for it
    bool shut = false;       // the client is gone
    Subscription statuses;
    Subscription ready_again;
    Subscription messages;
};

}  // namespace headstock::client
