// SPDX-License-Identifier: MIT
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

#include "capi/tests/test_support.hpp"

#include "headstock/testing/listener.hpp"
#include "headstock/testing/server.hpp"

namespace headstock::capi::test {
namespace {

constexpr std::int64_t ample = 20'000;  // milliseconds

/// A server on this machine, on a thread of its own.
class Clients : public ::testing::Test {
protected:
    Clients() {
        server.add_account("romeo", "wherefore");
        server.add_account("juliet", "therefore");
        server.befriend("romeo", "juliet");
        std::ofstream(authorities) << server.ca_pem();
        thread = std::thread([this] { io.run(); });
    }
    ~Clients() override {
        io.stop();
        thread.join();
        std::filesystem::remove(authorities);
    }

    hs_client make(std::string_view name, std::string_view password, const Json& wishes = Json::object()) {
        Json all = {{"host", "127.0.0.1"}, {"port", listener.port()}, {"authorities", authorities}};
        all.update(wishes);
        const std::string options = all.dump();
        const std::string jid = std::string(name) + "@localhost/" + std::string(name);
        hs_client client = 0;
        EXPECT_EQ(hs_client_new(jid.data(), jid.size(), password.data(), password.size(), options.data(),
                                options.size(), &client),
                  HS_OK)
            << last_error();
        return client;
    }
    hs_client romeo(const Json& wishes = Json::object()) { return make("romeo", "wherefore", wishes); }
    hs_client juliet(const Json& wishes = Json::object()) { return make("juliet", "therefore", wishes); }

    /// Takes events until one of that name comes.
    static Json await(hs_client client, std::string_view name) {
        hs_text event{};
        for (;;) {
            const hs_status status = hs_client_event(client, ample, &event);
            if (status != HS_OK) {
                ADD_FAILURE() << "no " << name << ": " << hs_status_words(status);
                return {};
            }
            Json json = Json::parse(text(event));
            if (json["event"] == name) return json;
        }
    }
    /// Romeo and Juliet, when both are ready.
    std::pair<hs_client, hs_client> both(const Json& juliets = Json::object()) {
        const std::pair made{romeo(), juliet(juliets)};
        EXPECT_EQ(hs_client_start(made.first), HS_OK);
        EXPECT_EQ(hs_client_start(made.second), HS_OK);
        await(made.first, "ready");
        await(made.second, "ready");
        return made;
    }
    static hs_status say(hs_client client, const std::string& to, const std::string& body) {
        return hs_send_message(client, to.data(), to.size(), body.data(), body.size(), nullptr, 0, nullptr);
    }

    const std::string authorities =
        (std::filesystem::temp_directory_path() / ("headstock-capi-" + std::to_string(getpid()) + ".pem")).string();
    testing::Server server;
    asio::io_context io{1};
    asio::executor_work_guard<asio::io_context::executor_type> open{io.get_executor()};
    testing::Listener listener{io.get_executor(), server};
    std::thread thread;
};

TEST_F(Clients, log_in_talk_and_leave) {
    const auto [r, j] = both({{"software", {{"name", "balcony"}, {"version", "1"}}}});
    EXPECT_EQ(hs_client_start(r), HS_E_STATE);
    EXPECT_EQ(given(hs_address, r), "romeo@localhost/romeo");
    EXPECT_EQ(say(r, "juliet@localhost/juliet", "hello"), HS_OK);
    EXPECT_EQ(await(j, "message")["body"], "hello");
    std::uint64_t request = 0;
    EXPECT_EQ(
        hs_ask(r, "juliet@localhost/juliet", 23, 0, nullptr, 0, "<query xmlns='jabber:iq:version'/>", 34, 0, &request),
        HS_OK);
    EXPECT_EQ(await(r, "answer")["payload"]["value"]["name"], "balcony");
    EXPECT_EQ(hs_client_close(r, ample), HS_OK);
    EXPECT_EQ(await(r, "end")["closed"], true);
    hs_text event{};
    EXPECT_EQ(hs_client_event(r, ample, &event), HS_E_ENDED);
    EXPECT_EQ(hs_client_free(r), HS_OK);
    EXPECT_EQ(hs_client_free(j), HS_OK);
    EXPECT_EQ(hs_client_free(j), HS_E_HANDLE);
}

TEST_F(Clients, whose_password_is_wrong_end) {
    const hs_client r = make("romeo", "wrong");
    EXPECT_EQ(hs_client_start(r), HS_OK);
    const Json end = await(r, "end");
    EXPECT_EQ(end["closed"], false);
    EXPECT_EQ(end["category"], "headstock.sasl");
    EXPECT_EQ(hs_client_free(r), HS_OK);
}

TEST_F(Clients, that_nobody_vouches_for_the_server_to_end) {
    const hs_client r = romeo({{"authorities", "/etc/hostname"}});
    EXPECT_EQ(hs_client_start(r), HS_OK);
    EXPECT_EQ(await(r, "end")["closed"], false);
    EXPECT_EQ(hs_client_free(r), HS_OK);
}

TEST_F(Clients, without_reconnect_end_with_their_connection) {
    const hs_client r = romeo({{"reconnect", false}});
    EXPECT_EQ(hs_client_start(r), HS_OK);
    await(r, "ready");
    asio::post(io, [this] { server.shutdown(); });
    EXPECT_EQ(await(r, "end")["closed"], false);
    EXPECT_EQ(hs_client_free(r), HS_OK);
}

TEST_F(Clients, come_back) {
    const hs_client r = romeo();
    EXPECT_EQ(hs_client_start(r), HS_OK);
    await(r, "ready");
    asio::post(io, [this] { server.shutdown(core::StreamCondition::reset); });
    await(r, "disconnected");
    await(r, "retry");
    EXPECT_EQ(hs_client_network_changed(r), HS_OK);  // spares the wait
    await(r, "status");
    EXPECT_EQ(hs_client_free(r), HS_OK);
}

TEST_F(Clients, wait_for_events_no_longer_than_they_are_told) {
    const hs_client r = romeo();
    hs_text event{};
    EXPECT_EQ(hs_client_event(r, 0, &event), HS_E_TIMEOUT);
    EXPECT_EQ(hs_client_event(r, 10, &event), HS_E_TIMEOUT);
    EXPECT_EQ(hs_client_close(r, 10), HS_E_STATE);
    EXPECT_EQ(hs_client_event(r, 0, nullptr), HS_E_ARGUMENT);
    EXPECT_EQ(hs_client_free(r), HS_OK);
}

TEST_F(Clients, wake_who_waits_when_they_are_freed) {
    const hs_client r = romeo();
    EXPECT_EQ(hs_client_start(r), HS_OK);
    await(r, "ready");
    std::thread waiting([&] {
        hs_text event{};
        hs_status status = HS_OK;
        while ((status = hs_client_event(r, -1, &event)) == HS_OK) {
        }
        EXPECT_TRUE(status == HS_E_ENDED || status == HS_E_HANDLE) << status;
    });
    std::thread talking([&] {
        hs_status status = HS_OK;
        while ((status = say(r, "romeo@localhost/romeo", "to myself")) == HS_OK) {
        }
        EXPECT_TRUE(status == HS_E_ENDED || status == HS_E_HANDLE) << status << last_error();
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    EXPECT_EQ(hs_client_free(r), HS_OK);
    waiting.join();
    talking.join();
}

TEST_F(Clients, may_be_freed_with_open_questions_and_undelivered_stanzas) {
    const auto [r, j] = both();
    EXPECT_EQ(hs_serve(j, "slow", 4, "urn:t", 5, 0), HS_OK);
    std::uint64_t number = 0;
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(hs_ask(r, "juliet@localhost/juliet", 23, 0, nullptr, 0, "<slow xmlns='urn:t'/>", 21, 0, &number),
                  HS_OK);
        EXPECT_EQ(hs_send_message(r, "juliet@localhost/juliet", 23, "x", 1, nullptr, 0, &number), HS_OK);
    }
    await(j, "request");
    EXPECT_EQ(hs_client_free(r), HS_OK);
    EXPECT_EQ(hs_client_free(j), HS_OK);
}

TEST_F(Clients, give_events_to_a_callback_on_their_own_thread) {
    const hs_client r = romeo();
    struct Heard {
        hs_client client;
        std::thread::id maker = std::this_thread::get_id();
        std::atomic<bool> ready = false;
        std::atomic<bool> same = false;
        std::atomic<hs_status> freed = HS_OK;
        std::atomic<hs_status> waited = HS_OK;
        std::atomic<hs_status> sent = HS_E_INTERNAL;
    } heard{r};
    const auto listen = [](void* user, const char* json, std::size_t size) {
        auto& all = *static_cast<Heard*>(user);
        if (std::string_view(json, size).find("\"ready\"") == std::string_view::npos) return;
        hs_text event{};
        all.same = std::this_thread::get_id() == all.maker;
        all.freed = hs_client_free(all.client);
        all.waited = hs_client_event(all.client, 0, &event);
        all.sent = say(all.client, "juliet@localhost", "from within");
        all.ready = true;
        all.ready.notify_all();
    };
    EXPECT_EQ(hs_client_on_event(r, listen, &heard), HS_OK);
    EXPECT_EQ(hs_client_start(r), HS_OK);
    EXPECT_EQ(hs_client_on_event(r, listen, &heard), HS_E_STATE);
    heard.ready.wait(false);
    EXPECT_FALSE(heard.same);
    EXPECT_EQ(heard.freed, HS_E_BUSY);
    EXPECT_EQ(heard.waited, HS_E_BUSY);
    EXPECT_EQ(heard.sent, HS_OK);
    EXPECT_EQ(hs_client_free(r), HS_OK);
}

TEST_F(Clients, read_no_faster_than_events_are_taken) {
    constexpr int count = 300;
    const auto [r, j] = both({{"events", 20}});
    for (int i = 0; i < count; ++i) EXPECT_EQ(say(r, "juliet@localhost/juliet", std::to_string(i)), HS_OK);
    for (int i = 0; i < count; ++i) ASSERT_EQ(await(j, "message")["body"], std::to_string(i));
    EXPECT_EQ(hs_client_free(r), HS_OK);
    EXPECT_EQ(hs_client_free(j), HS_OK);
}

TEST_F(Clients, may_be_called_by_many_threads) {
    constexpr int each = 100;
    const auto [r, j] = both();
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < each; ++n) EXPECT_EQ(say(r, "juliet@localhost/juliet", "x"), HS_OK) << last_error();
        });
    for (int n = 0; n < 3 * each; ++n) await(j, "message");
    for (std::thread& thread_of : threads) thread_of.join();
    EXPECT_EQ(hs_client_free(r), HS_OK);
    EXPECT_EQ(hs_client_free(j), HS_OK);
}

TEST(Client, refuses_options_that_cannot_be) {
    hs_client made = 0;
    for (const std::string_view wrong : {"{\"tls\": \"outside\"}", "{\"port\": 70000}", "{\"hots\": \"\"}"})
        EXPECT_EQ(hs_client_new("a@b", 3, "x", 1, wrong.data(), wrong.size(), &made), HS_E_JSON) << wrong;
    EXPECT_EQ(hs_client_new("a@b", 3, "x", 1, "{\"proxy\": \"ftp://a\"}", 20, &made), HS_E_ARGUMENT);
    EXPECT_EQ(made, 0U);
}

}  // namespace
}  // namespace headstock::capi::test
