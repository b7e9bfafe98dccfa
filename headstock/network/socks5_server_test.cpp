// SPDX-License-Identifier: MIT
#include "headstock/network/socks5_server.hpp"

#include "headstock/network/errc.hpp"
#include "headstock/network/proxy_support.hpp"
#include "headstock/network/socks5.hpp"
#include "headstock/network/test_support.hpp"

namespace headstock::network {
namespace {

using namespace test;
using namespace std::chrono_literals;

const std::string greeting = octets("\x05\x01\x00");
const std::string request = octets("\x05\x01\x00\x03\x04name\x00\x00");

class Socks5Server : public ::testing::TestWithParam<std::size_t> {
protected:
    /// The error that listening to `words` ends in; what was answered is in `said`.
    Error hear(const std::string& words) {
        ScriptedProxy client(words, GetParam());
        const Error wrong = error_of(io, hear_name(client));
        said.clear();
        for (const std::string& answer : client.said) said += answer;
        left = client.left();
        return wrong;
    }
    asio::awaitable<void> hear_name(Transport& client) { name = co_await hear_socks5(client); }

    asio::io_context io;
    std::string name;
    std::string said;
    std::string left;
};
INSTANTIATE_TEST_SUITE_P(Pieces, Socks5Server, ::testing::Values(1, 7, 1'000'000));

TEST_P(Socks5Server, hears_the_name_and_nothing_of_what_comes_behind) {
    EXPECT_FALSE(hear(greeting + request + "bytes").code);
    EXPECT_EQ(name, "name");
    EXPECT_EQ(said, octets("\x05\x00"));
    EXPECT_EQ(left, "bytes");
    EXPECT_FALSE(hear(octets("\x05\x03\x02\x01\x00") + request).code);
}

TEST_P(Socks5Server, answers_with_the_name_as_the_specification_wants) {
    ScriptedProxy client("", GetParam());
    EXPECT_FALSE(error_of(io, answer_socks5(client, "name", true)).code);
    EXPECT_FALSE(error_of(io, answer_socks5(client, "name", false)).code);
    EXPECT_EQ(client.said, (std::vector<std::string>{octets("\x05\x00\x00\x03\x04name\x00\x00"),
                                                     octets("\x05\x02\x00\x03\x04name\x00\x00")}));
}

TEST_P(Socks5Server, refuses_all_else) {
    const std::string refused = octets("\x00\x01\x00\x00\x00\x00\x00\x00");
    EXPECT_EQ(hear(octets("\x05\x01\x02")),
              (Error{std::make_error_code(std::errc::protocol_error), "it wants a login"}));
    EXPECT_EQ(said, octets("\x05\xff"));
    EXPECT_EQ(hear(greeting + octets("\x05\x02\x00\x03\x04name\x00\x00")).text, "it wants something else");
    EXPECT_EQ(said, octets("\x05\x00\x05\x07") + refused);
    EXPECT_EQ(hear(greeting + octets("\x05\x01\x00\x01\x7f\x00\x00\x01\x00\x00")).text, "it wants something else");
    EXPECT_EQ(said, octets("\x05\x00\x05\x08") + refused);
    EXPECT_EQ(hear(greeting + octets("\x05\x01\x00\x03\x04name\x00\x50")).text, "it wants a port");
    EXPECT_EQ(said, octets("\x05\x00\x05\x02") + refused);
    for (const std::string& bad : {octets("GET / HTTP/1.1"), octets("\x04\x01\x00"), octets(""), octets("\x05"),
                                   greeting + octets("\x04\x01\x00\x03"), greeting + request.substr(0, 9)})
        EXPECT_EQ(hear(bad).code, std::errc::protocol_error);
}

class MeetingPlaces : public ::testing::Test {
protected:
    asio::awaitable<std::unique_ptr<Transport>> ask_for(std::string wanted) {
        const Endpoint there{"127.0.0.1", place->port()};
        auto transport = co_await connect_tcp(there, 10s);
        const Endpoint target{std::move(wanted), 0};
        const Proxy proxy;
        co_await open_socks5(*transport, target, proxy);
        co_return transport;
    }
    asio::io_context io;
    std::string order;
    std::optional<MeetingPlace> place{std::in_place, io.get_executor(), Endpoint{"127.0.0.1", 0}, "name"};
};

TEST_F(MeetingPlaces, join_two_peers) {
    const auto meet = [&]() -> asio::awaitable<void> {
        const auto guest = co_await ask_for("name");
        const auto host = co_await place->arrival(10s);
        co_await guest->write("hello");
        std::string heard(5, '\0');
        const std::size_t count = co_await host->read(heard);
        EXPECT_EQ(heard.substr(0, count), "hello");
    };
    EXPECT_EQ(error_of(io, meet()), Error());
}

TEST_F(MeetingPlaces, send_strangers_and_latecomers_away_and_are_not_held_up_by_the_silent) {
    const auto meet = [&]() -> asio::awaitable<void> {
        const Endpoint there{"127.0.0.1", place->port()};
        const auto silent = co_await connect_tcp(there, 10s);
        for (const char* wanted : {"other", "name", "name"}) {
            bool welcome = true;
            try {
                (void)co_await ask_for(wanted);
            } catch (const Failure& failure) {
                EXPECT_EQ(failure.code(), Errc::proxy_refused);
                welcome = false;
            }
            order += welcome ? '+' : '-';
        }
        (void)co_await place->arrival(10s);
    };
    EXPECT_EQ(error_of(io, meet()), Error());
    EXPECT_EQ(order, "-+-");
}

TEST_F(MeetingPlaces, wait_only_so_long) {
    const auto wait = [&]() -> asio::awaitable<void> { (void)co_await place->arrival(10ms); };
    EXPECT_EQ(error_of(io, wait()).code, std::errc::timed_out);
}

TEST_F(MeetingPlaces, leave_nobody_waiting_when_they_close) {
    const auto leave = [&]() -> asio::awaitable<void> {
        const Endpoint there{"127.0.0.1", place->port()};
        const auto silent = co_await connect_tcp(there, 10s);
        co_await silent->write("\x05");
        try {
            (void)co_await place->arrival(10ms);
        } catch (const Failure&) {
        }
        place.reset();
        std::string heard(1, '\0');
        const std::size_t count = co_await silent->read(heard);
        EXPECT_EQ(count, 0U);
    };
    EXPECT_EQ(error_of(io, leave()), Error());
}

}  // namespace
}  // namespace headstock::network
