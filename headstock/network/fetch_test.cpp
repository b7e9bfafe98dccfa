// SPDX-License-Identifier: MIT
#include "headstock/network/fetch.hpp"

#include <array>
#include <map>

#include "headstock/network/errc.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/network/test_support.hpp"
#include "headstock/wire/certificate.hpp"
#include "headstock/wire/tls.hpp"

namespace headstock::network {
namespace {

using namespace test;

const wire::CertificateAuthority& authority() {
    static const wire::CertificateAuthority made = wire::CertificateAuthority::make("Test");
    return made;
}

wire::TlsContext server_context(const std::string& name) {
    const wire::Issued issued =
        authority().issue({.dns_names = {name}, .srv_names = {}, .xmpp_addrs = {}, .ip_addresses = {"127.0.0.1"}});
    wire::TlsContext::ServerOptions options;
    options.certificate_pem = issued.certificate_pem;
    options.key_pem = issued.key_pem;
    options.alpn = "http/1.1";
    return *wire::TlsContext::server(options);
}

/// An HTTPS server on this machine, which says to each path what it was told to, and hangs up.
class HttpsServer {
public:
    HttpsServer(asio::io_context& io, const std::string& name)
        : listener_(io.get_executor(), {"127.0.0.1", 0}),
          context_(server_context(name)),
          serving_(start(io, serve())) {}

    [[nodiscard]] std::string uri(const std::string& path) const {
        return "https://localhost:" + std::to_string(listener_.port()) + path;
    }
    void say(const std::string& path, std::string answer) { answers_[path] = std::move(answer); }

    int requests = 0;

private:
    asio::awaitable<void> serve() {
        for (;;) {
            const std::unique_ptr<Transport> client = co_await listener_.accept();
            try {
                co_await answer(*client);
            } catch (const Failure&) {
                continue;  // it went
            }
        }
    }
    asio::awaitable<void> answer(Transport& client) {
        wire::Tls tls = *wire::Tls::server(context_);
        std::string request;
        std::array<char, 4096> buffer{};
        while (!request.ends_with("\r\n\r\n")) {
            const std::size_t count = co_await client.read(buffer);
            if (count == 0 || !tls.receive({buffer.data(), count})) co_return;
            const std::string reply = tls.take_output();
            co_await client.write(reply);
            while (const std::size_t plain = tls.read(buffer).value_or(0)) request.append(buffer.data(), plain);
        }
        ++requests;
        const std::string path = request.substr(4, request.find(' ', 4) - 4);
        if (path == "/mute") (void)co_await client.read(buffer);
        (void)tls.send(answers_[path]);
        tls.close();
        const std::string reply = tls.take_output();
        co_await client.write(reply);
    }

    TcpListener listener_;
    wire::TlsContext context_;
    std::map<std::string, std::string> answers_;
    Task<bool> serving_;
};

std::string document(const std::string& text) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
}
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
    EXPECT_EQ(wrong_name.code, Errc::fetch_failed);
    EXPECT_NE(wrong_name.text.find("certificate"), std::string::npos) << wrong_name.text;
    EXPECT_EQ(other.requests, 0);
    EXPECT_EQ(error_of(io, fetch(resolver, server.uri("/a"), ample)).code, Errc::fetch_failed);
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

TEST_F(Fetch, can_be_cancelled) {
    auto fetching = start(io, fetch(resolver, server.uri("/mute"), 1h, authority().certificate_pem));
    while (server.requests == 0) let_run(io, 1ms);
    fetching.cancel();
    EXPECT_EQ(fetching.error().code, canceled);
}

}  // namespace
}  // namespace headstock::network
