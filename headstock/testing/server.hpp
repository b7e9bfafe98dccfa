// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/base/clock.hpp"
#include "headstock/base/random.hpp"
#include "headstock/base/subscription.hpp"
#include "headstock/core/jid.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/core/trace.hpp"
#include "headstock/testing/server_options.hpp"

namespace headstock::testing {

namespace detail {
class Hub;
class ServerStream;
}  // namespace detail

/// How clients come in.
enum class Entrance {
    starttls,    ///< by TCP, with STARTTLS where the server has TLS at all
    direct_tls,  ///< with TLS before XMPP (XEP-0368)
    websocket,   ///< by WebSocket (RFC 7395), inside TLS where the server has it
};

/// What becomes of an element that somebody tampers with.
enum class Fate {
    pass,  ///< it goes on, as it is now
    drop,  ///< nobody learns of it
    cut,   ///< nor of anything else: the connection is gone
};

/// A small XMPP server in one's own process: logins, rosters, presence, messages and questions between its own accounts
/// (RFC 6120, RFC 6121), and components (XEP-0114), for tests and demonstrations. It moves no bytes itself:
/// `Connection` takes and gives them, `Listener` carries them over TCP, and `LocalLink` joins one to a stream in
/// memory. Everything is kept in memory. With a clock and a randomness of one's own, and without TLS, all it does is
/// reproducible. One thread.
class Server {
public:
    class Connection;

    /// Throws Failure where the domain or the certificate cannot be used. `clock` and `random` must outlive it.
    explicit Server(ServerOptions options = {}, const Clock& clock = system_clock(), Random& random = system_random());
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    /// Ends all connections; the objects may live on, but do nothing any more.
    ~Server();

    /// Makes an account, or gives it another password. Throws Failure where name or password cannot be prepared.
    void add_account(std::string_view local, std::string_view password);
    /// Puts two accounts into each other's rosters, subscribed to each other. Throws Failure where one does not exist.
    void befriend(std::string_view local_a, std::string_view local_b);

    /// The authority that clients have to trust, as PEM text.
    [[nodiscard]] const std::string& ca_pem() const;
    [[nodiscard]] const ServerOptions& options() const;
    [[nodiscard]] const Clock& clock() const;
    /// How many accounts there are, those of nobody included.
    [[nodiscard]] std::size_t accounts() const;
    /// How many connections stand, whether somebody has logged in on them or not.
    [[nodiscard]] std::size_t connections() const;
    /// How many resources are bound.
    [[nodiscard]] std::size_t sessions() const;
    /// Whether this full address is bound, or this bare one has a resource.
    [[nodiscard]] bool has_session(const core::Jid& address) const;
    /// How many sessions wait for their clients to come back.
    [[nodiscard]] std::size_t kept_sessions() const;
    /// How many messages wait for an account.
    [[nodiscard]] std::size_t waiting_messages(std::string_view local) const;
    /// Calls `handler` with each full address that was bound (true) or is gone (false).
    [[nodiscard]] Subscription on_session(std::function<void(const core::Jid&, bool)> handler);

    /// Ends the session of this full address, or all of this bare one, with a stream error. Gives how many there were.
    std::size_t end(const core::Jid& address, core::StreamCondition why = core::StreamCondition::reset);
    /// Ends every connection with a stream error; new ones are still welcome.
    void shutdown(core::StreamCondition why = core::StreamCondition::system_shutdown);

    /// Lets `handler` see each element that a client has sent, or that is about to be sent to one, and change it: so
    /// the server answers wrongly, says what nobody asked for, falls silent, or drops the connection. The address is
    /// empty before one is bound. Stanzas are counted as if nobody had tampered.
    [[nodiscard]] Subscription tamper(
        std::function<Fate(core::Direction, const core::Jid& client, bridge::Element& element)> handler);
    /// From now on whether new connections are over before they begin.
    void refuse(bool refuses);

    /// When `expire` has something to do; nothing while no session waits for its client.
    [[nodiscard]] std::optional<Instant> deadline() const;
    /// Ends the sessions whose clients did not come back. Whatever else happens in the server does so too.
    void expire();

    /// Begins with a new client.
    [[nodiscard]] std::unique_ptr<Connection> connect(Entrance entrance = Entrance::starttls);

private:
    std::unique_ptr<detail::Hub> hub_;
};

/// The server's end of a connection: bytes in, bytes out. May be destroyed at any time, also from `on_output`; that is
/// the same as losing the connection.
class Server::Connection {
public:
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Takes bytes from the client.
    void receive(std::string_view bytes);
    /// What must go to the client. Valid until the next call that is not const, to whichever connection.
    [[nodiscard]] std::string_view output() const;
    /// Says that the first `size` bytes of it were sent.
    void consume(std::size_t size);
    /// All of it, as sent.
    [[nodiscard]] std::string take_output();
    /// Whether the connection is over: send what is left of the output, then close.
    [[nodiscard]] bool finished() const;
    /// Says that the connection has ended.
    void lost();
    /// Calls `handler`, which must not throw, whenever something else than the connection's own calls made output here
    /// or finished it.
    void on_output(std::function<void()> handler);
    /// When `expire` has something to do; nothing while nothing is awaited.
    [[nodiscard]] std::optional<Instant> deadline() const;
    /// Ends what has taken too long: a login, or a client that does not fetch the last words.
    void expire();
    /// The address that was bound; empty before that, and after its end.
    [[nodiscard]] core::Jid address() const;

private:
    friend class Server;
    explicit Connection(std::unique_ptr<detail::ServerStream> stream);
    std::unique_ptr<detail::ServerStream> stream_;
};

}  // namespace headstock::testing
