// SPDX-License-Identifier: MIT
#include "headstock/network/http_connect.hpp"

#include <optional>
#include <span>
#include <string>

#include "headstock/base/base64.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/host_name.hpp"
#include "headstock/wire/http_head.hpp"

namespace headstock::network {
namespace {

Secret request_for(const Endpoint& target, const Proxy& proxy) {
    const std::string to = show(target);
    std::string request = "CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n";
    if (!proxy.username.empty()) {
        const Secret login(proxy.username + ":" + std::string(proxy.password.reveal()));
        request += "Proxy-Authorization: Basic " + to_base64(login.reveal()) + "\r\n";
    }
    return Secret(request + "\r\n");
}

// An octet at a time: what comes behind the answer is not ours to read, and there is no way to put it back.
asio::awaitable<wire::HttpHead> read_answer(Transport& transport) {
    wire::HttpHeadReader reader(max_proxy_answer);
    for (;;) {
        char octet = 0;
        const std::size_t count = co_await transport.read(std::span(&octet, 1));
        if (count == 0) throw Failure(Errc::bad_proxy_answer, "it hung up");
        std::string_view bytes(&octet, 1);
        Result<std::optional<wire::HttpHead>> head = reader.receive(bytes);
        if (!head) throw Failure(Errc::bad_proxy_answer, head.error().message());
        if (*head) co_return std::move(**head);
    }
}

Errc meaning(int status) {
    switch (status) {
        case 407:
            return Errc::proxy_login;
        case 502:
        case 503:
            return Errc::unreachable;
        case 504:
            return Errc::connect_timeout;
        default:
            return status < 400 ? Errc::bad_proxy_answer : Errc::proxy_refused;
    }
}

}  // namespace

asio::awaitable<void> open_http_connect(Transport& transport, const Endpoint& target, const Proxy& proxy) {
    if (!is_host_name(canonical_host(target.host)) && !read_literal(target.host))
        throw Failure(Errc::bad_host_name, "for an HTTP proxy");
    const Secret request = request_for(target, proxy);
    co_await transport.write(request.reveal());
    const wire::HttpHead answer = co_await read_answer(transport);
    const std::optional<int> status = answer.status();
    if (!status) throw Failure(Errc::bad_proxy_answer, answer.status_text());
    if (*status / 100 != 2) throw Failure(meaning(*status), "the proxy says " + answer.status_text());
}

}  // namespace headstock::network
