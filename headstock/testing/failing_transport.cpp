// SPDX-License-Identifier: MIT
#include "headstock/testing/failing_transport.hpp"

#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/system_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <cassert>
#include <utility>

#include "headstock/network/failure.hpp"

namespace headstock::testing {
namespace {

/// What the transport shares with the operations that wait in it, and may outlive it.
struct Line {
    Line(const asio::any_io_executor& executor, std::unique_ptr<network::Transport> within, Faults what)
        : inner(std::move(within)), faults(std::move(what)), silence(executor, asio::steady_timer::time_point::max()) {}

    /// How many of `wanted` bytes may pass now; 0: the fault is due.
    [[nodiscard]] std::size_t allowed(const std::optional<Fault>& fault, std::size_t passed, std::size_t wanted) const {
        if (faults.piece > 0) wanted = std::min(wanted, faults.piece);
        return fault ? std::min(wanted, fault->after - std::min(passed, fault->after)) : wanted;
    }
    void close() {
        closed = true;
        inner->close();
        silence.cancel();
    }

    std::unique_ptr<network::Transport> inner;
    Faults faults;
    asio::steady_timer silence;
    std::size_t read = 0;
    std::size_t written = 0;
    bool closed = false;
};

asio::awaitable<void> wait_for_ever(std::shared_ptr<Line> line) {
    asio::error_code ignored;
    try {
        co_await line->silence.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    } catch (const asio::system_error&) {
        ignored = asio::error::operation_aborted;  // cancelled before it began to wait
    }
    throw Failure(std::make_error_code(std::errc::operation_canceled));
}

asio::awaitable<std::size_t> read_from(std::shared_ptr<Line> line, std::span<char> into) {
    const std::size_t count = line->allowed(line->faults.reading, line->read, into.size());
    if (line->closed || count > 0) {
        const std::size_t got = co_await line->inner->read(into.first(std::max<std::size_t>(count, 1)));
        line->read += got;
        co_return got;
    }
    const Fault::Kind kind = line->faults.reading->kind;
    if (kind == Fault::Kind::end) co_return 0;
    if (kind == Fault::Kind::silence) co_await wait_for_ever(line);
    throw Failure(line->faults.error);
}

asio::awaitable<void> write_to(std::shared_ptr<Line> line, std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t count = line->allowed(line->faults.writing, line->written, bytes.size());
        if (count == 0) break;
        co_await line->inner->write(bytes.substr(0, count));
        line->written += count;
        bytes.remove_prefix(count);
    }
    const bool cut = !bytes.empty() && line->faults.writing->kind == Fault::Kind::end;
    if (cut) line->close();
    if (cut) throw Failure(network::Errc::closed, "an end that was ordered");
    if (!bytes.empty() && line->faults.writing->kind == Fault::Kind::failure) throw Failure(line->faults.error);
}

}  // namespace

struct FailingTransport::State {
    std::shared_ptr<Line> line;
};

FailingTransport::FailingTransport(asio::any_io_executor executor, std::unique_ptr<network::Transport> inner,
                                   Faults faults)
    : state_(std::make_unique<State>()) {
    state_->line = std::make_shared<Line>(executor, std::move(inner), std::move(faults));
}

FailingTransport::~FailingTransport() { state_->line->close(); }

asio::awaitable<std::size_t> FailingTransport::read(std::span<char> into) {
    assert(!into.empty());
    return read_from(state_->line, into);
}

asio::awaitable<void> FailingTransport::write(std::string_view bytes) { return write_to(state_->line, bytes); }
void FailingTransport::close() { state_->line->close(); }
std::string FailingTransport::peer() const { return state_->line->inner->peer(); }
std::size_t FailingTransport::bytes_read() const { return state_->line->read; }
std::size_t FailingTransport::bytes_written() const { return state_->line->written; }

}  // namespace headstock::testing
