// SPDX-License-Identifier: MIT
// A client whose server or whose network is another than before, and one that has more to say than there is room for.
#include <algorithm>
#include <vector>

#include "headstock/client/client_test.hpp"
#include "headstock/core/stream_failure.hpp"
#include "headstock/extensions/ping.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::client {
namespace {

using namespace client_test;

/// A server that sends its clients to `port`, so often.
Subscription send_elsewhere(testing::Server& server, std::uint16_t port, int times) {
    return server.tamper(
        [port, left = times](core::Direction direction, const core::Jid&, bridge::Element& element) mutable {
            if (direction == core::Direction::received || element.tag() != "features" || left == 0)
                return testing::Fate::pass;
            if (element.has_child({"mechanisms", "urn:ietf:params:xml:ns:xmpp-sasl"}) && left-- > 0) {
                core::StreamFailure failure;
                failure.condition = core::StreamCondition::see_other_host;
                failure.other_host = "127.0.0.1:" + std::to_string(port);
                element = failure.write();
            }
            return testing::Fate::pass;
        });
}

class ClientsMove : public Clients {
protected:
    testing::Listener other{io.get_executor(), server};
};

TEST_F(ClientsMove, to_where_the_server_sends_them) {
    const auto sending = send_elsewhere(server, other.port(), 1);
    const auto r = romeo();
    EXPECT_FALSE(run(r->connect()));
    EXPECT_EQ(r->peer(), "127.0.0.1:" + std::to_string(other.port()));
}

TEST_F(ClientsMove, no_more_often_than_they_may) {
    const auto sending = send_elsewhere(server, other.port(), 1'000);
    Options twice = options();
    twice.max_redirects = 2;
    int connections = 0;
    const auto counting = server.tamper([&](core::Direction direction, const core::Jid&, bridge::Element& element) {
        if (direction == core::Direction::received && element.tag() == "starttls") ++connections;
        return testing::Fate::pass;
    });
    EXPECT_EQ(run(client("romeo", "wherefore", twice)->connect())->code, core::StreamCondition::see_other_host);
    EXPECT_EQ(connections, 3);
    connections = 0;
    EXPECT_EQ(run(client("romeo", "wherefore", twice)->run())->code, core::StreamCondition::see_other_host);
    EXPECT_EQ(connections, 3);
}

TEST_F(ClientsMove, not_where_nothing_can_be) {
    const auto sending = server.tamper([](core::Direction direction, const core::Jid&, bridge::Element& element) {
        if (direction == core::Direction::sent && element.has_child({"mechanisms", "urn:ietf:params:xml:ns:xmpp-sasl"}))
            element = core::StreamFailure{core::StreamCondition::see_other_host, {}, "host:99999", {}}.write();
        return testing::Fate::pass;
    });
    EXPECT_EQ(run(romeo()->connect())->code, core::StreamCondition::see_other_host);
}

TEST_F(ClientsMove, only_to_who_proves_to_be_the_domain) {
    testing::Server stranger;
    testing::Listener at(io.get_executor(), stranger);
    const auto sending = send_elsewhere(server, at.port(), 1);
    EXPECT_EQ(run(romeo()->connect())->code, wire::Errc::unknown_authority);
    EXPECT_EQ(stranger.sessions(), 0U);
}

TEST_F(ClientsMove, and_try_again_at_once_where_the_network_has_changed) {
    Options patient = options();
    patient.first_retry = patient.last_retry = 1h;
    const auto r = client("romeo", "wherefore", patient);
    server.refuse(true);
    const auto retrying = r->on_retry([&](const Error&, Duration) {
        server.refuse(false);
        asio::co_spawn(io, pause(1ms), [&](std::exception_ptr) { r->network_changed(); });
    });
    const auto ready = r->session().on_ready([&] { asio::co_spawn(io, r->close(), [](std::exception_ptr) {}); });
    EXPECT_FALSE(run(r->run()));
}

TEST_F(ClientsMove, and_ask_whether_the_connection_still_stands) {
    const auto r = romeo();
    EXPECT_FALSE(run(r->connect()));
    int asked = 0;
    const auto seeing = server.tamper([&](core::Direction direction, const core::Jid&, bridge::Element& element) {
        if (direction == core::Direction::received && element.tag() == "r") ++asked;
        return testing::Fate::pass;
    });
    r->network_changed();
    EXPECT_FALSE(run(pause(50ms)));
    EXPECT_EQ(asked, 1);
    EXPECT_FALSE(r->stream().end());
}

asio::awaitable<void> send_many(Client& r, core::Jid to, int first, int count) {
    for (int i = 0; i < count; ++i)
        co_await r.send_when_possible(core::chat(to, std::to_string(first + i) + std::string(500, '.')));
}

asio::awaitable<void> send_more_than_there_is_room_for(Client& r, Client& j, std::vector<int>& heard) {
    co_await r.connect();
    co_await j.connect();
    (void)j.messages();
    int writers = 2;
    const auto executor = co_await asio::this_coro::executor;
    for (const int first : {0, 1'000})
        asio::co_spawn(executor, send_many(r, j.address(), first, 100), [&](std::exception_ptr wrong) {
            EXPECT_FALSE(wrong);
            --writers;
        });
    for (int i = 0; i < 200; ++i) heard.push_back(std::stoi(std::string((co_await j.messages().next()).body())));
    EXPECT_EQ(writers, 0);
}

TEST_F(ClientsMove, and_wait_for_room_to_send_in) {
    Options small = options();
    small.stream.max_output = 4'096;
    small.stream.max_unacked = 7;
    const auto r = client("romeo", "wherefore", small);
    const auto j = juliet();
    std::vector<int> heard;
    const auto wrong = run(send_more_than_there_is_room_for(*r, *j, heard));
    EXPECT_FALSE(wrong) << wrong->message();
    std::vector<int> first;
    for (const int each : heard)
        if (each < 1'000) first.push_back(each);
    EXPECT_EQ(first.size(), 100U);
    EXPECT_TRUE(std::ranges::is_sorted(first));
}

asio::awaitable<void> send_into_nothing(Client& r) {
    co_await r.connect();
    r.stream().abort({std::make_error_code(std::errc::network_down), {}});
    co_await r.send_when_possible(core::chat(core::jid("juliet@localhost"), "O!"));
}

TEST_F(ClientsMove, and_do_not_wait_where_there_is_no_connection) {
    EXPECT_EQ(run(send_into_nothing(*romeo()))->code, core::Errc::not_connected);
}

}  // namespace
}  // namespace headstock::client
