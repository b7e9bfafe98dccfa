// SPDX-License-Identifier: MIT
#include "headstock/client/engine.hpp"

#include <asio/co_spawn.hpp>

#include <array>
#include <string>
#include <utility>

#include "headstock/network/uri.hpp"

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
}

/// Whom to believe is read once.
Result<void> Client::Engine::trust() {
    if (options.context) return {};
    auto context = wire::TlsContext::client(options.trust);
    if (!context) return std::unexpected(std::move(context.error()));
    options.context = std::move(*context);
    return {};
}

/// The place that the server wants a lost session to come back to (XEP-0198 §5) comes first, encrypted as it was
/// before. It is no more than a host to connect to: the certificate must name the account's domain all the same.
asio::awaitable<std::vector<network::Target>> Client::Engine::targets() {
    std::vector<network::Target> all;
    std::optional<network::Target> place = location_of(stream.resume_location());
    std::exception_ptr failed;
    try {
        all = co_await usual_targets();
    } catch (const Failure&) {
        failed = std::current_exception();
    }
    if (place) {
        place->direct_tls = chosen == Tls::direct;
        all.insert(all.begin(), std::move(*place));
    }
    if (all.empty() && failed) std::rethrow_exception(failed);
    co_return all;
}

asio::awaitable<std::vector<network::Target>> Client::Engine::usual_targets() {
    std::vector<network::Target> all;
    if (!options.websocket.empty()) {
        all.push_back(socket_target());
        co_return all;
    }
    if (!options.host.empty()) {
        network::Target given;
        given.host = options.host;
        given.port = options.port;
        given.direct_tls = options.tls == Tls::direct;
        all.push_back(std::move(given));
        co_return all;
    }
    all = co_await resolver.targets(stream.address().ascii_domain());
    if (options.tls)
        std::erase_if(all, [this](const auto& target) { return target.direct_tls != (options.tls == Tls::direct); });
    if (all.empty()) throw Failure(network::Errc::service_not_offered, "the domain offers no such encryption");
    co_return all;
}

/// Where the WebSocket is. In plain text only where everything is.
network::Target Client::Engine::socket_target() {
    Result<network::Uri> uri = network::parse_uri(options.websocket);
    if (!uri) throw Failure(std::move(uri.error()));
    const bool plain = uri->scheme == "ws" && options.tls == Tls::off;
    if (!plain && uri->scheme != "wss")
        throw Failure(network::Errc::bad_uri, "a WebSocket's begins with wss://, or ws:// where TLS is off");
    const std::uint16_t usual = plain ? 80 : 443;
    network::Target target;
    target.host = uri->host;
    target.port = uri->port.value_or(usual);
    target.direct_tls = !plain;
    const std::string name = uri->host.contains(':') ? '[' + uri->host + ']' : uri->host;
    socket.emplace();
    socket->host = target.port == usual ? name : name + ':' + std::to_string(target.port);
    socket->path = uri->path;
    return target;
}

/// Reaches the server: the transport stands.
asio::awaitable<void> Client::Engine::dial() {
    if (Result<void> trusted = trust(); !trusted) throw Failure(std::move(trusted.error()));
    std::vector<network::Target> all = co_await targets();
    network::Connected reached =
        co_await network::connect_any(resolver, std::move(all), options.connect_limit, options.proxy);
    chosen = reached.target.direct_tls ? Tls::direct : options.tls.value_or(Tls::starttls);
    transport = std::move(reached.transport);
}

/// Begins to talk over the transport: three loops move the bytes until the stream has ended.
Result<void> Client::Engine::begin() {
    written = false;
    was_ready = false;
    thrown = nullptr;
    if (inbox) inbox->end(std::nullopt);
    if (socket) connection.emplace(stream, *options.context, *chosen, *socket);
    else connection.emplace(stream, *options.context, *chosen);
    if (Result<void> begun = connection->start(); !begun) return begun;
    spawn(&Engine::read_all);
    spawn(&Engine::write_all);
    spawn(&Engine::watch);
    return {};
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
            while (inbox && inbox->full() && !connection->finished()) co_await readable.wait();
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
            if (!bytes.empty()) co_await transport->write(bytes);
            else if (connection->finished()) break;
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
