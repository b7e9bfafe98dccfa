// SPDX-License-Identifier: MIT
#include "headstock/network/uri.hpp"

#include <algorithm>
#include <utility>

#include "headstock/base/hex.hpp"
#include "headstock/base/number.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/host_name.hpp"

namespace headstock::network {
namespace {

constexpr std::size_t longest = 2048;

bool is_visible(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

/// Takes what stands before `end` from the front of `text`, and `end`; nothing when there is no such end.
std::optional<std::string_view> cut(std::string_view& text, std::string_view end) {
    const std::size_t at = text.find(end);
    if (at == text.npos) return std::nullopt;
    const std::string_view first = text.substr(0, at);
    text.remove_prefix(at + end.size());
    return first;
}

Result<std::uint16_t> read_port(std::string_view text) {
    const Result<std::uint16_t> port = read_number<std::uint16_t>(text);
    return port && *port != 0 ? port : fail(Errc::bad_uri, "its port is not a number from 1 to 65535");
}

Result<void> read_host(Uri& uri, std::string_view host) {
    uri.host = canonical_host(host);
    const bool bracketed = host.starts_with('[');
    if (bracketed && read_literal(host)) uri.host = uri.host.substr(1, uri.host.size() - 2);
    else if (bracketed || !is_host_name(uri.host)) return fail(Errc::bad_uri, "its host is not a host name");
    return {};
}

Result<void> read_authority(Uri& uri, std::string_view authority) {
    if (const std::size_t at = authority.rfind('@'); at != authority.npos) {
        uri.user_info = authority.substr(0, at);
        authority.remove_prefix(at + 1);
    }
    const std::size_t colon =
        authority.find(':', authority.starts_with('[') ? std::min(authority.find(']'), authority.size()) : 0);
    if (colon != authority.npos) {
        const Result<std::uint16_t> port = read_port(authority.substr(colon + 1));
        if (!port) return std::unexpected(port.error());
        uri.port = *port;
    }
    return read_host(uri, authority.substr(0, colon));
}

}  // namespace

Result<Uri> parse_uri(std::string_view text) {
    if (text.size() > longest) return fail(Errc::bad_uri, "it is too long");
    if (!is_visible(text)) return fail(Errc::bad_uri, "it has characters that no URI has");
    const std::optional<std::string_view> scheme = cut(text, "://");
    if (!scheme || scheme->empty()) return fail(Errc::bad_uri, "it has no scheme");
    Uri uri;
    uri.scheme = canonical_host(*scheme);
    text = text.substr(0, text.find('#'));
    const std::size_t end = std::min(text.find_first_of("/?"), text.size());
    uri.path = text.substr(end);
    if (!uri.path.starts_with('/')) uri.path.insert(0, 1, '/');
    if (auto read = read_authority(uri, text.substr(0, end)); !read) return std::unexpected(std::move(read.error()));
    return uri;
}

Result<std::string> percent_decoded(std::string_view text) {
    std::string bytes;
    while (!text.empty()) {
        const bool coded = text.starts_with('%');
        const Result<std::string> byte = coded ? from_hex(text.substr(1, 2)) : std::string(text.substr(0, 1));
        if (!byte || byte->size() != 1) return fail(Errc::bad_uri, "a % is followed by no number");
        bytes += *byte;
        text.remove_prefix(coded ? 3 : 1);
    }
    return bytes;
}

}  // namespace headstock::network
