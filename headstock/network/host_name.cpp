// SPDX-License-Identifier: MIT
#include "headstock/network/host_name.hpp"

#include <algorithm>

namespace headstock::network {
namespace {

constexpr std::size_t longest_name = 253;
constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_literal = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// More than letters, digits and hyphens: names with an underscore are in use, and no other harm is in the rest.
bool fits_a_label(char c) { return c > ' ' && c < 0x7f && c != '\\' && c != '/' && c != '[' && c != ']' && c != ':'; }

}  // namespace

std::string canonical_host(std::string_view host) {
    if (host.size() > 1 && host.ends_with('.')) host.remove_suffix(1);
    std::string canonical(host);
    std::ranges::transform(canonical, canonical.begin(), lower);
    return canonical;
}

std::optional<asio::ip::address> read_literal(std::string_view host) {
    if (host.size() > longest_literal || host.find('\0') != host.npos) return std::nullopt;
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    asio::error_code wrong;
    asio::ip::address address = asio::ip::make_address(std::string(host), wrong);
    if (wrong || (bracketed && !address.is_v6())) return std::nullopt;
    return address;
}

bool is_localhost(std::string_view host) { return host == "localhost" || host.ends_with(".localhost"); }

bool is_host_name(std::string_view host) {
    if (host.empty() || host.size() > longest_name) return false;
    std::size_t label = 0;
    for (const char c : host) {
        if (c == '.' ? label == 0 : !fits_a_label(c)) return false;
        label = c == '.' ? 0 : label + 1;
        if (label > longest_label) return false;
    }
    return label > 0;
}

}  // namespace headstock::network
