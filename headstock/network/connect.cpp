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

}  // namespace

asio::awaitable<Connected> connect_any(Resolver& resolver, std::vector<Target> targets, Duration per_target) {
    std::optional<Error> failures;
    for (Target& target : targets) {
        Endpoint endpoint;
        endpoint.host = target.host;
        endpoint.port = target.port;
        Connected connected;
        try {
            connected.transport = co_await connect_tcp(resolver, std::move(endpoint), per_target);
        } catch (const Failure& failure) {
            if (was_cancelled(failure)) throw;
            add(failures, failure);
            continue;
        }
        connected.target = std::move(target);
        co_return connected;
    }
    throw Failure(failures.value_or(Error{Errc::unreachable, "there is nothing to connect to"}));
}

}  // namespace headstock::network
