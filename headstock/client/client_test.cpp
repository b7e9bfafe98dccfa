// SPDX-License-Identifier: MIT
#include "headstock/client/client.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <optional>

#include "headstock/client/client_test.hpp"
#include "headstock/core/sasl.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/network/timeout.hpp"
#include "headstock/testing/listener.hpp"
#include "headstock/testing/server.hpp"
#include "headstock/wire/certificate.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::client {
namespace {

using namespace client_test;

TEST_F(Clients, connect_waits_until_the_session_is_ready) {
    const auto r = romeo();
    EXPECT_FALSE(run(r->connect()));
    EXPECT_TRUE(r->session().ready());
    EXPECT_EQ(r->stream().status(), core::Status::available);
    EXPECT_EQ(r->session().contacts.size(), 1U);
    EXPECT_EQ(r->address(), core::jid("romeo@localhost/romeo"));
    EXPECT_EQ(r->peer(), "127.0.0.1:" + std::to_string(listener->port()));
}

/// Ends every session with `why` as soon as it is ready.
Subscription end_when_ready(Client& client, Error why) {
    return client.session().on_ready([&client, why = std::move(why)] { client.stream().abort(why); });
}

TEST_F(Clients, a_session_that_ends_at_once_was_ready_and_run_tells_its_end) {
    const auto r = romeo();
    const auto once = end_when_ready(*r, {core::StreamCondition::conflict, {}});
    EXPECT_FALSE(run(r->connect()));
    const auto wrong = run(r->run());
    ASSERT_TRUE(wrong);
    EXPECT_EQ(wrong->code, core::StreamCondition::conflict);
}

TEST_F(Clients, run_comes_back_after_a_session_that_ended_at_once) {
    const auto r = romeo();
    int retries = 0;
    auto once = end_when_ready(*r, {core::StreamCondition::system_shutdown, {}});
    const auto retried = r->on_retry([&](const Error& why, Duration) {
        EXPECT_EQ(why.code, core::StreamCondition::system_shutdown);
        ++retries;
        once = r->session().on_ready([&] { asio::co_spawn(io, r->close(), [](std::exception_ptr) {}); });
    });
    EXPECT_FALSE(run(r->connect()));
    EXPECT_FALSE(run(r->run()));
    EXPECT_EQ(retries, 1);
}

asio::awaitable<void> talk(Client& r, Client& j) {
    co_await r.connect();
    co_await j.connect();
    j.session().version.answer_with({"Exodus", "0.7", std::nullopt});
    (void)j.messages();
    const version::Info info = co_await r.ask(version::query(j.address()));
    EXPECT_EQ(info.software, "Exodus");
    EXPECT_TRUE(r.send(core::chat(j.address(), "So you run " + info.software + "? <&\xF0\x9F\x98\x80", "en")));
    const core::Message heard = co_await j.messages().next();
    EXPECT_EQ(heard.body(), "So you run Exodus? <&\xF0\x9F\x98\x80");
    EXPECT_EQ(heard.from(), r.address());
    co_await r.close();
    co_await j.close();
}

TEST_F(Clients, two_talk_and_ask_in_one_loop) {
    const auto r = romeo();
    const auto j = juliet();
    EXPECT_FALSE(run(talk(*r, *j)));
    EXPECT_EQ(server.sessions(), 0U);
    EXPECT_EQ(r->stream().end()->code, core::Errc::closed);
}

asio::awaitable<void> ask_nobody(Client& r) {
    co_await r.connect();
    co_await r.ask(version::query(core::jid("nobody@localhost/x")));
}

TEST_F(Clients, an_error_answer_is_thrown_with_its_condition) {
    const auto r = romeo();
    const auto wrong = run(ask_nobody(*r));
    ASSERT_TRUE(wrong);
    EXPECT_EQ(wrong->code, core::StanzaCondition::service_unavailable);
}

TEST_F(Clients, each_way_to_fail_is_an_error_of_its_own) {
    EXPECT_EQ(run(client("romeo", "wrong")->connect())->code, core::SaslCondition::not_authorized);

    Options stranger = options();
    stranger.trust.ca_pem = wire::CertificateAuthority::make("Another").certificate_pem;
    EXPECT_EQ(run(client("romeo", "wherefore", stranger)->connect())->code, wire::Errc::unknown_authority);

    Options unknown = options();
    unknown.host = "no-such-host.invalid";
    const auto not_found = run(client("romeo", "wherefore", unknown)->connect());
    ASSERT_TRUE(not_found);
    EXPECT_EQ(not_found->code.category(), network::category());

    Options direct = options();
    direct.tls = Tls::direct;
    EXPECT_EQ(run(client("romeo", "wherefore", direct)->connect())->code, wire::Errc::handshake_failed);

    listener->close();
    EXPECT_EQ(run(romeo()->connect())->code, network::Errc::connection_refused);
}

TEST_F(Clients, direct_tls_connects_where_it_is_spoken) {
    const testing::Listener secure(io.get_executor(), server, 0, testing::Entrance::direct_tls);
    Options wanted = options();
    wanted.port = secure.port();
    wanted.tls = Tls::direct;
    const auto r = client("romeo", "wherefore", wanted);
    EXPECT_FALSE(run(r->connect()));
    EXPECT_EQ(r->connection()->tls()->protocol(), "xmpp-client");
}

TEST_F(Clients, a_server_that_says_nothing_is_given_up_on) {
    network::TcpListener mute(io.get_executor(), {"127.0.0.1", 0});
    Options wanted = options();
    wanted.port = mute.port();
    wanted.stream.login_limit = 50ms;
    for (const Tls tls : {Tls::starttls, Tls::direct}) {
        wanted.tls = tls;
        EXPECT_EQ(run(client("romeo", "wherefore", wanted)->connect())->code, core::Errc::login_timeout);
    }
}

asio::awaitable<void> lose_and_come_back(Client& r, testing::Server& server, int& retries) {
    auto counting = r.on_retry([&](const Error&, Duration) { ++retries; });
    int ready = 0;
    auto telling = r.session().on_ready([&] { ++ready; });
    std::exception_ptr failed;
    bool over = false;
    auto finished = [&](std::exception_ptr wrong) {
        failed = wrong;
        over = true;
    };
    asio::co_spawn(co_await asio::this_coro::executor, r.run(), finished);
    for (int round = 1; round <= 3; ++round) {
        while (ready < round && !over) co_await pause(1ms);
        server.shutdown();
    }
    while (ready < 4 && !over) co_await pause(1ms);
    co_await r.close();
    while (!over) co_await pause(1ms);
    EXPECT_FALSE(failed);
    EXPECT_EQ(ready, 4);
}

TEST_F(Clients, run_comes_back_after_each_loss_until_it_is_closed) {
    const auto r = romeo();
    int retries = 0;
    EXPECT_FALSE(run(lose_and_come_back(*r, server, retries)));
    EXPECT_GE(retries, 3);
}

TEST_F(Clients, run_does_not_come_back_after_a_conflict_or_a_wrong_password) {
    EXPECT_EQ(run(client("romeo", "wrong")->run())->code, core::SaslCondition::not_authorized);
    const auto r = romeo();
    asio::steady_timer later(io, 300ms);
    later.async_wait(
        [&](asio::error_code) { server.end(core::jid("romeo@localhost/romeo"), core::StreamCondition::conflict); });
    EXPECT_EQ(run(r->run())->code, core::StreamCondition::conflict);
}

/// Loses every connection with whatever is under way, and takes new ones at the same place.
void cut_all(asio::io_context& io, testing::Server& server, std::unique_ptr<testing::Listener>& listener) {
    const std::uint16_t port = listener->port();
    listener.reset();
    listener = std::make_unique<testing::Listener>(io.get_executor(), server, port);
}

TEST_F(Clients, run_goes_on_with_a_session_whose_connection_was_lost) {
    const auto r = romeo();
    std::optional<Result<core::Done>> answer;
    int ready = 0;
    auto telling = r->session().on_ready([&] {
        if (++ready > 1) return;
        asio::post(io, [&] {
            r->stream().ask<core::Done>(ping::ping(), [&](Result<core::Done> heard) { answer = std::move(heard); });
            cut_all(io, server, listener);
        });
    });
    auto back = r->stream().on_resumed([&] {
        EXPECT_FALSE(answer) << "the question was open all the time";
        r->stream().ask<core::Done>(ping::ping(), [&](Result<core::Done>) { io.stop(); });
    });
    EXPECT_FALSE(run(r->run()));
    EXPECT_TRUE(r->stream().resumed());
    EXPECT_EQ(ready, 2);
    EXPECT_TRUE(answer && *answer);
    EXPECT_EQ(server.sessions(), 1U);
}

TEST_F(Clients, the_place_to_come_back_to_is_tried_first_and_then_the_usual_ones) {
    for (const bool reachable : {true, false}) {
        network::TcpListener other(io.get_executor(), {"127.0.0.1", 0});
        testing::ServerOptions here;
        here.resume_location = "127.0.0.1:" + std::to_string(other.port());
        if (!reachable) other.close();
        testing::Server located(here);
        located.add_account("romeo", "wherefore");
        auto serving = std::make_unique<testing::Listener>(io.get_executor(), located);
        Options wanted = options();
        wanted.port = serving->port();
        wanted.trust.ca_pem = located.ca_pem();
        const auto r = client("romeo", "wherefore", wanted);
        bool resumed = false;
        auto telling = r->session().on_ready([&] {
            resumed = r->stream().resumed();
            if (resumed) asio::co_spawn(io, r->close(), [](std::exception_ptr) {});
            else asio::post(io, [&] { cut_all(io, located, serving); });
        });
        bool dialled = false;
        const auto take = [](network::TcpListener& at, bool& came) -> asio::awaitable<void> {
            (void)co_await at.accept();
            came = true;
            at.close();
        };
        if (reachable) asio::co_spawn(io, take(other, dialled), [](std::exception_ptr) {});
        EXPECT_FALSE(run(r->run()));
        EXPECT_EQ(dialled, reachable);
        EXPECT_TRUE(resumed) << "in the usual place";
    }
}

asio::awaitable<void> flood(Client& r, Client& j, int count) {
    co_await r.connect();
    co_await j.connect();
    (void)j.messages();
    for (int i = 0; i < count; ++i) {
        EXPECT_TRUE(r.send(core::chat(j.address(), std::to_string(i))));
        if (i % 100 == 0) co_await r.ask(ping::ping());
    }
    co_await r.ask(ping::ping());
    co_await pause(50ms);
    EXPECT_LE(j.messages().size(), 10U + 1'000U);  // what one read brings may go past the bound
    for (int i = 0; i < count; ++i) {
        const core::Message message = co_await j.messages().next();
        EXPECT_EQ(message.body(), std::to_string(i));
    }
}

TEST_F(Clients, messages_that_nobody_takes_stop_the_reading_and_none_is_lost) {
    const auto r = romeo();
    Options small = options();
    small.inbox = 10;
    const auto j = client("juliet", "therefore", small);
    EXPECT_FALSE(run(flood(*r, *j, 3'000)));
}

TEST_F(Clients, may_be_destroyed_at_any_moment) {
    bool ready = false;
    for (int turns = 0; turns < 200 && !ready; turns += 3) {
        auto r = romeo();
        std::optional<Error> wrong;
        asio::co_spawn(io, r->connect(), [&](std::exception_ptr thrown) {
            try {
                if (thrown) std::rethrow_exception(thrown);
            } catch (const Failure& failure) {
                wrong = failure.error();
            }
        });
        io.restart();
        for (int i = 0; i < turns && !r->session().ready(); ++i) io.run_one_for(20ms);
        ready = r->session().ready();
        r.reset();
        io.restart();
        io.run_for(turns % 30 == 0 ? 20ms : 2ms);
        EXPECT_TRUE(!wrong || wrong->code == std::errc::operation_canceled) << wrong->message();
    }
    EXPECT_TRUE(ready);
}

asio::awaitable<void> ask_and_lose(Client& r, testing::Listener& listener) {
    co_await r.connect();
    listener.close();
    co_await r.ask(ping::ping());
}

TEST_F(Clients, an_open_question_ends_with_the_connection) {
    const auto r = romeo();
    const auto wrong = run(ask_and_lose(*r, *listener));
    ASSERT_TRUE(wrong);
    EXPECT_FALSE(r->send(core::chat(core::jid("juliet@localhost"), "lost")));
}

asio::awaitable<void> connect_within(Client& r, Duration limit) { co_await network::with_timeout(r.connect(), limit); }

TEST_F(Clients, a_cancelled_attempt_leaves_nothing_behind_and_another_may_follow) {
    network::TcpListener mute(io.get_executor(), {"127.0.0.1", 0});
    Options wanted = options();
    wanted.port = mute.port();
    const auto r = client("romeo", "wherefore", wanted);
    EXPECT_EQ(run(connect_within(*r, 30ms))->code, std::errc::timed_out);
    EXPECT_EQ(run(connect_within(*r, 30ms))->code, std::errc::timed_out);
}

TEST_F(Clients, an_attempt_that_is_cancelled_as_it_succeeds_says_goodbye) {
    const auto r = romeo();
    asio::cancellation_signal cancel;
    bool cancelled = false;
    const auto ready = r->session().on_ready([&] { cancel.emit(asio::cancellation_type::terminal); });
    asio::co_spawn(io, r->connect(),
                   asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr wrong) { cancelled = !!wrong; }));
    io.restart();
    while (!cancelled || server.connections() > 0) ASSERT_GT(io.run_one_for(5s), 0U);
    EXPECT_EQ(server.sessions() + server.kept_sessions(), 0U);
}

TEST_F(Clients, what_a_handler_throws_comes_out_of_run) {
    const auto r = romeo();
    auto throwing = r->session().on_ready([] { throw std::runtime_error("mine"); });
    EXPECT_THROW(run(r->run()), std::runtime_error);
}

}  // namespace
}  // namespace headstock::client
