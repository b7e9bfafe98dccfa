// SPDX-License-Identifier: MIT
#include "headstock/client/client.hpp"

#include <utility>

#include "headstock/client/engine.hpp"
#include "headstock/network/timeout.hpp"

namespace headstock::client {
namespace {

/// Says that somebody will come back after a loss, for as long as that is so.
template <class Engine>
struct Running {
    explicit Running(Engine& who) : engine(who) { engine.running = true; }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        engine.running = false;
        engine.give_up();
    }
    Engine& engine;
};

}  // namespace

Client::Client(asio::any_io_executor executor, core::Account account, Options options, const Clock& clock,
               Random& random)
    : engine_(new Engine(std::move(executor), std::move(account), std::move(options), clock, random)) {}

Client::~Client() { engine_->shut_down(); }

// A coroutine begins later than it is called, and the client may be gone by then: so each holds the engine from the
// call on.
asio::awaitable<void> Client::connect() { return connect(engine_); }
asio::awaitable<void> Client::run() { return run(engine_); }
asio::awaitable<void> Client::close() { return close(engine_); }

asio::awaitable<void> Client::connect(Hold engine) {
    if (!engine->running) engine->redirects = 0;
    for (;;) {
        try {
            co_return co_await attempt(engine);
        } catch (const Failure& failure) {
            if (!engine->follow(failure.error())) throw;
        }
    }
}

asio::awaitable<void> Client::attempt(Hold engine) {
    if (!engine->idle() && !engine->stream.end()) throw Failure(std::make_error_code(std::errc::already_connected));
    co_await engine->ended();  // what is left of an attempt before
    engine->closing = false;
    co_await network::with_timeout(engine->dial(), engine->options.connect_limit);
    if (engine->shut) throw Failure(std::make_error_code(std::errc::operation_canceled));
    if (Result<void> begun = engine->begin(); !begun) throw Failure(std::move(begun.error()));
    std::exception_ptr failed;
    try {
        co_await engine->ready();
        co_return;
    } catch (...) {  // also what Asio throws at one who is cancelled already
        failed = std::current_exception();
    }
    // The server is told where it has a session by now: else it would keep that for us.
    if (engine->stream.status() >= core::Status::bound) engine->stream.terminate();
    else engine->stream.abort({std::make_error_code(std::errc::operation_canceled), {}});
    std::rethrow_exception(failed);
}

asio::awaitable<void> Client::run(Hold engine) {
    const Running running(*engine);
    for (;;) {
        const Instant begun = engine->stream.clock().now();
        std::optional<Error> why;
        try {
            if (engine->idle() && !engine->was_ready) co_await connect(engine);
            co_await engine->ended();
            engine->was_ready = false;
            if (engine->thrown) std::rethrow_exception(std::exchange(engine->thrown, nullptr));
            why = engine->stream.end();
        } catch (const Failure& failure) {
            why = failure.error();
        }
        if (engine->closing) co_return;
        const Instant now = engine->stream.clock().now();
        if (now - begun >= Backoff::good) engine->redirects = 0;
        if (!engine->shut && engine->follow(*why)) continue;
        if (engine->shut || !worth_retrying(*why)) throw Failure(*why);
        const Duration wait = engine->backoff.next(engine->stream.random(), now - begun);
        engine->hurry = false;
        engine->retries.fire(*why, wait);
        while (!engine->closing && !engine->shut && !engine->hurry && engine->stream.clock().now() < now + wait)
            co_await engine->paused.wait(now + wait);
        if (engine->closing) co_return;
    }
}

asio::awaitable<void> Client::close(Hold engine) {
    engine->closing = true;
    engine->session.terminate();
    engine->stir();
    engine->paused.raise();
    co_await engine->ended();
}

asio::awaitable<void> Client::send_when_possible(core::Stanza stanza) {
    return send_when_possible(engine_, std::move(stanza));
}

asio::awaitable<void> Client::send_when_possible(Hold engine, core::Stanza stanza) {
    bool first = engine->waiting.empty();  // who came before goes before
    for (;;) {
        if (first) {
            const Result<void> sent = engine->stream.send(stanza);
            if (sent) co_return;
            if (sent.error().code != core::Errc::queue_full) throw Failure(sent.error());
        }
        co_await engine->room();
        first = true;
    }
}

asio::awaitable<void> Client::room() { return room(engine_); }

asio::awaitable<void> Client::room(Hold engine) { co_await engine->room(); }

void Client::hold() { engine_->held = true; }

void Client::read_on() {
    engine_->held = false;
    engine_->readable.raise();
}

void Client::network_changed() {
    engine_->hurry = true;
    engine_->backoff = Backoff(engine_->options.first_retry, engine_->options.last_retry);
    engine_->paused.raise();
    engine_->stream.probe();
}

Inbox& Client::messages() {
    Engine& engine = *engine_;
    if (engine.inbox) return *engine.inbox;
    engine.inbox.emplace(engine.executor, engine.options.inbox);
    engine.inbox->on_taken([&engine] { engine.readable.raise(); });
    engine.messages =
        engine.stream.router().on_message([&engine](const core::Message& message) { engine.inbox->put(message); });
    if (engine.stream.end()) engine.inbox->end(engine.stream.end());
    return *engine.inbox;
}

Subscription Client::on_retry(std::function<void(const Error&, Duration)> handler) {
    return engine_->retries.on(std::move(handler));
}

std::string Client::peer() const { return engine_->transport ? engine_->transport->peer() : std::string(); }
core::Stream& Client::stream() { return engine_->stream; }
api::Session& Client::session() { return engine_->session; }
const Connection* Client::connection() const { return engine_->connection ? &*engine_->connection : nullptr; }

Question::Question(Client& client) : engine_(client.engine_), wakeup_(engine_->executor) {}

Question::~Question() {
    if (request_ && !answered_) engine_->stream.router().forget(*request_);
}

void Question::answered() {
    answered_ = true;
    wakeup_.raise();
}

core::Stream& Question::stream() { return engine_->stream; }

asio::awaitable<void> Question::wait() { return wakeup_.wait(); }

}  // namespace headstock::client
