// SPDX-License-Identifier: MIT
#include "headstock/network/proxy.hpp"

#include <utility>

#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/http_connect.hpp"
#include "headstock/network/socks5.hpp"
#include "headstock/network/timeout.hpp"
#include "headstock/network/uri.hpp"

namespace headstock::network {
namespace {

constexpr std::uint16_t socks_port = 1080;
constexpr std::uint16_t http_port = 80;
constexpr std::size_t longest_credential = 255;  // RFC 1929 has one octet for each length

Result<void> read_credentials(Proxy& proxy, std::string_view text) {
    const std::string_view name = text.substr(0, text.find(':'));
    const Result<std::string> username = percent_decoded(name);
    Result<std::string> password = percent_decoded(text.substr(std::min(name.size() + 1, text.size())));
    if (!username || !password) return fail(Errc::bad_proxy, "a % in its user or password is followed by no number");
    if (username->empty()) return fail(Errc::bad_proxy, "it has a password without a user");
    if (username->size() > longest_credential || password->size() > longest_credential)
        return fail(Errc::bad_proxy, "its user or password is too long");
    if (proxy.kind == ProxyKind::http && username->find(':') != std::string::npos)
        return fail(Errc::bad_proxy, "its user has a colon");  // RFC 7617 §2
    proxy.username = *username;
    proxy.password = Secret(std::move(*password));
    return {};
}

asio::awaitable<std::unique_ptr<Transport>> reach(Resolver& resolver, Endpoint at, Duration limit) {
    try {
        co_return co_await connect_tcp(resolver, std::move(at), limit);
    } catch (const Failure& failure) {
        if (was_cancelled(failure)) throw;
        throw Failure(Errc::proxy_unreachable, failure.what());
    }
}

asio::awaitable<std::unique_ptr<Transport>> tunnel(Resolver& resolver, const Proxy& proxy, const Endpoint& target,
                                                   Duration limit) {
    Endpoint at;
    at.host = proxy.host;
    at.port = proxy.port;
    std::unique_ptr<Transport> transport = co_await reach(resolver, std::move(at), limit);
    if (proxy.kind == ProxyKind::socks5) co_await open_socks5(*transport, target, proxy);
    else co_await open_http_connect(*transport, target, proxy);
    co_return transport;
}

std::string story(const Proxy& proxy, const Endpoint& target, const std::string& text) {
    Endpoint at;
    at.host = proxy.host;
    at.port = proxy.port;
    return show(target) + " through " + show(at) + (text.empty() ? "" : " (" + text + ")");
}

}  // namespace

Result<Proxy> parse_proxy(std::string_view uri) {
    const Result<Uri> parts = parse_uri(uri);
    if (!parts) return fail(Errc::bad_proxy, parts.error().text);
    const bool socks = parts->scheme == "socks5" || parts->scheme == "socks5h";
    if (!socks && parts->scheme != "http") return fail(Errc::bad_proxy, "its scheme is neither socks5 nor http");
    if (parts->path != "/") return fail(Errc::bad_proxy, "it has a path");
    Proxy proxy;
    proxy.kind = socks ? ProxyKind::socks5 : ProxyKind::http;
    proxy.host = parts->host;
    proxy.port = parts->port.value_or(socks ? socks_port : http_port);
    if (parts->user_info.empty()) return proxy;
    if (auto read = read_credentials(proxy, parts->user_info); !read) return std::unexpected(std::move(read.error()));
    return proxy;
}

asio::awaitable<std::unique_ptr<Transport>> connect_through(Resolver& resolver, Proxy proxy, Endpoint target,
                                                            Duration limit) {
    try {
        co_return co_await with_timeout(tunnel(resolver, proxy, target, limit), limit);
    } catch (const Failure& failure) {
        if (was_cancelled(failure)) throw;
        const bool late = failure.code() == std::errc::timed_out;
        throw Failure(late ? make_error_code(Errc::connect_timeout) : failure.code(),
                      story(proxy, target, failure.error().text));
    }
}

}  // namespace headstock::network
