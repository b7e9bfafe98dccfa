// SPDX-License-Identifier: MIT
#include "headstock/network/tcp.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <string>

#include "headstock/network/errc.hpp"
#include "headstock/network/race.hpp"
#include "headstock/network/test_support.hpp"
#include "headstock/network/timeout.hpp"

namespace headstock::network {
namespace {

using namespace test;

asio::awaitable<std::string> read_some(Transport& from, std::size_t at_most = 4096) {
    std::string buffer(at_most, '\0');
    const std::size_t count = co_await from.read(buffer);
    buffer.resize(count);
    co_return buffer;
}

asio::awaitable<std::string> read_to_end(Transport& from, std::size_t step) {
    std::string all;
    for (;;) {
        const std::string part = co_await read_some(from, step);
        if (part.empty()) co_return all;
        all += part;
    }
}

asio::awaitable<void> echo(Transport& with, std::size_t step) {
    for (;;) {
        const std::string heard = co_await read_some(with, step);
        if (heard.empty()) co_return;
        co_await with.write(heard);
    }
}

asio::awaitable<std::string> ask(Transport& server, std::string question, std::size_t step) {
    co_await server.write(question);
    std::string answer;
    while (answer.size() < question.size()) answer += co_await read_some(server, step);
    co_return answer;
}

asio::awaitable<void> write_for_ever(Transport& to) {
    const std::string much(1 << 20, 'x');
    for (;;) co_await to.write(much);
}

// Descriptors of sockets that this process has open; with `inherited`, those that a child would get.
std::size_t open_sockets(bool inherited = false) {
    std::size_t count = 0;
    for (int number = 0; number < 256; ++number) {
        int type = 0;
        socklen_t size = sizeof type;
        if (::getsockopt(number, SOL_SOCKET, SO_TYPE, &type, &size) != 0) continue;
        if (!inherited || (::fcntl(number, F_GETFD) & FD_CLOEXEC) == 0) ++count;
    }
    return count;
}

int option_of_newest_socket(int level, int option) {
    int value = -1;
    for (int number = 0; number < 256; ++number) {
        int found = 0;
        socklen_t size = sizeof found;
        if (::getsockopt(number, level, option, &found, &size) == 0) value = found;
    }
    return value;
}

class Tcp : public ::testing::Test {
protected:
    [[nodiscard]] Endpoint server() const { return Endpoint{"127.0.0.1", listener.port()}; }
    [[nodiscard]] Endpoint named(std::uint16_t port) const { return Endpoint{"localhost", port}; }

    void connect() {
        auto accepting = start(io, listener.accept());
        near = run(io, connect_tcp(server(), ample));
        far = accepting.value();
    }

    asio::io_context io;
    TcpListener listener{io.get_executor(), Endpoint{"127.0.0.1", 0}};
    std::unique_ptr<Transport> near;
    std::unique_ptr<Transport> far;
};

TEST_F(Tcp, bytes_come_back_whole_and_one_by_one) {
    std::string question;
    for (int i = 0; i < 3000; ++i) question += static_cast<char>(i);
    for (const std::size_t step : {std::size_t{1}, std::size_t{4096}}) {
        connect();
        auto echoing = start(io, echo(*far, step));
        EXPECT_EQ(run(io, ask(*near, question, step)), question);
        near->close();
        EXPECT_TRUE(echoing.value());
    }
}

TEST_F(Tcp, each_end_knows_the_other) {
    connect();
    EXPECT_EQ(near->peer(), "127.0.0.1:" + std::to_string(listener.port()));
    EXPECT_TRUE(far->peer().starts_with("127.0.0.1:"));
    EXPECT_NE(far->peer(), near->peer());
}

TEST_F(Tcp, sockets_are_not_inherited_do_not_delay_and_give_up_after_30_seconds) {
    const std::size_t inherited = open_sockets(true);
    connect();
    EXPECT_EQ(open_sockets(true), inherited);
    EXPECT_EQ(option_of_newest_socket(IPPROTO_TCP, TCP_NODELAY), 1);
    EXPECT_EQ(option_of_newest_socket(IPPROTO_TCP, TCP_USER_TIMEOUT), 30'000);
}

TEST_F(Tcp, a_refused_port_is_named_with_each_address) {
    const Endpoint nobody = named(refused_port(io));
    const Error error = error_of(io, connect_tcp(nobody, ample));
    EXPECT_EQ(error.code, Errc::connection_refused);
    EXPECT_NE(error.text.find(show(nobody)), std::string::npos) << error.text;
    EXPECT_NE(error.text.find("127.0.0.1: Connection refused"), std::string::npos) << error.text;
    EXPECT_NE(error.text.find("::1: "), std::string::npos) << error.text;
}

TEST_F(Tcp, a_host_that_does_not_exist_is_named) {
    const Error error = error_of(io, connect_tcp(Endpoint{"no host", 5222}, ample));
    EXPECT_EQ(error.code, Errc::bad_host_name);
    EXPECT_NE(error.text.find("no host:5222"), std::string::npos) << error.text;
}

TEST_F(Tcp, an_address_without_a_route_is_unreachable) {
    const Error error = error_of(io, connect_tcp(Endpoint{"255.255.255.255", 1}, ample));
    EXPECT_EQ(error.code, Errc::unreachable) << error.message();
}

TEST_F(Tcp, a_silent_port_times_out) {
    const SilentPort silent(io, "127.0.0.1");
    const Error error = error_of(io, connect_tcp(Endpoint{"127.0.0.1", silent.port()}, 60ms));
    EXPECT_EQ(error.code, Errc::connect_timeout);
    EXPECT_NE(error.text.find("127.0.0.1: no answer"), std::string::npos) << error.text;
}

TEST_F(Tcp, the_second_address_is_tried_while_the_first_is_silent) {
    const std::string first = other_loopback(io);
    const SilentPort silent(io, first, listener.port());
    Race race(io.get_executor(), {asio::ip::make_address(first), asio::ip::make_address("127.0.0.1")}, listener.port());
    const auto before = std::chrono::steady_clock::now();
    const auto socket = run(io, race.run(before + ample));
    const auto took = std::chrono::steady_clock::now() - before;
    EXPECT_EQ(socket.remote_endpoint().address().to_string(), "127.0.0.1");
    EXPECT_GE(took, 240ms);
    EXPECT_LT(took, ample / 3);
}

TEST_F(Tcp, the_second_address_is_tried_at_once_when_the_first_refuses) {
    const std::string first = other_loopback(io);
    Duration quickest = 1h;  // of several, as this machine may be busy with other things
    for (int i = 0; i < 5 && quickest > 200ms; ++i) {
        Race race(io.get_executor(), {asio::ip::make_address(first), asio::ip::make_address("127.0.0.1")},
                  listener.port());
        const auto before = std::chrono::steady_clock::now();
        const auto socket = run(io, race.run(before + ample));
        quickest = std::min(quickest, std::chrono::steady_clock::now() - before);
        EXPECT_EQ(socket.remote_endpoint().address().to_string(), "127.0.0.1");
    }
    EXPECT_LT(quickest, 200ms);
}

TEST_F(Tcp, reads_the_end_when_the_peer_closes) {
    connect();
    run(io, far->write("bye"));
    far->close();
    EXPECT_EQ(run(io, read_to_end(*near, 2)), "bye");
    EXPECT_EQ(run(io, read_some(*near)), "");
}

TEST_F(Tcp, writing_to_a_peer_that_has_gone_fails_without_a_signal) {
    connect();
    far.reset();
    EXPECT_EQ(error_of(io, write_for_ever(*near)).code, Errc::closed);
    EXPECT_EQ(error_of(io, near->write("again")).code, Errc::closed);
}

TEST_F(Tcp, a_write_waits_for_a_peer_that_does_not_read) {
    connect();
    const std::string much(16 << 20, 'x');
    auto writing = start(io, near->write(much));
    let_run(io, 50ms);
    EXPECT_FALSE(writing.done());
    auto reading = start(io, read_to_end(*far, 1 << 16));
    EXPECT_TRUE(writing.value());
    near->close();
    EXPECT_EQ(reading.value().size(), much.size());
}

TEST_F(Tcp, closing_cancels_what_waits) {
    connect();
    auto reading = start(io, read_some(*near));
    auto writing = start(io, write_for_ever(*near));
    let_run(io);
    EXPECT_FALSE(reading.done() || writing.done());
    near->close();
    near->close();
    EXPECT_EQ(reading.error().code, canceled);
    EXPECT_EQ(writing.error().code, canceled);
    EXPECT_EQ(error_of(io, read_some(*near)).code, Errc::closed);
    EXPECT_EQ(error_of(io, near->write("x")).code, Errc::closed);
}

TEST_F(Tcp, one_that_goes_cancels_what_waits) {
    connect();
    const std::string much(16 << 20, 'x');
    auto reading = start(io, read_some(*near));
    auto writing = start(io, near->write(much));
    let_run(io);
    EXPECT_FALSE(reading.done() || writing.done());
    near.reset();
    EXPECT_EQ(reading.error().code, canceled);
    EXPECT_EQ(writing.error().code, canceled);
}

// The kernel has taken a part, and the rest is still to be sent, when the transport goes.
TEST_F(Tcp, one_that_goes_between_two_parts_of_a_write_cancels_it) {
    const std::string much(16 << 20, 'x');
    for (int turns = 2; turns < 22; ++turns) {  // in the first two both begin
        connect();
        auto writing = start(io, near->write(much));
        auto reading = start(io, read_to_end(*far, 1 << 16));
        io.restart();
        for (int i = 0; i < turns; ++i) io.poll_one();
        EXPECT_FALSE(writing.done());
        turns % 2 == 0 ? near.reset() : near->close();
        EXPECT_EQ(writing.error().code, canceled);
        reading.wait();
    }
}

TEST_F(Tcp, a_cancelled_read_loses_nothing) {
    connect();
    EXPECT_EQ(error_when_cancelled(io, read_some(*near)).code, canceled);
    run(io, far->write("still"));
    EXPECT_EQ(run(io, read_some(*near)), "still");
}

TEST_F(Tcp, a_write_can_be_cancelled) {
    connect();
    EXPECT_EQ(error_when_cancelled(io, write_for_ever(*near)).code, canceled);
}

TEST_F(Tcp, accept_can_be_cancelled_and_called_again) {
    EXPECT_EQ(error_when_cancelled(io, listener.accept()).code, canceled);
    connect();
    EXPECT_NE(far, nullptr);
}

TEST_F(Tcp, closing_the_listener_cancels_accept_and_refuses) {
    auto accepting = start(io, listener.accept());
    let_run(io);
    listener.close();
    EXPECT_EQ(accepting.error().code, canceled);
    EXPECT_EQ(error_of(io, listener.accept()).code, Errc::closed);
    EXPECT_EQ(error_of(io, connect_tcp(server(), ample)).code, Errc::connection_refused);
}

TEST_F(Tcp, a_listener_that_goes_cancels_accept) {
    auto other = std::make_unique<TcpListener>(io.get_executor(), Endpoint{"localhost", 0});
    auto accepting = start(io, other->accept());
    let_run(io);
    other.reset();
    EXPECT_EQ(accepting.error().code, canceled);
}

TEST_F(Tcp, connecting_can_be_cancelled_and_leaves_no_socket) {
    const SilentPort silent(io, "127.0.0.1");
    const std::size_t before = open_sockets();
    EXPECT_EQ(error_when_cancelled(io, connect_tcp(Endpoint{"127.0.0.1", silent.port()}, 1h)).code, canceled);
    EXPECT_EQ(open_sockets(), before);
}

TEST_F(Tcp, each_phase_obeys_with_timeout) {
    const auto timed_out = std::make_error_code(std::errc::timed_out);
    const SilentPort silent(io, "127.0.0.1");
    const Endpoint nowhere{"127.0.0.1", silent.port()};
    EXPECT_EQ(error_of(io, with_timeout(connect_tcp(nowhere, 1h), 20ms)).code, timed_out);
    EXPECT_EQ(error_of(io, with_timeout(listener.accept(), 20ms)).code, timed_out);
    connect();
    EXPECT_EQ(error_of(io, with_timeout(read_some(*near), 20ms)).code, timed_out);
    EXPECT_EQ(error_of(io, with_timeout(write_for_ever(*near), 20ms)).code, timed_out);
}

TEST_F(Tcp, every_phase_may_be_abandoned_with_the_loop) {
    const std::size_t before = open_sockets();
    {
        asio::io_context loop;
        const SilentPort silent(loop, "127.0.0.1");
        TcpListener other(loop.get_executor(), Endpoint{"127.0.0.1", 0});
        const Endpoint there{"127.0.0.1", other.port()};
        auto accepting = start(loop, other.accept());
        const auto transport = run(loop, connect_tcp(there, ample));
        const auto accepted = accepting.value();
        auto again = start(loop, other.accept());
        auto connecting = start(loop, connect_tcp(Endpoint{"127.0.0.1", silent.port()}, 1h));
        auto reading = start(loop, read_some(*transport));
        let_run(loop);
        EXPECT_FALSE(again.done() || connecting.done() || reading.done());
    }
    EXPECT_EQ(open_sockets(), before);
}

TEST(TcpListener, says_why_it_cannot_listen) {
    asio::io_context io;
    const TcpListener first(io.get_executor(), Endpoint{"127.0.0.1", 0});
    const auto listen_at = [&](std::string host) {
        try {
            const TcpListener second(io.get_executor(), Endpoint{std::move(host), first.port()});
        } catch (const Failure& failure) {
            return failure.code();
        }
        return std::error_code();
    };
    EXPECT_EQ(listen_at("127.0.0.1"), std::make_error_code(std::errc::address_in_use));
    EXPECT_EQ(listen_at("example.org"), Errc::bad_host_name);
}

TEST(Endpoint, is_shown_with_its_port) {
    EXPECT_EQ(show(Endpoint{"example.org", 5222}), "example.org:5222");
    EXPECT_EQ(show(Endpoint{"::1", 5222}), "[::1]:5222");
    EXPECT_EQ(show(Endpoint{"[::1]", 5222}), "[::1]:5222");
}

std::vector<std::string> interleaved(const std::vector<std::string>& texts) {
    std::vector<asio::ip::address> addresses;
    for (const std::string& text : texts) addresses.push_back(asio::ip::make_address(text));
    std::vector<std::string> mixed;
    for (const asio::ip::address& address : interleave(addresses)) mixed.push_back(address.to_string());
    return mixed;
}

TEST(Interleave, families_take_turns) {
    using List = std::vector<std::string>;
    EXPECT_EQ(interleaved({"::1", "::2", "::3", "1.0.0.1"}), (List{"::1", "1.0.0.1", "::2", "::3"}));
    EXPECT_EQ(interleaved({"1.0.0.1", "1.0.0.2", "::1"}), (List{"1.0.0.1", "::1", "1.0.0.2"}));
    EXPECT_EQ(interleaved({"::2"}), (List{"::2"}));
    EXPECT_EQ(interleaved({}), List{});
    EXPECT_EQ(interleaved(List(100, "::1")).size(), 16U);
}

}  // namespace
}  // namespace headstock::network
