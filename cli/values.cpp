// SPDX-License-Identifier: MIT
#include "cli/values.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "cli/exit_codes.hpp"

#include "headstock/base/number.hpp"

namespace headstock::cli {
namespace {

using std::chrono::milliseconds;

constexpr std::array<std::pair<std::string_view, milliseconds>, 5> units{{{"ms", milliseconds(1)},
                                                                          {"s", std::chrono::seconds(1)},
                                                                          {"m", std::chrono::minutes(1)},
                                                                          {"h", std::chrono::hours(1)},
                                                                          {"", std::chrono::seconds(1)}}};
constexpr milliseconds longest = std::chrono::hours(24);

std::unexpected<Error> wrong(std::string_view what, std::string_view text) {
    return fail(Errc::usage, std::string(what) + ": \"" + std::string(text.substr(0, 64)) + '"');
}

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

bool Endpoint::is_loopback() const {
    in_addr address{};
    if (inet_pton(AF_INET, host.c_str(), &address) == 1) return ntohl(address.s_addr) >> 24U == 127;
    return host == "localhost" || host == "::1";
}

Result<Endpoint> read_endpoint(std::string_view text, std::uint16_t default_port) {
    const bool in_brackets = text.starts_with('[');
    const std::size_t end = in_brackets ? text.find(']') : std::min(text.find(':'), text.size());
    if (end == std::string_view::npos) return wrong("no HOST:PORT", text);
    Endpoint endpoint{std::string(text.substr(in_brackets ? 1 : 0, end - (in_brackets ? 1 : 0))), default_port};
    const std::string_view rest = text.substr(end + (in_brackets ? 1 : 0));
    if (endpoint.host.empty()) return wrong("no HOST:PORT", text);
    if (rest.empty()) return endpoint;
    const Result<std::uint16_t> port = read_number<std::uint16_t>(rest.substr(1));
    if (rest.front() != ':' || !port || *port == 0) return wrong("no HOST:PORT, or [ADDRESS]:PORT", text);
    endpoint.port = *port;
    return endpoint;
}

Result<Duration> read_duration(std::string_view text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const Result<std::int64_t> number = read_number<std::int64_t>(text.substr(0, digits));
    for (const auto& [name, unit] : units) {
        if (name != text.substr(digits)) continue;
        if (!number || *number <= 0 || *number > longest / unit) break;
        return Duration(*number * unit);
    }
    return wrong("no time from 1ms to 24h", text);
}

bool is_language(std::string_view text) {
    if (text.empty() || text.size() > 35 || text.front() == '-' || text.back() == '-') return false;
    return text.find("--") == std::string_view::npos &&
           std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

}  // namespace headstock::cli
