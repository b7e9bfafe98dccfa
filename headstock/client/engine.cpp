// SPDX-License-Identifier: MIT
#include "headstock/client/engine.hpp"

#include <asio/co_spawn.hpp>

#include <array>
#include <utility>

namespace headstock::client {
namespace {

core::StreamOptions stream_options(const Options& options) {
    core::StreamOptions wanted = options.stream;
    if (options.tls == Tls::off) wanted.encryption = core::Encryption::off;
    return wanted;
}

}  // namespace

Client::Engine::Engine(asio::any_io_executor on, core::Account account, Options wanted, const Clock& clock,
                       Random& random)
    : executor(std::move(on)),
      options(std::move(wanted)),
      stream(std::move(account), stream_options(options), clock, random),
      session(stream, options.session),
      resolver(executor, random, options.resolver),
      backoff(options.first_retry, options.last_retry),
      readable(executor),
      writable(executor),
      due(executor),
      changed(executor),
      lost(executor),
      paused(executor) {
    stream.on_stir([this] { stir(); });
    statuses = stream.on_status([this](core::Status) { changed.raise(); });
    ready_again = session.on_ready([this] {
        was_ready = true;
        changed.raise();
    });
}

void Client::Engine::stir() {
    writable.raise();
    due.raise();
    lost.raise();
    for (network::Wakeup* each : waiting) each->raise();
}

/// Waits until something may have been sent or acknowledged, or all is over.
asio::awaitable<void> Client::Engine::room() {
    network::Wakeup mine(executor);
    const auto place = waiting.insert(waiting.end(), &mine);
    std::exception_ptr failed;
    try {
        co_await mine.wait();
    } catch (...) {
        failed = std::current_exception();
    }
    waiting.erase(place);
    if (failed) std::rethrow_exception(failed);
}

/// Begins to talk over the transport: three loops move the bytes until the stream has ended.
Result<void> Client::Engine::begin() {
    written = false;
    was_ready = false;
    thrown = nullptr;
    if (inbox) inbox->end(std::nullopt);
    if (socket) connection.emplace(stream, *options.context, *chosen, *socket);
    else connection.emplace(stream, *options.context, *chosen);
    if (over_https) start_encrypted();
    else if (Result<void> begun = connection->start(); !begun) return begun;
    spawn(&Engine::read_all);
    spawn(&Engine::write_all);
    spawn(&Engine::watch);
    return {};
}

/// What BOSH carries HTTPS encrypts: nothing lies between the stream and the transport.
void Client::Engine::start_encrypted() {
    auth::Channel channel;
    channel.encrypted = true;
    stream.start(std::move(channel));
}

void Client::Engine::spawn(asio::awaitable<void> (Engine::*loop)()) {
    ++loops;
    asio::co_spawn(executor, (this->*loop)(), [keep = headstock::detail::Ref<Engine>(this)](std::exception_ptr wrong) {
        if (wrong && !keep->thrown) keep->thrown = wrong;
        if (--keep->loops > 0) return;
        if (keep->inbox) keep->inbox->end(keep->stream.end());
        keep->mind_lost_session();
        keep->changed.raise();
    });
}

/// Between two connections nobody watches the deadlines: of questions that are still open, and of the session itself.
/// Where nobody will come back, it is over with its connection.
void Client::Engine::mind_lost_session() {
    if (!running) return give_up();
    if (!stream.resumable() || std::exchange(minding, true)) return;
    asio::co_spawn(executor, wait_for_resumption(),
                   [keep = headstock::detail::Ref<Engine>(this)](std::exception_ptr wrong) {
                       keep->minding = false;
                       if (wrong && !keep->thrown) keep->thrown = wrong;
                   });
}

/// Ends a session that waits to be resumed.
void Client::Engine::give_up() {
    try {
        if (stream.resumable() && stream.end()) stream.terminate();
    } catch (...) {  // a handler's: as in `read_all`
        if (!thrown) thrown = std::current_exception();
    }
    changed.raise();
}

asio::awaitable<void> Client::Engine::wait_for_resumption() {
    while (!shut && stream.resumable()) {
        co_await lost.wait(stream.deadline().value_or(Instant::max()));
        if (!shut) stream.expire();
    }
}

asio::awaitable<void> Client::Engine::read_all() {
    std::array<char, 16384> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled before it is read
    try {
        while (!connection->finished()) {
            while (no_room() && !connection->finished()) co_await readable.wait();
            const std::size_t size = co_await transport->read(buffer);
            if (size == 0) break;
            (void)connection->receive(
                std::string_view(buffer.data(), size));  // an error ends the stream, which tells it
            stir();
        }
        connection->lost();
    } catch (const Failure& failure) {
        connection->lost(failure.error());
    } catch (...) {  // a handler's: nobody else would hear of it
        stream.abort({std::make_error_code(std::errc::operation_canceled), "a handler threw"});
        stir();
        throw;
    }
    stir();
}

asio::awaitable<void> Client::Engine::write_all() {
    try {
        for (;;) {
            const std::string bytes = connection->take_output();
            if (!bytes.empty()) {
                for (network::Wakeup* each : waiting) each->raise();
                co_await transport->write(bytes);
            } else if (connection->finished()) break;
            else co_await writable.wait();
        }
    } catch (const Failure& failure) {
        connection->lost(failure.error());
    }
    written = true;
    stir();
}

/// Sees to it that nothing waits for ever, and ends the transport when all is over.
asio::awaitable<void> Client::Engine::watch() {
    while (!connection->finished()) {
        const std::optional<Instant> deadline = connection->deadline();
        co_await due.wait(deadline.value_or(Instant::max()));
        connection->expire();
    }
    const Instant limit = stream.clock().now() + options.stream.close_limit;
    while (!written && stream.clock().now() < limit) co_await due.wait(limit);
    transport->close();
    readable.raise();
    writable.raise();
}

/// Waits until the session can be used; throws with why the stream ended instead. It may have ended again since.
asio::awaitable<void> Client::Engine::ready() {
    while (!was_ready) {
        if (shut) throw Failure(std::make_error_code(std::errc::operation_canceled));
        if (stream.end() && idle()) {
            if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
            throw Failure(*stream.end());
        }
        co_await changed.wait();
    }
}

/// Waits until nothing moves any more.
asio::awaitable<void> Client::Engine::ended() {
    while (!idle()) co_await changed.wait();
}

void Client::Engine::shut_down() {
    shut = true;
    stream.abort({std::make_error_code(std::errc::operation_canceled), {}});
    give_up();
    if (transport) transport->close();
    stir();
    readable.raise();
    changed.raise();
    lost.raise();
    paused.raise();
}

}  // namespace headstock::client
