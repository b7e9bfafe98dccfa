// SPDX-License-Identifier: MIT
#include "headstock/network/fetch.hpp"

#include <asio/this_coro.hpp>

#include <chrono>
#include <utility>

#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/transfer.hpp"
#include "headstock/network/uri.hpp"

namespace headstock::network {
namespace {

Uri https_uri(const std::string& text) {
    Result<Uri> uri = parse_uri(text);
    if (!uri) throw Failure(std::move(uri.error()));
    if (uri->scheme != "https") throw Failure(Errc::bad_uri, "it is not https");
    if (!uri->user_info.empty()) throw Failure(Errc::bad_uri, "it has a user");
    return std::move(*uri);
}

}  // namespace

asio::awaitable<std::string> fetch(Resolver& resolver, std::string uri, Duration limit) {
    return fetch(resolver, std::move(uri), limit, std::string());
}

asio::awaitable<std::string> fetch(Resolver& resolver, std::string uri, Duration limit, std::string trusted_pem) {
    const Instant deadline = std::chrono::steady_clock::now() + limit;
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    for (int redirects = 0; redirects <= max_redirects; ++redirects) {
        const Uri parts = https_uri(uri);
        const Duration left = deadline - std::chrono::steady_clock::now();
        const auto addresses = co_await resolver.addresses(parts.host, left);
        Transfer transfer(executor, parts, addresses, trusted_pem);
        co_await transfer.run(deadline);
        uri = transfer.redirect();
        if (uri.empty()) co_return transfer.take_document();
    }
    throw Failure(Errc::fetch_failed, "too many redirects");
}

}  // namespace headstock::network
