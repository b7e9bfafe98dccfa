// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/base/clock.hpp"
#include "headstock/base/error.hpp"
#include "headstock/network/proxy.hpp"
#include "headstock/network/resolver.hpp"

/// Other ways to a domain's server than TCP, as the domain publishes them by HTTPS (XEP-0156).
namespace headstock::client {

/// How large a document may be, and how many ways are taken from it.
inline constexpr std::size_t max_host_meta = std::size_t{64} * 1024;
inline constexpr std::size_t max_alternatives = 32;

/// Another way to connect.
struct Alternative {
    enum class Kind : std::uint8_t { websocket, bosh };
    Kind kind;
    std::string uri;  ///< wss: or https:, with a host that may be any

    friend bool operator==(const Alternative&, const Alternative&) = default;
};

/// Where the documents are. `domain` is in A-labels.
[[nodiscard]] std::string host_meta_uri(std::string_view domain);
[[nodiscard]] std::string host_meta_json_uri(std::string_view domain);

/// Reads the ways in the order of `/.well-known/host-meta`, an XRD without comments or DTD. What is not encrypted, no
/// URI, or said twice is left out. Fails on what is no such document, and past `max_host_meta`.
[[nodiscard]] Result<std::vector<Alternative>> parse_host_meta(std::string_view xrd);
/// The same of `/.well-known/host-meta.json`.
[[nodiscard]] Result<std::vector<Alternative>> parse_host_meta_json(std::string_view json);

/// Asks `domain`, in A-labels, for its ways: for `host-meta.json` and, where that gives none, for `host-meta`, each
/// within `limit`. Trusts the authorities in `trusted_pem`, or the system's where it is empty, and goes through
/// `proxy`, if there is one. WebSockets come first. Throws Failure: what `network::fetch` throws, why a document cannot
/// be read, or `network::Errc::service_not_offered` where they name none.
asio::awaitable<std::vector<Alternative>> find_alternatives(network::Resolver& resolver, std::string domain,
                                                            Duration limit, std::string trusted_pem,
                                                            std::optional<network::Proxy> proxy);

}  // namespace headstock::client
