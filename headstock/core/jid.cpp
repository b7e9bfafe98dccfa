// SPDX-License-Identifier: MIT
#include "headstock/core/jid.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "headstock/core/idna.hpp"
#include "headstock/core/precis.hpp"

namespace headstock::core {
namespace {

constexpr std::size_t max_octets = 1023;  // RFC 7622 §3.2 to §3.4: of each part, once prepared

// Nothing here and a part that is there but empty are different things.
using Part = std::optional<std::string_view>;

struct Parts {
    Part local;
    std::string_view domain;
    Part resource;
};

// RFC 7622 §3.1: the resource follows the first slash, and the local part ends at the first at-sign before that.
Parts split(std::string_view text) {
    Parts parts;
    if (const auto slash = text.find('/'); slash != std::string_view::npos) {
        parts.resource = text.substr(slash + 1);
        text = text.substr(0, slash);
    }
    if (const auto at = text.find('@'); at != std::string_view::npos) {
        parts.local = text.substr(0, at);
        text = text.substr(at + 1);
    }
    parts.domain = text;
    return parts;
}

constexpr std::string_view never_in_a_local_part = "\"&'/:<>@";  // RFC 7622 §3.3.1

bool fits(std::string_view part) { return !part.empty() && part.size() <= max_octets; }

// Which octets stand for themselves in a local part: small ASCII letters, digits and most signs.
constexpr std::array<bool, 256> make_plain_local() {
    std::array<bool, 256> plain{};
    for (std::size_t c = '!'; c <= '~'; ++c)
        plain[c] = (c < 'A' || c > 'Z') && never_in_a_local_part.find(static_cast<char>(c)) == std::string_view::npos;
    return plain;
}
constexpr std::array<bool, 256> plain_local = make_plain_local();

bool is_plain_local(std::string_view local) {
    return fits(local) &&
           std::all_of(local.begin(), local.end(), [](char c) { return plain_local[static_cast<unsigned char>(c)]; });
}

bool is_plain_resource(std::string_view resource) {
    return fits(resource) && std::all_of(resource.begin(), resource.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_plain(const Parts& parts) {
    return (!parts.local || is_plain_local(*parts.local)) && is_plain_domain(parts.domain) &&
           (!parts.resource || is_plain_resource(*parts.resource));
}

std::unexpected<Error> wrong(const char* part, std::error_code code, const std::string& why) {
    return fail(code, std::string(part) + " part: " + why);
}

// Words a profile's error as the error of one part of an address, and limits that part.
Result<std::string> as_part(const char* part, AddressErrc bad, Result<std::string> prepared) {
    if (!prepared) {
        const bool disallowed = prepared.error().code == AddressErrc::disallowed;
        return wrong(part, disallowed ? make_error_code(bad) : prepared.error().code, prepared.error().text);
    }
    if (prepared->size() > max_octets)
        return wrong(part, AddressErrc::too_long, std::to_string(prepared->size()) + " octets, at most 1023");
    return prepared;
}

Result<std::string> prepare_local(Part local) {
    if (!local) return std::string();
    auto prepared = as_part("local", AddressErrc::bad_local, username_case_mapped(*local));
    if (!prepared) return prepared;
    if (const auto at = prepared->find_first_of(never_in_a_local_part); at != std::string::npos)
        return wrong("local", AddressErrc::bad_local, std::string("'") + (*prepared)[at] + "' is not allowed");
    return prepared;
}

Result<std::string> prepare_resource(Part resource) {
    if (!resource) return std::string();
    return as_part("resource", AddressErrc::bad_resource, opaque_string(*resource));
}

struct Prepared {
    std::string local, domain, resource;
};

Result<Prepared> prepare(const Parts& parts) {
    auto domain = as_part("domain", AddressErrc::bad_domain, prepare_domain(parts.domain));
    if (!domain) return std::unexpected(std::move(domain.error()));
    auto local = prepare_local(parts.local);
    if (!local) return std::unexpected(std::move(local.error()));
    auto resource = prepare_resource(parts.resource);
    if (!resource) return std::unexpected(std::move(resource.error()));
    return Prepared{*std::move(local), *std::move(domain), *std::move(resource)};
}

Part unless_empty(std::string_view part) { return part.empty() ? Part() : Part(part); }

}  // namespace

Jid Jid::join(std::string_view local, std::string_view domain, std::string_view resource) {
    std::string text;
    text.reserve(local.size() + domain.size() + resource.size() + 2);
    text.append(local);
    if (!local.empty()) text.push_back('@');
    text.append(domain);
    if (!resource.empty()) text.append(1, '/').append(resource);
    return Jid(std::move(text), local.size(), domain.size());
}

Result<Jid> Jid::parse(std::string_view text) {
    const Parts parts = split(text);
    if (is_plain(parts)) return Jid(std::string(text), parts.local ? parts.local->size() : 0, parts.domain.size());
    const auto prepared = prepare(parts);
    if (!prepared) return std::unexpected(prepared.error());
    return join(prepared->local, prepared->domain, prepared->resource);
}

Result<Jid> Jid::make(std::string_view local, std::string_view domain, std::string_view resource) {
    const Parts parts{unless_empty(local), domain, unless_empty(resource)};
    if (is_plain(parts)) return join(local, domain, resource);
    const auto prepared = prepare(parts);
    if (!prepared) return std::unexpected(prepared.error());
    return join(prepared->local, prepared->domain, prepared->resource);
}

Jid Jid::bare() const { return Jid(std::string(bare_text()), local_size_, domain_size_); }

Jid Jid::domain_only() const { return Jid(std::string(domain()), 0, domain_size_); }

Result<Jid> Jid::with_resource(std::string_view resource) const {
    if (empty()) return wrong("domain", AddressErrc::empty, "no address to add a resource to");
    const auto prepared = prepare_resource(resource);
    if (!prepared) return std::unexpected(prepared.error());
    return join(local(), domain(), *prepared);
}

std::string Jid::ascii_domain() const { return core::ascii_domain(domain()); }

Jid jid(std::string_view text) {
    Result<Jid> made = Jid::parse(text);
    if (made) return *std::move(made);
    std::fprintf(stderr, "headstock: \"%.*s\" is not an address: %s\n", static_cast<int>(text.size()), text.data(),
                 made.error().message().c_str());
    std::abort();
}

}  // namespace headstock::core
