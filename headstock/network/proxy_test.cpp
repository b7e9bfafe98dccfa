// SPDX-License-Identifier: MIT
#include "headstock/network/proxy.hpp"

#include <array>

#include "headstock/network/connect.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/proxy_support.hpp"
#include "headstock/network/test_support.hpp"

namespace headstock::network {
namespace {

using namespace test;

std::string wrong(std::string_view uri) {
    const Result<Proxy> proxy = parse_proxy(uri);
    EXPECT_TRUE(!proxy && proxy.error().code == Errc::bad_proxy) << uri;
    return proxy ? std::string() : proxy.error().text;
}

TEST(Proxy, is_read_from_a_uri) {
    const Result<Proxy> socks = parse_proxy("socks5://romeo:p%40ss%3aword@Proxy.example.org:9050");
    ASSERT_TRUE(socks);
    EXPECT_EQ(socks->kind, ProxyKind::socks5);
    EXPECT_EQ(socks->host, "proxy.example.org");
    EXPECT_EQ(socks->port, 9050);
    EXPECT_EQ(socks->username, "romeo");
    EXPECT_EQ(socks->password.reveal(), "p@ss:word");
    const Result<Proxy> http = parse_proxy("http://[::1]/");
    ASSERT_TRUE(http);
    EXPECT_EQ(http->kind, ProxyKind::http);
    EXPECT_EQ(http->host, "::1");
    EXPECT_EQ(http->port, 80);
    EXPECT_TRUE(http->username.empty());
    EXPECT_EQ(parse_proxy("socks5h://a")->port, 1080);
    EXPECT_TRUE(parse_proxy("http://user@a")->password.empty());
}

TEST(Proxy, that_is_none_says_why_and_never_the_password) {
    EXPECT_EQ(wrong("proxy:1080"), "it has no scheme");
    EXPECT_EQ(wrong("socks4://a"), "its scheme is neither socks5 nor http");
    EXPECT_EQ(wrong("https://a"), "its scheme is neither socks5 nor http");
    EXPECT_EQ(wrong("http://a/b"), "it has a path");
    EXPECT_EQ(wrong("http://a:0"), "its port is not a number from 1 to 65535");
    EXPECT_EQ(wrong("http://u:%zz@a"), "a % in its user or password is followed by no number");
    EXPECT_EQ(wrong("http://:hunter2@a"), "it has a password without a user");
    EXPECT_EQ(wrong("http://a%3ab:hunter2@a"), "its user has a colon");
    EXPECT_EQ(wrong("socks5://u:" + std::string(256, 'x') + "@a"), "its user or password is too long");
}

/// A proxy on this machine: hears `expected` bytes before each answer, and then passes on both ways what comes.
class LocalProxy {
public:
    LocalProxy(asio::io_context& io, ProxyKind kind)
        : resolver_(io.get_executor()), listener_(io.get_executor(), {"127.0.0.1", 0}) {
        serving_.emplace(start(io, serve(kind)));
    }
    [[nodiscard]] Proxy proxy(ProxyKind kind) const {
        Proxy made;
        made.kind = kind;
        made.host = "127.0.0.1";
        made.port = listener_.port();
        return made;
    }
    std::string asked;

private:
    static asio::awaitable<std::string> hear(Transport& from, std::size_t size) {
        std::string bytes;
        std::array<char, 1> octet{};
        while (bytes.size() < size && !bytes.ends_with("\r\n\r\n")) {
            if (co_await from.read(octet) == 0) break;
            bytes += octet[0];
        }
        co_return bytes;
    }
    asio::awaitable<void> serve(ProxyKind kind) {
        client_ = co_await listener_.accept();
        if (kind == ProxyKind::socks5) {
            (void)co_await hear(*client_, 3);
            co_await client_->write("\x05" + std::string(1, '\0'));
            asked = co_await hear(*client_, 4 + 1 + 9 + 2);
            const std::string answer = octets("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00") + "from the target";
            co_await client_->write(answer);
        } else {
            asked = co_await hear(*client_, 1000);
            co_await client_->write("HTTP/1.1 200 OK\r\n\r\nfrom the target");
        }
    }

    Resolver resolver_;
    TcpListener listener_;
    std::unique_ptr<Transport> client_;
    std::optional<Task<bool>> serving_;
};

asio::awaitable<std::string> read_all_of(Transport& from, std::size_t size) {
    std::string all;
    std::string buffer(1024, '\0');
    while (all.size() < size) {
        const std::size_t count = co_await from.read(buffer);
        if (count == 0) break;
        all.append(buffer, 0, count);
    }
    co_return all;
}

class ConnectThrough : public ::testing::Test {
protected:
    Error error(std::vector<Target> targets, const Proxy& proxy, Duration limit = ample) {
        return error_of(io, connect_any(resolver, std::move(targets), limit, proxy));
    }
    asio::io_context io;
    Resolver resolver{io.get_executor()};
};

TEST_F(ConnectThrough, the_target_is_reached_through_either_kind) {
    for (const ProxyKind kind : {ProxyKind::socks5, ProxyKind::http}) {
        LocalProxy proxy(io, kind);
        const Connected reached =
            run(io, connect_any(resolver, {Target{"xmpp.test", 5222, true}}, ample, proxy.proxy(kind)));
        EXPECT_EQ(reached.target, (Target{"xmpp.test", 5222, true}));
        EXPECT_NE(proxy.asked.find("xmpp.test"), std::string::npos);
        EXPECT_EQ(run(io, read_all_of(*reached.transport, 15)), "from the target");
    }
}

TEST_F(ConnectThrough, a_proxy_that_is_not_there_is_told_once) {
    Proxy proxy = proxy_for();
    proxy.host = "127.0.0.1";
    proxy.port = refused_port(io);
    const Error failed = error({Target{"a.test", 5222, true}, Target{"b.test", 5222, false}}, proxy);
    EXPECT_EQ(failed.code, Errc::proxy_unreachable);
    EXPECT_TRUE(failed.text.starts_with("a.test:5222 through 127.0.0.1:" + std::to_string(proxy.port) +
                                        " (connection refused: 127.0.0.1:"))
        << failed.text;
    EXPECT_EQ(failed.text.find("b.test"), std::string::npos);
}

TEST_F(ConnectThrough, a_proxy_that_says_nothing_costs_no_more_than_the_limit) {
    TcpListener mute(io.get_executor(), {"127.0.0.1", 0});
    Proxy proxy = proxy_for();
    proxy.host = "127.0.0.1";
    proxy.port = mute.port();
    const Error failed = error({Target{"a.test", 5222, true}}, proxy, 500ms);
    EXPECT_EQ(failed.code, Errc::connect_timeout);
    EXPECT_NE(failed.text.find("a.test:5222 through 127.0.0.1"), std::string::npos);
}

TEST_F(ConnectThrough, a_proxy_that_hangs_up_is_told_for_each_target) {
    TcpListener listener(io.get_executor(), {"127.0.0.1", 0});
    const auto hang_up = [&]() -> asio::awaitable<void> {
        for (int i = 0; i < 2; ++i) (void)co_await listener.accept();
    };
    const auto serving = start(io, hang_up());
    Proxy proxy = proxy_for();
    proxy.host = "127.0.0.1";
    proxy.port = listener.port();
    const Error failed = error({Target{"a.test", 5222, true}, Target{"b.test", 5222, false}}, proxy);
    EXPECT_NE(failed.text.find("a.test"), std::string::npos) << failed.text;
    EXPECT_NE(failed.text.find("b.test"), std::string::npos) << failed.text;
    EXPECT_TRUE(failed.code == Errc::bad_proxy_answer || failed.code == Errc::closed) << failed.code;
}

TEST_F(ConnectThrough, can_be_cancelled) {
    TcpListener mute(io.get_executor(), {"127.0.0.1", 0});
    Proxy proxy = proxy_for();
    proxy.host = "127.0.0.1";
    proxy.port = mute.port();
    EXPECT_EQ(error_when_cancelled(
                  io, connect_any(resolver, {Target{"a.test", 1, true}, Target{"b.test", 1, true}}, 1h, proxy))
                  .code,
              canceled);
}

}  // namespace
}  // namespace headstock::network
