// SPDX-License-Identifier: MIT
#include "headstock/network/loopback.hpp"

#include <algorithm>
#include <cassert>
#include <string>

#include "headstock/network/errc.hpp"
#include "headstock/network/translate.hpp"
#include "headstock/network/wakeup.hpp"

namespace headstock::network {
namespace {

// One direction. Both ends hold it, and so does each operation that waits in it.
struct Pipe {
    Pipe(const asio::any_io_executor& executor, std::size_t limit)
        : capacity(limit), readable(executor), writable(executor) {}

    [[nodiscard]] std::size_t filled() const { return bytes.size() - taken; }
    std::size_t take(std::span<char> into);
    std::size_t put(std::string_view from);
    void end(bool& side);

    const std::size_t capacity;
    Wakeup readable;
    Wakeup writable;
    std::string bytes;
    std::size_t taken = 0;
    bool reader_gone = false;
    bool writer_gone = false;
};

std::size_t Pipe::take(std::span<char> into) {
    const std::size_t count = std::min(into.size(), filled());
    std::copy_n(bytes.data() + taken, count, into.data());
    taken += count;
    if (filled() == 0) {
        std::string().swap(bytes);  // an idle pair holds no buffer
        taken = 0;
    }
    writable.raise();
    return count;
}

std::size_t Pipe::put(std::string_view from) {
    const std::size_t count = std::min(from.size(), capacity - filled());
    bytes.erase(0, taken);
    taken = 0;
    bytes.append(from.substr(0, count));
    readable.raise();
    return count;
}

void Pipe::end(bool& side) {
    side = true;
    readable.raise();
    writable.raise();
}

asio::awaitable<std::size_t> read_from(std::shared_ptr<Pipe> pipe, std::span<char> into) {
    if (pipe->reader_gone) throw Failure(Errc::closed);
    while (pipe->filled() == 0 && !pipe->writer_gone) {
        co_await pipe->readable.wait();
        if (pipe->reader_gone) throw cancelled();
    }
    co_return pipe->take(into);
}

asio::awaitable<void> write_to(std::shared_ptr<Pipe> pipe, std::string_view from) {
    if (pipe->writer_gone) throw Failure(Errc::closed);
    for (;;) {
        if (pipe->reader_gone) throw Failure(Errc::closed, "the peer has closed");
        from.remove_prefix(pipe->put(from));
        if (from.empty()) co_return;
        co_await pipe->writable.wait();
        if (pipe->writer_gone) throw cancelled();
    }
}

class Loopback final : public Transport {
public:
    Loopback(std::shared_ptr<Pipe> in, std::shared_ptr<Pipe> out) : in_(std::move(in)), out_(std::move(out)) {}
    ~Loopback() override { end(); }

    asio::awaitable<std::size_t> read(std::span<char> into) override {
        assert(!into.empty());
        return read_from(in_, into);
    }
    asio::awaitable<void> write(std::string_view bytes) override { return write_to(out_, bytes); }
    void close() override { end(); }
    std::string peer() const override { return "loopback"; }

private:
    void end() {
        in_->end(in_->reader_gone);
        out_->end(out_->writer_gone);
    }

    std::shared_ptr<Pipe> in_;
    std::shared_ptr<Pipe> out_;
};

}  // namespace

std::pair<std::unique_ptr<Transport>, std::unique_ptr<Transport>> loopback_pair(asio::any_io_executor executor,
                                                                                std::size_t capacity) {
    assert(capacity > 0);
    auto there = std::make_shared<Pipe>(executor, capacity);
    auto back = std::make_shared<Pipe>(executor, capacity);
    return {std::make_unique<Loopback>(back, there), std::make_unique<Loopback>(there, back)};
}

}  // namespace headstock::network
