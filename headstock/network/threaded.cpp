// SPDX-License-Identifier: MIT
#include "headstock/network/threaded.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <algorithm>
#include <cassert>
#include <exception>
#include <thread>
#include <utility>

#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/network/timeout.hpp"
#include "headstock/network/wakeup.hpp"

namespace headstock::network {
namespace {

constexpr std::size_t piece = 16384;  // read at a time

Error error_of(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const Failure& failure) {
        return failure.error();
    } catch (const std::system_error& failure) {
        return {failure.code(), failure.what()};
    } catch (const std::exception& failure) {
        return {make_error_code(Errc::closed), failure.what()};
    }
}

}  // namespace

/// The thread and what it works on. What has no lock belongs to whoever runs `io`: first to the thread that connects,
/// then to the one that moves.
struct Threaded::Mover {
    Mover(std::string to_host, std::uint16_t to_port, ThreadedOptions with)
        : host(std::move(to_host)), port(to_port), options(std::move(with)) {}

    asio::awaitable<void> dial();
    asio::awaitable<void> read_all();
    asio::awaitable<void> write_all();
    asio::awaitable<void> linger();
    void spawn(asio::awaitable<void> work);
    void end(Error why);
    void leave();
    [[nodiscard]] bool has_ended() const {
        const std::scoped_lock lock(mutex);
        return over.has_value();
    }
    [[nodiscard]] std::optional<std::string> next_outgoing();

    const std::string host;
    const std::uint16_t port;
    const ThreadedOptions options;

    asio::io_context io{1};
    Wakeup room{io.get_executor()};
    Wakeup more{io.get_executor()};
    Wakeup ended{io.get_executor()};
    asio::cancellation_signal dialling;
    std::unique_ptr<Transport> transport;
    ByteQueue incoming{options.incoming, [this] { asio::post(io, [this] { room.raise(); }); }};
    std::thread thread;

    mutable std::mutex mutex;  // of what follows
    std::condition_variable sent;
    std::string outgoing;
    std::string peer;
    std::optional<Error> over = Error{make_error_code(Errc::closed), "not connected"};
    bool leaving = false;
};

/// Works until it is done; what it throws ends the connection.
void Threaded::Mover::spawn(asio::awaitable<void> work) {
    asio::co_spawn(io, std::move(work), [this](const std::exception_ptr& thrown) {
        if (thrown) end(error_of(thrown));
    });
}

void Threaded::Mover::end(Error why) {
    transport->close();
    incoming.close(why);
    const std::scoped_lock lock(mutex);
    if (!over) over = std::move(why);
    outgoing.clear();
    sent.notify_all();
    for (Wakeup* wakeup : {&more, &room, &ended}) wakeup->raise();
}

asio::awaitable<void> Threaded::Mover::dial() {
    Resolver resolver(io.get_executor(), system_random(), options.resolver);
    Endpoint endpoint;
    endpoint.host = host;
    endpoint.port = port;
    if (options.proxy)
        transport = co_await connect_through(resolver, *options.proxy, std::move(endpoint), options.connect_limit);
    else transport = co_await connect_tcp(resolver, std::move(endpoint), options.connect_limit);
}

asio::awaitable<void> Threaded::Mover::read_all() {
    std::string buffer(piece, '\0');
    for (;;) {
        while (!incoming.has_room()) co_await room.wait();
        const std::size_t size = co_await transport->read(buffer);
        if (size == 0) break;
        incoming.put(std::string_view(buffer).substr(0, size));
    }
    end({make_error_code(Errc::closed), "the peer has ended the connection"});
}

/// All that is to leave; nothing where that is over.
std::optional<std::string> Threaded::Mover::next_outgoing() {
    const std::scoped_lock lock(mutex);
    if (over || (leaving && outgoing.empty())) return std::nullopt;
    sent.notify_all();
    return std::exchange(outgoing, {});
}

asio::awaitable<void> Threaded::Mover::write_all() {
    while (const std::optional<std::string> bytes = next_outgoing()) {
        if (bytes->empty()) co_await more.wait();
        else co_await transport->write(*bytes);
    }
    end({make_error_code(Errc::closed), "disconnected"});
}

/// Gives what was sent a while to leave.
asio::awaitable<void> Threaded::Mover::linger() {
    const Instant until = system_clock().now() + options.goodbye_limit;
    while (!has_ended() && system_clock().now() < until) co_await ended.wait(until);
    end({make_error_code(Errc::closed), "disconnected before all that was sent had left"});
}

void Threaded::Mover::leave() {
    dialling.emit(asio::cancellation_type::terminal);
    more.raise();
    if (!has_ended()) spawn(linger());
}

Threaded::Threaded(std::string host, std::uint16_t port, ThreadedOptions options)
    : mover_(std::make_unique<Mover>(std::move(host), port, std::move(options))) {}

Threaded::~Threaded() {
    disconnect();
    join();
}

Result<void> Threaded::connect() {
    Mover& mover = *mover_;
    assert(!mover.thread.joinable() && !connected());
    mover.io.restart();
    mover.io.poll();  // what came too late for the connection before
    mover.io.restart();
    {
        const std::scoped_lock lock(mover.mutex);
        mover.leaving = false;
    }
    mover.incoming.reopen();
    std::exception_ptr thrown;
    asio::co_spawn(mover.io, mover.dial(),
                   asio::bind_cancellation_slot(
                       mover.dialling.slot(), [&thrown](std::exception_ptr failure) { thrown = std::move(failure); }));
    mover.io.run();
    if (thrown) return std::unexpected(error_of(thrown));
    const std::scoped_lock lock(mover.mutex);
    if (mover.leaving) return fail(std::make_error_code(std::errc::operation_canceled));
    mover.over.reset();
    mover.peer = mover.transport->peer();
    return {};
}

void Threaded::start() {
    assert(connected() && !mover_->thread.joinable());
    mover_->io.restart();
    mover_->spawn(mover_->read_all());
    mover_->spawn(mover_->write_all());
    mover_->thread = std::thread([this] { mover_->io.run(); });
}

bool Threaded::connected() const { return !mover_->has_ended(); }

std::string Threaded::peer() const {
    const std::scoped_lock lock(mover_->mutex);
    return mover_->peer;
}

ByteQueue& Threaded::incoming() { return mover_->incoming; }

Result<void> Threaded::send(std::string_view bytes) {
    Mover& mover = *mover_;
    std::unique_lock lock(mover.mutex);
    const bool in_time = mover.sent.wait_for(lock, std::min(mover.options.send_limit, for_ever), [&mover] {
        return mover.over || mover.leaving || mover.outgoing.size() < mover.options.outgoing;
    });
    if (mover.over) return std::unexpected(*mover.over);
    if (mover.leaving) return fail(Errc::closed, "disconnected");
    if (!in_time) return fail(std::make_error_code(std::errc::timed_out), "too much waits to be sent");
    mover.outgoing.append(bytes);
    asio::post(mover.io, [&mover] { mover.more.raise(); });
    return {};
}

void Threaded::disconnect() {
    Mover& mover = *mover_;
    mover.incoming.close({make_error_code(Errc::closed), "disconnected"});
    const std::scoped_lock lock(mover.mutex);
    if (std::exchange(mover.leaving, true)) return;
    mover.sent.notify_all();
    asio::post(mover.io, [&mover] { mover.leave(); });
}

void Threaded::join() {
    if (mover_->thread.joinable()) return mover_->thread.join();
    if (connected()) mover_->end({make_error_code(Errc::closed), "disconnected"});  // it was never started
}

}  // namespace headstock::network
