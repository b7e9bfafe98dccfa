// SPDX-License-Identifier: MIT
#include "headstock/testing/failing_transport.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <gtest/gtest.h>

#include <array>
#include <functional>

#include "headstock/network/failure.hpp"
#include "headstock/network/loopback.hpp"
#include "headstock/network/timeout.hpp"

namespace headstock::testing {
namespace {

using Kind = Fault::Kind;

class FailingTransportTest : public ::testing::Test {
protected:
    void make(Faults faults) {
        auto [near, far] = network::loopback_pair(io.get_executor());
        transport = std::make_unique<FailingTransport>(io.get_executor(), std::move(near), std::move(faults));
        peer = std::move(far);
    }
    void run(asio::awaitable<void> work) {
        std::exception_ptr thrown;
        asio::co_spawn(io, std::move(work), [&](std::exception_ptr what) { thrown = std::move(what); });
        io.restart();
        io.run();
        if (thrown) std::rethrow_exception(thrown);
    }
    /// Reads once from a transport, and keeps what came or what was thrown.
    asio::awaitable<void> read_into(network::Transport& from) {
        std::array<char, 100> buffer{};
        try {
            const std::size_t count = co_await from.read(buffer);
            got.assign(buffer.data(), count);
        } catch (const Failure& failure) {
            got = "!";
            wrong = failure.code();
        }
    }
    asio::awaitable<void> write_to(network::Transport& to, std::string bytes) {
        try {
            co_await to.write(bytes);
        } catch (const Failure& failure) {
            wrong = failure.code();
        }
    }
    std::string read(network::Transport& from) {
        run(read_into(from));
        return got;
    }
    void write(network::Transport& to, std::string bytes) { run(write_to(to, std::move(bytes))); }

    asio::io_context io;
    std::unique_ptr<FailingTransport> transport;
    std::unique_ptr<network::Transport> peer;
    std::string got;
    std::error_code wrong;
};

TEST_F(FailingTransportTest, does_nothing_without_a_fault) {
    make({});
    write(*peer, "abc");
    EXPECT_EQ(read(*transport), "abc");
    write(*transport, "def");
    EXPECT_EQ(read(*peer), "def");
    EXPECT_EQ(transport->bytes_read(), 3U);
    EXPECT_EQ(transport->bytes_written(), 3U);
    EXPECT_EQ(transport->peer(), "loopback");
}

TEST_F(FailingTransportTest, gives_pieces_of_the_size_that_was_ordered) {
    make({.piece = 2});
    write(*peer, "abc");
    EXPECT_EQ(read(*transport), "ab");
    EXPECT_EQ(read(*transport), "c");
    write(*transport, "defgh");
    EXPECT_EQ(read(*peer), "defgh");
}

TEST_F(FailingTransportTest, fails_to_read_after_so_many_bytes_and_ever_after) {
    make({.reading = Fault{Kind::failure, 2}});
    write(*peer, "abc");
    EXPECT_EQ(read(*transport), "ab");
    EXPECT_EQ(read(*transport), "!");
    EXPECT_EQ(wrong, network::Errc::closed);
    EXPECT_EQ(read(*transport), "!");
}

TEST_F(FailingTransportTest, ends_what_is_read_after_so_many_bytes) {
    make({.reading = Fault{Kind::end, 1}});
    write(*peer, "abc");
    EXPECT_EQ(read(*transport), "a");
    EXPECT_EQ(read(*transport), "");
    EXPECT_FALSE(wrong);
}

TEST_F(FailingTransportTest, hears_nothing_any_more_until_it_is_closed) {
    make({.reading = Fault{Kind::silence, 0}});
    write(*peer, "abc");
    asio::co_spawn(io, read_into(*transport), asio::detached);
    io.restart();
    io.poll();
    EXPECT_EQ(got, "");
    transport->close();
    io.run();
    EXPECT_EQ(wrong, std::errc::operation_canceled);
    EXPECT_EQ(read(*transport), "!");
    EXPECT_EQ(wrong, network::Errc::closed);
}

TEST_F(FailingTransportTest, may_be_destroyed_and_cancelled_while_it_is_silent) {
    make({.reading = Fault{Kind::silence, 0}});
    asio::co_spawn(io, read_into(*transport), asio::detached);
    io.poll();
    transport.reset();
    io.run();
    EXPECT_EQ(wrong, std::errc::operation_canceled);
    make({.reading = Fault{Kind::silence, 0}});
    std::array<char, 10> buffer{};
    const auto patient = [&]() -> asio::awaitable<void> {
        (void)co_await network::with_timeout(transport->read(buffer), std::chrono::milliseconds(1));
    };
    try {
        run(patient());
        ADD_FAILURE() << "it was not silent";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.code(), std::errc::timed_out);
    }
}

TEST_F(FailingTransportTest, fails_to_write_after_so_many_bytes) {
    make({.writing = Fault{Kind::failure, 2}, .error = {std::make_error_code(std::errc::broken_pipe), {}}});
    write(*transport, "abc");
    EXPECT_EQ(wrong, std::errc::broken_pipe);
    EXPECT_EQ(read(*peer), "ab");
}

TEST_F(FailingTransportTest, cuts_off_what_is_written_after_so_many_bytes) {
    make({.writing = Fault{Kind::end, 2}});
    write(*transport, "abc");
    EXPECT_EQ(wrong, network::Errc::closed);
    EXPECT_EQ(read(*peer), "ab");
    EXPECT_EQ(read(*peer), "") << "the peer sees the end";
}

TEST_F(FailingTransportTest, loses_what_is_written_after_so_many_bytes_and_says_nothing) {
    make({.writing = Fault{Kind::silence, 2}});
    write(*transport, "abc");
    write(*transport, "def");
    EXPECT_FALSE(wrong);
    EXPECT_EQ(transport->bytes_written(), 2U);
    EXPECT_EQ(read(*peer), "ab");
}

}  // namespace
}  // namespace headstock::testing
