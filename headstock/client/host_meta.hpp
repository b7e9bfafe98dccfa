// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/base/error.hpp"

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

}  // namespace headstock::client
