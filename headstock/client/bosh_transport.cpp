// SPDX-License-Identifier: MIT
#include "headstock/client/bosh_transport.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <utility>

#include "headstock/network/alarm.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/wakeup.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::client {
namespace {

constexpr std::chrono::seconds grace(30);  // for an answer to come, after the server may hold it back no longer

/// Whether the same request would fare no better: who answers is not to be trusted, or says too much.
bool is_final(const Error& why) {
    return why.code.category() == wire::category() || why.code == network::Errc::too_large;
}

/// What the transport and each operation that waits in it hold, so that the transport may go meanwhile.
struct Link {
    Link(const asio::any_io_executor& executor, std::unique_ptr<network::HttpsPosts> by, const BoshOptions& options,
         const Clock& clock, Random& random)
        : session(options, clock, random),
          limit(options.wait + grace),
          alarm(executor, [this] { pump(); }),
          readable(executor),
          writable(executor),
          posts(std::move(by)) {}

    /// Makes the requests that are to be made now.
    void pump() {
        try {
            while (!closed && !failure) {
                const std::optional<Bosh::Request> request = session.next();
                if (!request) break;
                posts->post(request->body, bosh_content_type, limit,
                            [this, id = request->id](Result<network::HttpsAnswer> answer) { take(id, answer); });
            }
        } catch (const Failure& wrong) {
            failure = wrong.error();
        }
        alarm.set(closed || failure ? Instant::max() : session.deadline().value_or(Instant::max()));
        readable.raise();
        writable.raise();
    }

    void take(std::uint64_t id, const Result<network::HttpsAnswer>& answer) {
        Result<void> taken;
        if (answer) taken = session.answered(id, answer->status, answer->body);
        else if (is_final(answer.error())) taken = std::unexpected(answer.error());
        else taken = session.failed(id, answer.error());
        if (!taken) failure = std::move(taken.error());
        pump();
    }

    std::size_t read(std::span<char> into) {
        if (unread.empty() && session.waiting() > 0) {
            bytes = session.take_input();
            unread = bytes;
            pump();  // it may have waited for room
        }
        const std::size_t size = std::min(into.size(), unread.size());
        std::copy_n(unread.begin(), size, into.begin());
        unread.remove_prefix(size);
        return size;
    }

    void close() {
        closed = true;
        posts.reset();
        pump();
    }

    Bosh session;
    Duration limit;
    network::Alarm alarm;
    network::Wakeup readable;
    network::Wakeup writable;
    std::string bytes;
    std::string_view unread;
    std::optional<Error> failure;
    bool closed = false;
    std::unique_ptr<network::HttpsPosts> posts;
};

using Hold = std::shared_ptr<Link>;

Failure cancelled() { return Failure(std::make_error_code(std::errc::operation_canceled)); }

asio::awaitable<std::size_t> read_from(Hold link, std::span<char> into) {
    if (link->closed) throw Failure(network::Errc::closed);
    for (;;) {
        if (const std::size_t size = link->read(into)) co_return size;
        if (link->failure) throw Failure(*link->failure);
        if (link->session.over()) co_return 0;
        co_await link->readable.wait();
        if (link->closed) throw cancelled();
    }
}

asio::awaitable<void> write_to(Hold link, std::string_view bytes) {
    if (link->closed) throw Failure(network::Errc::closed);
    if (Result<void> sent = link->session.send(bytes); !sent && !link->failure) link->failure = sent.error();
    link->pump();
    while (!link->failure && !link->session.flushed()) {
        co_await link->writable.wait();
        if (link->closed) throw cancelled();
    }
    if (link->failure) throw Failure(*link->failure);
}

class BoshTransport final : public network::Transport {
public:
    explicit BoshTransport(Hold link) : link_(std::move(link)), peer_(link_->posts->peer()) {}
    ~BoshTransport() override { link_->close(); }

    asio::awaitable<std::size_t> read(std::span<char> into) override {
        assert(!into.empty());
        return read_from(link_, into);
    }
    asio::awaitable<void> write(std::string_view bytes) override { return write_to(link_, bytes); }
    void close() override { link_->close(); }
    [[nodiscard]] std::string peer() const override { return peer_; }

private:
    Hold link_;
    std::string peer_;
};

asio::awaitable<std::unique_ptr<network::Transport>> establish(Hold link) {
    link->pump();
    while (!link->failure && !link->session.established()) co_await link->readable.wait();
    if (link->failure) throw Failure(*link->failure);
    co_return std::make_unique<BoshTransport>(std::move(link));
}

}  // namespace

asio::awaitable<std::unique_ptr<network::Transport>> open_bosh(const asio::any_io_executor& executor,
                                                               std::unique_ptr<network::HttpsPosts> posts,
                                                               BoshOptions options, const Clock& clock,
                                                               Random& random) {
    return establish(std::make_shared<Link>(executor, std::move(posts), options, clock, random));
}

}  // namespace headstock::client
