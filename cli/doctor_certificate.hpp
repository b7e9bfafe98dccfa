// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headstock::cli {

/// What a certificate says of itself; whether it may be believed is another question.
struct Certificate {
    std::string subject;
    std::string issuer;
    std::vector<std::string> names;  ///< whom it is for: DNS names, services, XMPP addresses, IP addresses
    std::time_t not_before = 0;
    std::time_t not_after = 0;

    /// Full days until it expires; negative once it has.
    [[nodiscard]] std::int64_t days_left(std::time_t now) const;
};

/// Reads a certificate in DER; nothing where it is none.
[[nodiscard]] std::optional<Certificate> read_certificate(std::string_view der);

/// `time` as `2026-01-31T12:00:00Z`.
[[nodiscard]] std::string show_time(std::time_t time);

}  // namespace headstock::cli
