// SPDX-License-Identifier: MIT
#include "headstock/client/reconnect_location.hpp"

#include "headstock/base/number.hpp"

namespace headstock::client {

std::optional<network::Target> location_of(std::string_view location) {
    network::Target target;
    target.port = 5222;
    const bool bracketed = location.starts_with('[');
    const std::size_t end = bracketed ? location.find(']') : location.find(':');
    if (bracketed && end == std::string_view::npos) return std::nullopt;
    target.host = bracketed ? location.substr(1, end - 1) : location.substr(0, end);
    std::string_view rest =
        end == std::string_view::npos ? std::string_view() : location.substr(end + (bracketed ? 1 : 0));
    if (target.host.empty()) return std::nullopt;
    if (rest.empty()) return target;
    const auto port = read_number<std::uint16_t>(rest.substr(1));
    if (!rest.starts_with(':') || !port || *port == 0) return std::nullopt;
    target.port = *port;
    return target;
}

}  // namespace headstock::client
