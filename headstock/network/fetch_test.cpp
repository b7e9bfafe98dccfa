// SPDX-License-Identifier: MIT
#include "headstock/network/fetch.hpp"

#include "headstock/network/errc.hpp"
#include "headstock/network/https_support.hpp"
#include "headstock/network/proxy_support.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::network {
namespace {

using namespace test;

std::string elsewhere(const std::string& uri) {
    return "HTTP/1.1 302 Found\r\nContent-Length: 4\r\nLocation: " + uri + "\r\n\r\nhere";
}

class Fetch : public ::testing::Test {
protected:
    Error error(const std::string& uri, Duration limit = ample) {
        return error_of(io, fetch(resolver, uri, limit, authority().certificate_pem));
    }
    std::string get(const std::string& uri) {
        return run(io, fetch(resolver, uri, ample, authority().certificate_pem));
    }

    asio::io_context io;
    Resolver resolver{io.get_executor()};
    HttpsServer server{io, "localhost"};
};

TEST_F(Fetch, gives_the_document) {
    server.say("/a?b", document("<XRD/>"));
    EXPECT_EQ(get(server.uri("/a?b")), "<XRD/>");
    server.say("/empty", document(""));
    EXPECT_EQ(get(server.uri("/empty")), "");
    const std::string largest(max_document, 'x');
    server.say("/largest", document(largest));
    EXPECT_EQ(get(server.uri("/largest")), largest);
}

TEST_F(Fetch, hosts_may_be_addresses_and_uris_may_have_fragments) {
    server.say("/a", document("found"));
    const std::string uri = server.uri("/a#part");
    EXPECT_EQ(get(uri.substr(0, 8) + "127.0.0.1" + uri.substr(8 + std::string_view("localhost").size())), "found");
}

TEST_F(Fetch, what_is_too_large_is_refused) {
    server.say("/a", document(std::string(max_document + 1, 'x')));
    EXPECT_EQ(error(server.uri("/a")).code, Errc::too_large);
    server.say("/b", "HTTP/1.1 200 OK\r\n\r\n" + std::string(3 * max_document, 'x'));
    EXPECT_EQ(error(server.uri("/b")).code, Errc::too_large);
}

TEST_F(Fetch, what_the_server_refuses_is_told) {
    server.say("/a", "HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nx");
    EXPECT_EQ(error(server.uri("/a")), (Error{Errc::fetch_failed, "status 404"}));
    server.say("/b", "no HTTP at all");
    EXPECT_EQ(error(server.uri("/b")).code, Errc::fetch_failed);
    server.say("/c", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut");
    EXPECT_EQ(error(server.uri("/c")).code, Errc::fetch_failed);
}

TEST_F(Fetch, only_a_server_that_proves_its_name_is_asked) {
    HttpsServer other(io, "other.test");
    other.say("/a", document("secret"));
    const Error wrong_name = error(other.uri("/a"));
    EXPECT_EQ(wrong_name.code, wire::Errc::bad_certificate);
    EXPECT_NE(wrong_name.text.find("certificate"), std::string::npos) << wrong_name.text;
    EXPECT_EQ(other.requests, 0);
    EXPECT_EQ(error_of(io, fetch(resolver, server.uri("/a"), ample)).code, wire::Errc::bad_certificate);
    EXPECT_EQ(server.requests, 0);
}

TEST_F(Fetch, redirects_are_followed_inside_https) {
    server.say("/a", elsewhere("/b"));
    server.say("/b", elsewhere(server.uri("/c")));
    server.say("/c", document("found"));
    EXPECT_EQ(get(server.uri("/a")), "found");
    server.say("/plain", elsewhere("http://localhost/c"));
    EXPECT_EQ(error(server.uri("/plain")), (Error{Errc::bad_uri, "it is not https"}));
    server.say("/file", elsewhere("file:///etc/passwd"));
    EXPECT_EQ(error(server.uri("/file")).code, Errc::bad_uri);
}

TEST_F(Fetch, redirects_have_an_end) {
    server.say("/loop", elsewhere("/loop"));
    EXPECT_EQ(error(server.uri("/loop")), (Error{Errc::fetch_failed, "too many redirects"}));
    EXPECT_EQ(server.requests, 1 + max_redirects);
}

TEST_F(Fetch, only_https_uris_are_fetched) {
    for (const char* bad : {"http://localhost/", "ftp://localhost/", "localhost", "https://", "https://u:p@localhost/",
                            "file:///etc/passwd"})
        EXPECT_EQ(error(bad).code, Errc::bad_uri) << bad;
}

TEST_F(Fetch, a_refused_port_is_told) {
    EXPECT_EQ(error("https://localhost:" + std::to_string(refused_port(io)) + "/").code, Errc::fetch_failed);
}

TEST_F(Fetch, a_silent_server_costs_no_more_than_the_limit) {
    EXPECT_EQ(error(server.uri("/mute"), 300ms).code, Errc::connect_timeout);
}

TEST_F(Fetch, goes_through_a_proxy_whatever_the_environment_says) {
    server.say("/a", document("found"));
    for (const ProxyKind kind : {ProxyKind::http, ProxyKind::socks5}) {
        const DivertingProxy between(io, kind, server.port());
        const std::optional<Proxy> proxy = between.proxy();
        setenv("NO_PROXY", "*", 1);
        EXPECT_EQ(run(io, fetch(resolver, "https://localhost/a", ample, authority().certificate_pem, proxy)), "found");
        unsetenv("NO_PROXY");
        ASSERT_EQ(between.asked.size(), 1U);
        EXPECT_EQ(between.asked[0], kind == ProxyKind::http ? "CONNECT localhost:443 HTTP/1.1" : "localhost");
    }
}

TEST_F(Fetch, no_proxy_of_the_environment_is_asked) {
    setenv("https_proxy", "http://127.0.0.1:1", 1);
    server.say("/a", document("found"));
    EXPECT_EQ(get(server.uri("/a")), "found");
    unsetenv("https_proxy");
}

TEST_F(Fetch, a_proxy_that_is_not_there_is_told) {
    Proxy proxy = proxy_for();
    proxy.kind = ProxyKind::http;
    proxy.host = "127.0.0.1";
    proxy.port = refused_port(io);
    EXPECT_EQ(
        error_of(io, fetch(resolver, server.uri("/a"), ample, authority().certificate_pem, std::optional(proxy))).code,
        Errc::proxy_unreachable);
}

TEST_F(Fetch, can_be_cancelled) {
    auto fetching = start(io, fetch(resolver, server.uri("/mute"), 1h, authority().certificate_pem));
    while (server.requests == 0) let_run(io, 1ms);
    fetching.cancel();
    EXPECT_EQ(fetching.error().code, canceled);
}

}  // namespace
}  // namespace headstock::network
