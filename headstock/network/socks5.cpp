// SPDX-License-Identifier: MIT
#include "headstock/network/socks5.hpp"

#include <array>
#include <string>

#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/host_name.hpp"

namespace headstock::network {
namespace {

constexpr char version = 5;
constexpr char login_version = 1;
constexpr char to_connect = 1;
constexpr char no_login = 0;
constexpr char with_login = 2;
constexpr char no_method = '\xff';
constexpr std::size_t longest = 255;  // lengths have one octet

enum Address : char { ipv4 = 1, name = 3, ipv6 = 4 };

asio::awaitable<std::string> read_exactly(Transport& transport, std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t done = 0; done < size;) {
        const std::size_t count = co_await transport.read(std::span(bytes).subspan(done));
        if (count == 0) throw Failure(Errc::bad_proxy_answer, "it hung up");
        done += count;
    }
    co_return bytes;
}

void require(bool fine, const char* what) {
    if (!fine) throw Failure(Errc::bad_proxy_answer, what);
}

std::string sized(std::string_view text) { return static_cast<char>(text.size()) + std::string(text); }

template <std::size_t size>
std::string as_bytes(Address kind, const std::array<unsigned char, size>& octets) {
    return static_cast<char>(kind) + std::string(octets.begin(), octets.end());
}

std::string address_of(const std::string& host) {
    const auto literal = read_literal(host);
    if (!literal) return static_cast<char>(Address::name) + sized(host);
    return literal->is_v4() ? as_bytes(ipv4, literal->to_v4().to_bytes()) : as_bytes(ipv6, literal->to_v6().to_bytes());
}

std::string request_for(const Endpoint& target) {
    std::string request{version, to_connect, 0};
    request += address_of(target.host);
    request += static_cast<char>(target.port >> 8U);
    request += static_cast<char>(target.port & 0xffU);
    return request;
}

/// RFC 1928 §6.
Error meaning(char reply) {
    switch (reply) {
        case 1:
            return {Errc::proxy_refused, "general failure"};
        case 2:
            return {Errc::proxy_refused, "not allowed by its rules"};
        case 3:
            return {Errc::unreachable, "the proxy finds the network unreachable"};
        case 4:
            return {Errc::unreachable, "the proxy finds the host unreachable"};
        case 5:
            return {Errc::connection_refused, "says the proxy"};
        case 6:
            return {Errc::unreachable, "the proxy's packets expired"};
        case 7:
            return {Errc::proxy_refused, "it does not know CONNECT"};
        case 8:
            return {Errc::proxy_refused, "it does not know this type of address"};
        default:
            return {Errc::bad_proxy_answer, "reply " + std::to_string(static_cast<unsigned char>(reply))};
    }
}

asio::awaitable<void> log_in(Transport& transport, const Proxy& proxy) {
    const Secret login(login_version + sized(proxy.username) + sized(proxy.password.reveal()));
    co_await transport.write(login.reveal());
    const std::string answer = co_await read_exactly(transport, 2);
    require(answer[0] == login_version, "its login is of another version");
    if (answer[1] != 0) throw Failure(Errc::proxy_login, "it refuses user or password");
}

asio::awaitable<void> agree_on_login(Transport& transport, const Proxy& proxy) {
    const bool able = !proxy.username.empty();
    const std::string offer = able ? std::string{version, 2, no_login, with_login} : std::string{version, 1, no_login};
    co_await transport.write(offer);
    const std::string answer = co_await read_exactly(transport, 2);
    require(answer[0] == version, "it does not speak SOCKS5");
    if (answer[1] == no_method) throw Failure(Errc::proxy_login, able ? "it wants another login" : "it wants a login");
    require(answer[1] == no_login || (able && answer[1] == with_login), "it chose what was not offered");
    if (answer[1] == with_login) co_await log_in(transport, proxy);
}

/// The address from which the proxy connected: of no use, but it stands before what the target says.
asio::awaitable<void> skip_address(Transport& transport, char kind) {
    constexpr std::size_t port = 2;
    std::size_t size = kind == ipv4 ? 4 : 16;
    if (kind == Address::name) {
        const std::string length = co_await read_exactly(transport, 1);
        size = static_cast<unsigned char>(length[0]);
    } else {
        require(kind == ipv4 || kind == ipv6, "an address of an unknown type");
    }
    (void)co_await read_exactly(transport, size + port);
}

}  // namespace

asio::awaitable<void> open_socks5(Transport& transport, const Endpoint& target, const Proxy& proxy) {
    if (target.host.empty() || target.host.size() > longest)
        throw Failure(Errc::bad_host_name, "it does not fit SOCKS5");
    if (proxy.username.size() > longest || proxy.password.reveal().size() > longest)
        throw Failure(Errc::bad_proxy, "its user or password is too long");
    co_await agree_on_login(transport, proxy);
    const std::string request = request_for(target);
    co_await transport.write(request);
    const std::string answer = co_await read_exactly(transport, 4);
    require(answer[0] == version, "it does not speak SOCKS5");
    if (answer[1] != 0) throw Failure(meaning(answer[1]));
    co_await skip_address(transport, answer[3]);
}

}  // namespace headstock::network
