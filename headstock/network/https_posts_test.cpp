// SPDX-License-Identifier: MIT
#include "headstock/network/https_posts.hpp"

#include "headstock/network/errc.hpp"
#include "headstock/network/https_support.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::network {
namespace {

using namespace test;

class HttpsPost : public ::testing::Test {
protected:
    HttpsPost() {
        server.answer_with([this](HttpsRequest request) { return answer(std::move(request)); });
    }
    /// Says what it heard; to "wait" once the test says so.
    asio::awaitable<std::string> answer(HttpsRequest request) {
        if (request.body == "wait") co_await held.wait();
        co_return document("heard " + request.body);
    }
    std::unique_ptr<HttpsPosts> open(const std::string& uri, std::optional<Proxy> proxy = {}) {
        return run(io, HttpsPosts::open(resolver, uri, authority().certificate_pem, std::move(proxy), ample));
    }
    /// What comes of a post, once it comes.
    struct Outcome {
        std::optional<Result<HttpsAnswer>> answer;
        int calls = 0;
    };
    std::shared_ptr<Outcome> post(HttpsPosts& posts, const std::string& body, Duration limit = ample) {
        auto outcome = std::make_shared<Outcome>();
        posts.post(body, "text/xml", limit, [outcome](Result<HttpsAnswer> answer) {
            outcome->answer = std::move(answer);
            ++outcome->calls;
        });
        return outcome;
    }
    void wait_for(const Outcome& outcome) {
        while (!outcome.answer) let_run(io, 1ms);
    }
    Result<HttpsAnswer> posted(HttpsPosts& posts, const std::string& body, Duration limit = ample) {
        const auto outcome = post(posts, body, limit);
        wait_for(*outcome);
        return *outcome->answer;
    }

    asio::io_context io;
    Resolver resolver{io.get_executor()};
    HttpsServer server{io, "localhost"};
    Wakeup held{io.get_executor()};
};

TEST_F(HttpsPost, the_answer_comes_with_its_status) {
    const auto posts = open(server.uri("/bosh?x"));
    const auto first = posted(*posts, "<body/>");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->status, 200);
    EXPECT_EQ(first->body, "heard <body/>");
    const HttpsRequest& heard = server.heard.front();
    EXPECT_TRUE(heard.head.starts_with("POST /bosh?x HTTP/1.1\r\nHost: localhost:" + std::to_string(server.port())));
    EXPECT_TRUE(heard.head.contains("\r\nContent-Type: text/xml\r\n")) << heard.head;
    for (const char* never : {"Cookie", "Expect", "User-Agent", "Transfer-Encoding", "Accept-Encoding"})
        EXPECT_FALSE(heard.head.contains(never)) << heard.head;
    EXPECT_EQ(posts->peer(), "localhost:" + std::to_string(server.port()));

    server.answer_with(
        [](const HttpsRequest&) -> asio::awaitable<std::string> { co_return document("gone", "404 Not Found"); });
    const auto refused = posted(*posts, "");
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 404);
    EXPECT_EQ(refused->body, "gone");
}

TEST_F(HttpsPost, several_are_under_way_and_connections_are_kept) {
    const auto posts = open(server.uri("/"));
    (void)posted(*posts, "first");
    for (int i = 0; i < 3; ++i) {
        const auto waiting = post(*posts, "wait");
        const auto second = posted(*posts, "second");
        EXPECT_TRUE(second && second->body == "heard second");
        EXPECT_FALSE(waiting->answer);
        held.raise();
        wait_for(*waiting);
        EXPECT_EQ((*waiting->answer)->body, "heard wait");
        EXPECT_EQ(waiting->calls, 1);
    }
    EXPECT_EQ(server.requests, 7);
    EXPECT_LE(server.connections, 3) << "one more than are needed, since the first was made to trust any";
}

TEST_F(HttpsPost, large_ones_go_through_and_larger_answers_do_not) {
    const auto posts = open(server.uri("/"));
    const std::string large(max_answer - 6, 'x');
    const auto whole = posted(*posts, large);
    ASSERT_TRUE(whole) << whole.error().message();
    EXPECT_EQ(whole->body.size(), max_answer);
    const auto larger = posted(*posts, large + 'x');
    ASSERT_FALSE(larger);
    EXPECT_EQ(larger.error().code, Errc::too_large);
}

TEST_F(HttpsPost, only_a_server_that_proves_its_name_hears_anything) {
    HttpsServer other(io, "other.test");
    const auto posts = open(other.uri("/"));
    const auto refused = posted(*posts, "secret");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, wire::Errc::bad_certificate);
    EXPECT_EQ(other.requests, 0);
    const auto distrusted = run(io, HttpsPosts::open(resolver, server.uri("/"), {}, std::nullopt, ample));
    EXPECT_EQ(posted(*distrusted, "secret").error().code, wire::Errc::bad_certificate);
    EXPECT_EQ(server.requests, 0);
}

TEST_F(HttpsPost, another_certificate_hears_nothing_of_what_the_first_one_began) {
    const auto posts = open(server.uri("/"));
    ASSERT_TRUE(posted(*posts, "first"));
    server.change_certificate("localhost");
    const auto waiting = post(*posts, "secret");
    wait_for(*waiting);
    ASSERT_FALSE(*waiting->answer);
    EXPECT_EQ(waiting->answer->error().code, wire::Errc::bad_certificate);
    EXPECT_EQ(server.requests, 1);
    EXPECT_TRUE(posted(*open(server.uri("/")), "anew"));
}

TEST_F(HttpsPost, redirects_are_answers_like_others) {
    server.answer_with([this](const HttpsRequest&) -> asio::awaitable<std::string> {
        co_return "HTTP/1.1 307 There\r\nContent-Length: 0\r\nLocation: " + server.uri("/there") + "\r\n\r\n";
    });
    const auto answer = posted(*open(server.uri("/")), "secret");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 307);
    EXPECT_EQ(server.requests, 1);
}

TEST_F(HttpsPost, only_https_uris_are_opened) {
    for (const char* bad : {"http://localhost/", "wss://localhost/", "https://u:p@localhost/", "localhost", ""})
        EXPECT_EQ(error_of(io, HttpsPosts::open(resolver, bad, {}, std::nullopt, ample)).code, Errc::bad_uri) << bad;
}

TEST_F(HttpsPost, what_fails_is_told_once) {
    const auto refused = posted(*open("https://localhost:" + std::to_string(refused_port(io)) + "/"), "x");
    EXPECT_EQ(refused.error().code, Errc::fetch_failed);
    const auto posts = open(server.uri("/"));
    EXPECT_EQ(posted(*posts, "wait", 200ms).error().code, Errc::connect_timeout);
    EXPECT_TRUE(posted(*posts, "later"));
}

TEST_F(HttpsPost, goes_through_a_proxy) {
    for (const ProxyKind kind : {ProxyKind::http, ProxyKind::socks5}) {
        const DivertingProxy between(io, kind, server.port());
        const auto posts = open("https://localhost/", between.proxy());
        ASSERT_TRUE(posted(*posts, "x"));
        ASSERT_TRUE(posted(*posts, "y"));
        EXPECT_FALSE(between.asked.empty());
    }
}

TEST_F(HttpsPost, who_goes_hears_nothing_more) {
    auto posts = open(server.uri("/"));
    (void)posted(*posts, "first");
    const auto waiting = post(*posts, "wait");
    let_run(io);
    posts.reset();
    held.raise();
    let_run(io);
    EXPECT_EQ(waiting->calls, 0);
    for (int turns = 0; turns < 60; ++turns) {  // at any moment
        posts = open(server.uri("/"));
        const auto outcome = post(*posts, "x");
        io.restart();
        for (int i = 0; i < turns && !outcome->answer; ++i) io.run_one_for(5ms);
        posts.reset();
        io.restart();
        io.poll();
        EXPECT_LE(outcome->calls, 1);
    }
}

}  // namespace
}  // namespace headstock::network
