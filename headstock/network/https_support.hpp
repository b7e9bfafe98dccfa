// SPDX-License-Identifier: MIT
#pragma once
#include <asio/detached.hpp>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "headstock/network/proxy.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/network/test_support.hpp"
#include "headstock/network/wakeup.hpp"
#include "headstock/wire/certificate.hpp"
#include "headstock/wire/tls.hpp"

/// What the tests of HTTPS share. Not part of the library.
namespace headstock::network::test {

inline const wire::CertificateAuthority& authority() {
    static const wire::CertificateAuthority made = wire::CertificateAuthority::make("Test");
    return made;
}

inline wire::TlsContext https_context(const std::string& name) {
    const wire::Issued issued =
        authority().issue({.dns_names = {name}, .srv_names = {}, .xmpp_addrs = {}, .ip_addresses = {"127.0.0.1"}});
    wire::TlsContext::ServerOptions options;
    options.certificate_pem = issued.certificate_pem;
    options.key_pem = issued.key_pem;
    options.alpn = "http/1.1";
    options.resume = false;
    return *wire::TlsContext::server(options);
}

/// What a client of `HttpsServer` asked for.
struct HttpsRequest {
    std::string head;  ///< with the empty line
    std::string body;
    int connection = 0;  ///< its number, from 1

    [[nodiscard]] std::string path() const {
        const std::size_t begin = head.find(' ') + 1;
        return head.substr(begin, head.find(' ', begin) - begin);
    }
};

inline std::string document(const std::string& text, const std::string& status = "200 OK") {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
}

/// An HTTPS server on this machine. It says to each path what it was told to say, nothing to `/mute`, and hangs up; or
/// it answers by a function, and stays.
class HttpsServer {
public:
    using Handler = std::function<asio::awaitable<std::string>(HttpsRequest)>;

    HttpsServer(asio::io_context& io, const std::string& name)
        : io_(io),
          listener_(io.get_executor(), {"127.0.0.1", 0}),
          context_(https_context(name)),
          serving_(start(io, serve())) {}

    [[nodiscard]] std::uint16_t port() const { return listener_.port(); }
    [[nodiscard]] std::string uri(const std::string& path) const {
        return "https://localhost:" + std::to_string(port()) + path;
    }
    void say(const std::string& path, std::string answer) { answers_[path] = std::move(answer); }
    void answer_with(Handler handler) { handler_ = std::move(handler); }
    /// Shows another certificate from the next connection on.
    void change_certificate(const std::string& name) { context_ = https_context(name); }

    int requests = 0;
    int connections = 0;
    std::vector<HttpsRequest> heard;

private:
    asio::awaitable<void> serve() {
        for (;;) {
            std::unique_ptr<Transport> client = co_await listener_.accept();
            ++connections;
            asio::co_spawn(io_, talk(std::move(client), connections), asio::detached);
        }
    }
    asio::awaitable<void> talk(std::unique_ptr<Transport> client, int number) {
        wire::Tls tls = *wire::Tls::server(context_);
        std::string plain;
        for (bool first = true; first || handler_; first = false) {
            HttpsRequest request;
            request.connection = number;
            const bool came = co_await receive(*client, tls, plain, request);
            if (!came) co_return;
            ++requests;
            heard.push_back(request);
            const std::string answer = co_await answer_to(request);
            (void)tls.send(answer);
            if (!handler_) tls.close();
            const std::string reply = tls.take_output();
            co_await client->write(reply);
        }
    }
    asio::awaitable<std::string> answer_to(const HttpsRequest& request) {
        if (handler_) return handler_(request);
        return scripted(request.path());
    }
    asio::awaitable<std::string> scripted(std::string path) {
        Wakeup never(io_.get_executor());
        if (path == "/mute") co_await never.wait();
        co_return answers_[path];
    }
    static std::size_t length(const std::string& head) {
        constexpr std::string_view field = "Content-Length: ";
        const std::size_t at = head.find(field);
        return at == head.npos ? 0 : std::stoul(head.substr(at + field.size()));
    }
    static asio::awaitable<bool> receive(Transport& client, wire::Tls& tls, std::string& plain, HttpsRequest& into) {
        std::array<char, 4096> buffer{};
        for (;;) {
            if (const std::size_t end = plain.find("\r\n\r\n"); end != plain.npos) {
                into.head = plain.substr(0, end + 4);
                if (plain.size() - end - 4 >= length(into.head)) break;
            }
            std::size_t count = 0;
            try {
                count = co_await client.read(buffer);
            } catch (const Failure&) {
                co_return false;  // it went
            }
            if (count == 0 || !tls.receive({buffer.data(), count})) co_return false;
            const std::string reply = tls.take_output();
            co_await client.write(reply);
            while (const std::size_t size = tls.read(buffer).value_or(0)) plain.append(buffer.data(), size);
        }
        into.body = plain.substr(into.head.size(), length(into.head));
        plain.erase(0, into.head.size() + into.body.size());
        co_return true;
    }

    asio::io_context& io_;
    TcpListener listener_;
    wire::TlsContext context_;
    Handler handler_;
    std::map<std::string, std::string> answers_;
    Task<bool> serving_;
};

/// A proxy on this machine that connects everybody to one port of it, whatever host they ask for; as an HTTP proxy only
/// those who ask for its port 443.
class DivertingProxy {
public:
    DivertingProxy(asio::io_context& io, ProxyKind kind, std::uint16_t port)
        : io_(io),
          listener_(io.get_executor(), {"127.0.0.1", 0}),
          kind_(kind),
          port_(port),
          serving_(start(io, serve())) {}

    [[nodiscard]] Proxy proxy() const {
        Proxy made;
        made.kind = kind_;
        made.host = "127.0.0.1";
        made.port = listener_.port();
        return made;
    }

    std::vector<std::string> asked;  ///< as the proxy heard it

private:
    using Wire = std::shared_ptr<Transport>;

    asio::awaitable<void> serve() {
        for (;;) {
            Wire client = co_await listener_.accept();
            asio::co_spawn(io_, divert(std::move(client)), asio::detached);
        }
    }
    asio::awaitable<void> divert(Wire client) {
        bool wanted = true;
        if (kind_ == ProxyKind::socks5) co_await greet(*client);
        else wanted = co_await hear_connect(*client);
        if (!wanted) co_return;
        Endpoint to;
        to.host = "127.0.0.1";
        to.port = port_;
        Wire server = co_await connect_tcp(std::move(to), ample);
        asio::co_spawn(io_, carry(client, server), asio::detached);
        co_await carry(server, client);
    }
    static asio::awaitable<std::string> take(Transport& from, std::size_t size) {
        std::string bytes;
        std::array<char, 1> octet{};
        while (bytes.size() < size) {
            if (co_await from.read(octet) == 0) break;
            bytes += octet[0];
        }
        co_return bytes;
    }
    asio::awaitable<void> greet(Transport& client) {
        const std::string greeting = co_await take(client, 2);
        (void)co_await take(client, static_cast<unsigned char>(greeting.at(1)));
        const std::string chosen("\x05\x00", 2);
        co_await client.write(chosen);
        const std::string head = co_await take(client, 5);
        const std::string host = co_await take(client, static_cast<unsigned char>(head.at(4)));
        (void)co_await take(client, 2);
        asked.push_back(host);
        const std::string done("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10);
        co_await client.write(done);
    }
    asio::awaitable<bool> hear_connect(Transport& client) {
        std::string head;
        while (!head.ends_with("\r\n\r\n")) {
            const std::string octet = co_await take(client, 1);
            if (octet.empty()) co_return false;
            head += octet;
        }
        asked.push_back(head.substr(0, head.find('\r')));
        const bool wanted = asked.back().contains(":443 ");
        const std::string done = std::string("HTTP/1.1 ") + (wanted ? "200 OK" : "403 Forbidden") + "\r\n\r\n";
        co_await client.write(done);
        co_return wanted;
    }
    static asio::awaitable<void> carry(Wire from, Wire to) {
        std::array<char, 4096> buffer{};
        try {
            while (const std::size_t size = co_await from->read(buffer)) {
                const std::string_view bytes(buffer.data(), size);
                co_await to->write(bytes);
            }
        } catch (const Failure&) {
        }
        to->close();
    }

    asio::io_context& io_;
    TcpListener listener_;
    ProxyKind kind_;
    std::uint16_t port_;
    Task<bool> serving_;
};

}  // namespace headstock::network::test
