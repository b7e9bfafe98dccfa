// SPDX-License-Identifier: MIT
#include "headstock/network/https_posts.hpp"

#include <asio/this_coro.hpp>

#include <list>
#include <utility>

#include "headstock/network/tcp.hpp"
#include "headstock/network/transfer.hpp"

namespace headstock::network {

struct HttpsPosts::State {
    State(const asio::any_io_executor& executor, Uri where, HttpsRoute how)
        : uri(std::move(where)), route(std::move(how)), all(executor) {}

    void finish(std::list<Transfer>::iterator transfer, const Done& done);

    Uri uri;
    HttpsRoute route;
    bool pinned = false;
    Transfers all;
    std::list<Transfer> open;
};

/// Only who has shown this certificate may go on with what was begun there (XEP-0124 §20.1): it alone is trusted.
void HttpsPosts::State::finish(std::list<Transfer>::iterator transfer, const Done& done) {
    if (std::string shown = transfer->certificate(); !pinned && !transfer->failure() && !shown.empty()) {
        route.trusted_pem = std::move(shown);
        pinned = true;
    }
    Result<HttpsAnswer> answer;
    if (transfer->failure()) answer = std::unexpected(*transfer->failure());
    else answer = HttpsAnswer{transfer->status(), transfer->take_body()};
    open.erase(transfer);
    done(std::move(answer));
}

HttpsPosts::HttpsPosts(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpsPosts::~HttpsPosts() = default;

asio::awaitable<std::unique_ptr<HttpsPosts>> HttpsPosts::open(Resolver& resolver, std::string uri,
                                                              std::string trusted_pem, std::optional<Proxy> proxy,
                                                              Duration limit) {
    Uri parts = https_uri(uri);
    HttpsRoute route;
    route.trusted_pem = std::move(trusted_pem);
    route.proxy = std::move(proxy);
    co_await route.find(resolver, parts, limit);
    auto state = std::make_unique<State>(co_await asio::this_coro::executor, std::move(parts), std::move(route));
    co_return std::unique_ptr<HttpsPosts>(new HttpsPosts(std::move(state)));
}

void HttpsPosts::post(std::string_view body, std::string_view content_type, Duration limit, Done done) {
    State& state = *state_;
    const auto made = state.open.emplace(state.open.end(), state.all, state.uri, state.route, max_answer, limit);
    made->post(body, content_type);
    made->start([&state, made, done = std::move(done)] { state.finish(made, done); });
}

std::string HttpsPosts::peer() const { return show(endpoint_of(state_->uri)); }

}  // namespace headstock::network
