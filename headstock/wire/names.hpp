// SPDX-License-Identifier: MIT
#pragma once
#include <openssl/x509.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/base/error.hpp"

namespace headstock::wire::detail {

/// What a certificate says whom it is for (its subjectAltName; the common name counts for nothing: RFC 9525 §2).
struct Names {
    std::vector<std::string> dns;   ///< dNSName
    std::vector<std::string> srv;   ///< SRVName (RFC 4985): `_service.domain`
    std::vector<std::string> xmpp;  ///< xmppAddr (RFC 6120 §13.7.1.4): an address
    std::vector<std::string> ip;    ///< iPAddress: 4 or 16 octets
};

/// Reads the names of `certificate`; none when its subjectAltName is missing or malformed.
[[nodiscard]] Names names_of(const X509& certificate);

/// The names in one line, at most ten, for an error's text.
[[nodiscard]] std::string describe(const Names& names);

/// The octets of an IP address literal, `nullopt` if `text` is none. Brackets around IPv6 are the caller's to remove.
[[nodiscard]] std::optional<std::string> ip_octets(std::string_view text);

/// The one form in which a domain is asked for, sent and compared: lower case, no trailing dot, no brackets. Fails with
/// `bad_domain` on what is neither a DNS name of A-labels nor an IP address.
[[nodiscard]] Result<std::string> canonical_domain(std::string_view domain);

/// Whether `names` vouch for the XMPP service of `domain`, which is canonical (RFC 9525 §6, RFC 6120 §13.7.1.2). With
/// `direct`, the service may also be called `_xmpps-client`.
[[nodiscard]] bool matches(const Names& names, std::string_view domain, bool direct = false);

}  // namespace headstock::wire::detail
