// SPDX-License-Identifier: MIT
#include "headstock/network/connect.hpp"

#include <optional>
#include <utility>

#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/tcp.hpp"

namespace headstock::network {
namespace {

void add(std::optional<Error>& all, const Failure& failure) {
    if (!all) {
        all = Error{failure.code(), failure.what()};
        return;
    }
    all->code = most_telling(all->code, failure.code());
    all->text.append("; ").append(failure.what());
}

asio::awaitable<std::unique_ptr<Transport>> reach(Resolver& resolver, Endpoint endpoint, Duration limit,
                                                  const std::optional<Proxy>& proxy) {
    if (proxy) return connect_through(resolver, *proxy, std::move(endpoint), limit);
    return connect_tcp(resolver, std::move(endpoint), limit);
}

bool is_proxys_fault(const std::error_code& code) {
    return code == Errc::proxy_unreachable || code == Errc::proxy_login;
}

}  // namespace

asio::awaitable<Connected> connect_any(Resolver& resolver, std::vector<Target> targets, Duration per_target) {
    return connect_any(resolver, std::move(targets), per_target, std::nullopt);
}

asio::awaitable<Connected> connect_any(Resolver& resolver, std::vector<Target> targets, Duration per_target,
                                       std::optional<Proxy> proxy) {
    std::optional<Error> failures;
    for (Target& target : targets) {
        Endpoint endpoint;
        endpoint.host = target.host;
        endpoint.port = target.port;
        Connected connected;
        try {
            connected.transport = co_await reach(resolver, std::move(endpoint), per_target, proxy);
        } catch (const Failure& failure) {
            if (was_cancelled(failure) || is_proxys_fault(failure.code())) throw;
            add(failures, failure);
            continue;
        }
        connected.target = std::move(target);
        co_return connected;
    }
    throw Failure(failures.value_or(Error{Errc::unreachable, "there is nothing to connect to"}));
}

}  // namespace headstock::network
