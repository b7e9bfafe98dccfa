// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "headstock/api/session.hpp"
#include "headstock/client/connection.hpp"
#include "headstock/client/inbox.hpp"
#include "headstock/network/proxy.hpp"
#include "headstock/network/resolver.hpp"

/// A client on Asio: it connects, moves the bytes, waits, and comes back.
namespace headstock::client {

/// When a client asks its domain, by HTTPS, for other ways to its server than TCP (XEP-0156).
enum class HostMeta {
    never,
    fallback,  ///< where DNS says where to connect, and names nothing that can be reached
    only,      ///< always; then DNS is not asked where the server is
};

/// How a client behaves. The defaults are the safe ones.
struct Options {
    core::StreamOptions stream;
    api::SessionOptions session;

    std::string host;           ///< where to connect; empty: where the domain's DNS says (RFC 6120 §3.2, XEP-0368)
    std::uint16_t port = 5222;  ///< with `host`
    std::optional<Tls> tls;     ///< nothing: as DNS says, and STARTTLS with `host`. `off` is for tests on one machine
    wire::TlsContext::ClientOptions trust;      ///< whom to believe; the certificate must name the account's domain
    std::optional<wire::TlsContext> context{};  ///< made already, for many clients to share; then `trust` is not read
    network::ResolverOptions resolver;

    std::string websocket;  ///< connect there instead, "wss://host/path" (RFC 7395): the certificate must name its host
    std::string bosh;  ///< or there, "https://host/path" (XEP-0206): the authorities of `trust` are read for that, with
                       ///< `context` too; with pins it fails
    HostMeta host_meta = HostMeta::fallback;  ///< with none of `host`, `websocket` and `bosh`
    std::optional<network::Proxy> proxy{};    ///< goes between; the domain's DNS is still asked directly

    int max_redirects = 5;  ///< times that the server may send us elsewhere (`see-other-host`): the certificate must
                            ///< name the account's domain there too, and only hosts reached by TCP are followed
    Duration connect_limit = std::chrono::seconds(30);  ///< for finding and reaching the server
    Duration first_retry = std::chrono::seconds(1);     ///< bound of the first wait before `run` tries again
    Duration last_retry = std::chrono::minutes(5);      ///< and of all later ones, at most
    std::size_t inbox = 1'000;                          ///< messages that wait to be taken; then reading pauses
};

/// One account's client, on one thread or strand: that of its executor. Made of the layers below, which it gives access
/// to.
class Client {
public:
    /// `clock` and `random` must outlive it. Nothing happens before `connect` or `run`.
    Client(asio::any_io_executor executor, core::Account account, Options options = {},
           const Clock& clock = system_clock(), Random& random = system_random());
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    /// Ends at once, without a goodbye; whoever waits for it is told `std::errc::operation_canceled`.
    ~Client();

    /// Finds the server, connects, logs in, and waits until the session is ready. Throws Failure; then it may be called
    /// again. Cancelling it ends the attempt.
    asio::awaitable<void> connect();
    /// Connects, unless that was done, and comes back after each loss, waiting longer each time, until `close` is
    /// called. Where the server has kept the session it goes on, with open questions (XEP-0198); without `run` it ends
    /// with its connection. Throws Failure when trying again cannot help (`worth_retrying`).
    asio::awaitable<void> run();
    /// Says goodbye, waits for the server's, and disconnects: no longer than `StreamOptions::close_limit` twice.
    asio::awaitable<void> close();

    /// Asks, and waits for the answer. Throws Failure with the error that came instead, or `std::errc::timed_out`.
    template <class Answer>
    asio::awaitable<Answer> ask(core::Request<Answer> request);
    /// Sends, in this turn of the loop with all else that is sent in it. Fails as `Stream::send` does.
    Result<void> send(const core::Stanza& stanza) { return stream().send(stanza); }
    /// The same, but waits for room where too much waits to be sent or to be acknowledged; who waits first sends first.
    /// Throws Failure with what else `Stream::send` fails with, as when the connection is lost meanwhile.
    asio::awaitable<void> send_when_possible(core::Stanza stanza);
    /// Waits until there may be room to send where there was none. Throws Failure when cancelled.
    asio::awaitable<void> room();
    /// Reads nothing more from the network, until `read_on`: the server keeps what there is no room for. What was read
    /// already still comes.
    void hold();
    void read_on();
    /// Says that the network may be another one now, as the system tells: `run` tries again at once where it waits, and
    /// a connection that stands is asked whether it still does.
    void network_changed();
    /// The messages that arrive, from the first call on.
    [[nodiscard]] Inbox& messages();

    /// Calls `handler` before each new attempt of `run`: why it is needed, and how long it waits.
    [[nodiscard]] Subscription on_retry(std::function<void(const Error&, Duration)> handler);
    /// Our address: once connected, the one that was bound.
    [[nodiscard]] const core::Jid& address() { return stream().address(); }
    /// The account's server.
    [[nodiscard]] core::Jid server() { return address().domain_only(); }
    /// Who is at the other end of the network, as "127.0.0.1:5222"; empty while nobody is.
    [[nodiscard]] std::string peer() const;
    [[nodiscard]] core::Stream& stream();
    [[nodiscard]] api::Session& session();
    /// The connection, while there is one: for what TLS says of itself. Null otherwise.
    [[nodiscard]] const Connection* connection() const;

private:
    struct Engine;
    friend class Question;
    using Hold = headstock::detail::Ref<Engine>;
    static asio::awaitable<void> connect(Hold engine);
    static asio::awaitable<void> attempt(Hold engine);
    static asio::awaitable<void> send_when_possible(Hold engine, core::Stanza stanza);
    static asio::awaitable<void> room(Hold engine);
    static asio::awaitable<void> run(Hold engine);
    static asio::awaitable<void> close(Hold engine);
    Hold engine_;
};

/// Keeps a question's place while a coroutine waits, whatever becomes of the client and of the coroutine. Internal.
class Question {
public:
    explicit Question(Client& client);
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;
    ~Question();

    [[nodiscard]] core::Stream& stream();
    void asked(core::RequestId request) { request_ = request; }
    void answered();
    asio::awaitable<void> wait();

private:
    headstock::detail::Ref<Client::Engine> engine_;
    network::Wakeup wakeup_;
    std::optional<core::RequestId> request_;
    bool answered_ = false;
};

namespace detail {

template <class Answer>
asio::awaitable<Answer> ask(std::unique_ptr<Question> question, core::Request<Answer> request) {
    std::optional<Result<Answer>> answer;
    std::function<void(Result<Answer>)> done = [&question, &answer](Result<Answer> heard) {
        answer.emplace(std::move(heard));
        question->answered();
    };
    question->asked(question->stream().ask<Answer>(std::move(request), std::move(done)));
    while (!answer) co_await question->wait();
    if (!*answer) throw Failure(std::move(answer->error()));
    co_return std::move(**answer);
}

}  // namespace detail

template <class Answer>
asio::awaitable<Answer> Client::ask(core::Request<Answer> request) {
    return detail::ask<Answer>(std::make_unique<Question>(*this), std::move(request));
}

}  // namespace headstock::client
