// SPDX-License-Identifier: MIT
// Clients whose server wants many iterations: their loop goes on meanwhile.
#include <asio/experimental/awaitable_operators.hpp>

#include "headstock/client/client_test.hpp"
#include "headstock/extensions/ping.hpp"

namespace headstock::client {
namespace {

using namespace client_test;

/// A server that wants half a million iterations of SHA-1: thirteen times what is computed at once, and more.
class Computing : public Clients {
protected:
    static testing::ServerOptions demanding() {
        testing::ServerOptions options;
        options.iterations = 500'000;
        options.mechanisms = {"SCRAM-SHA-1"};
        return options;
    }
    testing::Server slow{demanding()};
    testing::Listener slow_listener{io.get_executor(), slow};

    std::unique_ptr<Client> slow_romeo() {
        slow.add_account("romeo", "wherefore");
        Options wanted = options();
        wanted.port = slow_listener.port();
        wanted.trust.ca_pem = slow.ca_pem();
        return client("romeo", "wherefore", std::move(wanted));
    }
};

/// Counts how many pings come back while another client computes.
asio::awaitable<void> ping_while(Client& other, Client& computing, bool& begun, int& answers) {
    for (;;) {
        const bool before = computing.stream().computing();
        begun = begun || before;
        if (begun && !before) co_return;
        co_await other.ask(ping::ping(other.server()));
        if (before && computing.stream().computing()) ++answers;
    }
}

TEST_F(Computing, others_are_answered_meanwhile_and_the_login_succeeds) {
    const auto j = juliet();
    const auto r = slow_romeo();
    bool begun = false;
    int answers = 0;
    EXPECT_FALSE(run(j->connect()));
    EXPECT_FALSE(run([](Client& computing, Client& other, bool& seen, int& count) -> asio::awaitable<void> {
        using namespace asio::experimental::awaitable_operators;
        co_await (computing.connect() && ping_while(other, computing, seen, count));
    }(*r, *j, begun, answers)));
    EXPECT_TRUE(r->session().ready());
    EXPECT_TRUE(begun);
    EXPECT_GE(answers, 3);  // of some eight: a ping needs about three turns of the loop, and there are twenty-five
}

TEST_F(Computing, a_close_in_the_middle_ends_it) {
    const auto r = slow_romeo();
    asio::co_spawn(
        io,
        [](Client& computing) -> asio::awaitable<void> {
            try {
                co_await computing.connect();
                ADD_FAILURE() << "it was closed";
            } catch (const Failure&) {
            }
        }(*r),
        [](std::exception_ptr) {});
    EXPECT_FALSE(run([](Client& computing) -> asio::awaitable<void> {
        while (!computing.stream().computing()) co_await pause(1ms);
        co_await computing.close();
        EXPECT_FALSE(computing.stream().computing());
    }(*r)));
    EXPECT_TRUE(r->stream().end());
    EXPECT_EQ(slow.sessions(), 0U);
}

}  // namespace
}  // namespace headstock::client
