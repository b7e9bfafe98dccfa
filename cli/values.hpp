// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "headstock/base/clock.hpp"
#include "headstock/base/error.hpp"

namespace headstock::cli {

/// A place in the network.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0;

    /// Whether it can only be this machine.
    [[nodiscard]] bool is_loopback() const;
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// Reads `host`, `host:port`, `[::1]` or `[::1]:port`. Fails with `Errc::usage`.
[[nodiscard]] Result<Endpoint> read_endpoint(std::string_view text, std::uint16_t default_port);

/// Reads `30s`, `500ms`, `2m`, `1h`, or `30`, which are seconds: more than none and at most a day. Fails with
/// `Errc::usage`.
[[nodiscard]] Result<Duration> read_duration(std::string_view text);

/// Whether `text` has the form of a language tag (RFC 5646), as far as that can be seen without its registry.
[[nodiscard]] bool is_language(std::string_view text);

}  // namespace headstock::cli
