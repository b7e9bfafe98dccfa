// SPDX-License-Identifier: MIT
#include "headstock/network/fetch.hpp"

#include <asio/this_coro.hpp>

#include <chrono>
#include <utility>

#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/transfer.hpp"
#include "headstock/network/wakeup.hpp"

namespace headstock::network {
namespace {

/// Throws what there is instead of a document or another place.
void check(const Transfer& transfer) {
    if (transfer.failure()) throw Failure(*transfer.failure());
    const long status = transfer.status();
    if (status != 200 && transfer.redirect().empty())
        throw Failure(Errc::fetch_failed, "status " + std::to_string(status));
}

}  // namespace

asio::awaitable<std::string> fetch(Resolver& resolver, std::string uri, Duration limit) {
    return fetch(resolver, std::move(uri), limit, std::string());
}

asio::awaitable<std::string> fetch(Resolver& resolver, std::string uri, Duration limit, std::string trusted_pem,
                                   std::optional<Proxy> proxy) {
    const Instant deadline = std::chrono::steady_clock::now() + limit;
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    HttpsRoute route;
    route.trusted_pem = std::move(trusted_pem);
    route.proxy = std::move(proxy);
    for (int redirects = 0; redirects <= max_redirects; ++redirects) {
        const Uri parts = https_uri(uri);
        co_await route.find(resolver, parts, deadline - std::chrono::steady_clock::now());
        Wakeup over(executor);
        Transfers all(executor);
        Transfer transfer(all, parts, route, max_document, deadline - std::chrono::steady_clock::now());
        transfer.start([&over] { over.raise(); });
        while (!transfer.over()) co_await over.wait();
        check(transfer);
        uri = transfer.redirect();
        if (uri.empty()) co_return transfer.take_body();
    }
    throw Failure(Errc::fetch_failed, "too many redirects");
}

}  // namespace headstock::network
