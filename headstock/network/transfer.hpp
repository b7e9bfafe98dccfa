// SPDX-License-Identifier: MIT
#pragma once
#include <curl/curl.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/network/alarm.hpp"
#include "headstock/network/proxy.hpp"
#include "headstock/network/resolver.hpp"
#include "headstock/network/socket_watches.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/network/uri.hpp"

namespace headstock::network {

namespace detail {
template <auto Function>
struct Free {
    template <class T>
    void operator()(T* target) const {
        Function(target);
    }
};
}  // namespace detail

/// Takes a URI apart that is https and names no user. Throws Failure (`bad_uri`). Internal, as all of this.
[[nodiscard]] Uri https_uri(std::string_view text);
/// Where such a URI leads.
[[nodiscard]] Endpoint endpoint_of(const Uri& uri);

/// How an HTTPS server is reached, and whom it must be vouched for by.
struct HttpsRoute {
    std::string trusted_pem;  ///< authorities; empty: the system's
    std::optional<Proxy> proxy;
    std::vector<asio::ip::address> addresses;  ///< of the proxy, or else of the server

    /// Looks the addresses up, within `limit`. Throws Failure.
    asio::awaitable<void> find(Resolver& resolver, const Uri& uri, Duration limit);
};

/// Requests that share connections: libcurl makes them, and Asio waits for it. It never moves: libcurl keeps its
/// address.
class Transfers {
public:
    explicit Transfers(const asio::any_io_executor& executor);
    Transfers(const Transfers&) = delete;
    Transfers& operator=(const Transfers&) = delete;
    ~Transfers() = default;

private:
    friend class Transfer;
    static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*);
    static int on_timer(CURLM*, long milliseconds, void* self);
    void act(curl_socket_t socket, int what);

    SocketWatches watches_;
    Alarm alarm_;
    std::unique_ptr<CURLM, detail::Free<&curl_multi_cleanup>> multi_;
};

/// One of them. Destroying it ends it. The environment has no say, no cookie is kept, no redirect followed, and nothing
/// is told of us.
class Transfer {
public:
    /// Is about to ask for `uri` among `all`, which outlive it, by `route`; an answer of more than `room` bytes is
    /// refused, as is one that is not whole within `limit`. Throws Failure.
    Transfer(Transfers& all, const Uri& uri, const HttpsRoute& route, std::size_t room, Duration limit);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer();

    /// Posts `body`, which is copied, instead of getting a document.
    void post(std::string_view body, std::string_view content_type);
    /// Begins; calls `done` once it is over, later, which may destroy it.
    void start(std::function<void()> done);

    [[nodiscard]] bool over() const { return over_; }
    /// Why there is no answer.
    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
    [[nodiscard]] long status() const;
    [[nodiscard]] std::string take_body() { return std::move(body_); }
    /// Where the server sends us; empty: nowhere.
    [[nodiscard]] std::string redirect() const;
    /// The server's certificate (PEM), where a connection was made for this; empty where there was one already.
    [[nodiscard]] std::string certificate() const;

private:
    friend class Transfers;
    static std::size_t on_data(const char* data, std::size_t size, std::size_t count, void* self);

    template <class Value>
    void set(CURLoption option, Value value);
    void configure(const Uri& uri, const HttpsRoute& route, Duration limit);
    void go_through(const Proxy& proxy);
    void end(CURLcode result);
    [[nodiscard]] std::optional<Error> error_of(CURLcode result) const;
    [[nodiscard]] std::string words_for(CURLcode result) const;

    Transfers& all_;
    std::size_t room_;
    std::function<void()> done_;
    bool proxied_;
    bool over_ = false;
    bool too_large_ = false;
    std::optional<Error> failure_;
    std::string body_;
    std::string words_ = std::string(CURL_ERROR_SIZE, '\0');  // libcurl's, of what went wrong
    std::unique_ptr<curl_slist, detail::Free<&curl_slist_free_all>> resolved_;
    std::unique_ptr<curl_slist, detail::Free<&curl_slist_free_all>> headers_;
    std::unique_ptr<CURL, detail::Free<&curl_easy_cleanup>> easy_;
};

}  // namespace headstock::network
