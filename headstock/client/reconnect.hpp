// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>

#include "headstock/base/clock.hpp"
#include "headstock/base/error.hpp"
#include "headstock/base/random.hpp"

namespace headstock::client {

/// How long to wait before the next attempt (RFC 6120 §3.3): at random up to a bound that doubles with each failure, so
/// that a thousand clients that lost the same server do not come back at once.
class Backoff {
public:
    explicit Backoff(Duration first = std::chrono::seconds(1), Duration most = std::chrono::minutes(5))
        : first_(first), most_(most), bound_(first) {}

    /// The wait before the next attempt, after one failed or a connection was lost that had lasted `connected`.
    [[nodiscard]] Duration next(Random& random, Duration connected = {});

    /// A connection that lasted this long was a good one: the bound starts anew.
    static constexpr Duration good = std::chrono::minutes(1);

private:
    Duration first_;
    Duration most_;
    Duration bound_;
};

/// Whether trying again may help after `why`. Not after bad credentials, a certificate that is refused, another session
/// that took our address (`conflict`), or a close that was asked for.
[[nodiscard]] bool worth_retrying(const Error& why);

}  // namespace headstock::client
