// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/network/proxy.hpp"
#include "headstock/network/resolver.hpp"

namespace headstock::network {

/// How large an answer may be.
inline constexpr std::size_t max_answer = std::size_t{4} * 1024 * 1024;

/// What an HTTPS server said.
struct HttpsAnswer {
    long status = 0;
    std::string body;
};

/// Documents that are posted to one place on an HTTPS server, several at a time, over connections that are kept. The
/// server must show a certificate for the place's host, and with each further connection the same one. No redirect is
/// followed; the environment has no say, no cookie is kept and nothing is told of us.
class HttpsPosts {
public:
    using Done = std::function<void(Result<HttpsAnswer>)>;

    /// Finds the host of `uri`, which is https, within `limit`; nothing is said to it yet. Trusts the authorities in
    /// `trusted_pem`, or the system's where it is empty. Goes through `proxy`, if there is one, which then finds the
    /// host. Throws Failure: `bad_uri`, or what the resolver throws.
    static asio::awaitable<std::unique_ptr<HttpsPosts>> open(Resolver& resolver, std::string uri,
                                                             std::string trusted_pem, std::optional<Proxy> proxy,
                                                             Duration limit);
    HttpsPosts(const HttpsPosts&) = delete;
    HttpsPosts& operator=(const HttpsPosts&) = delete;
    /// Ends what is under way, and calls nobody. Not from within a `Done`.
    ~HttpsPosts();

    /// Posts `body`, and calls `done` once, later: with the answer, whatever its status, or with `fetch_failed`,
    /// `too_large`, `connect_timeout` past `limit`, a proxy's errors, or the `wire::Errc` of what is wrong with the
    /// server's TLS. Throws Failure where libcurl cannot even try.
    void post(std::string_view body, std::string_view content_type, Duration limit, Done done);
    /// The place, as "example.org:443".
    [[nodiscard]] std::string peer() const;

private:
    struct State;
    explicit HttpsPosts(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace headstock::network
