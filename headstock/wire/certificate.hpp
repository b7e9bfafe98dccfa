// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <string>
#include <vector>

/// Certificates made in memory, for tests and development: nothing here is meant for a server that others rely on.
namespace headstock::wire {

/// A certificate, followed by those it rests on except the root, and its key.
struct Issued {
    std::string certificate_pem;
    std::string key_pem;
};

/// What a certificate is good for (its extended key usage).
enum class Purpose { server, client, both };

/// What is to stand in a certificate; every name is taken as it is, wrong ones too.
struct IssueOptions {
    std::vector<std::string> dns_names;   ///< dNSName
    std::vector<std::string> srv_names;   ///< SRVName, such as `_xmpp-client.example.org`
    std::vector<std::string> xmpp_addrs;  ///< xmppAddr
    std::vector<std::string> ip_addresses;
    std::string common_name = {};                              ///< the subject; empty: none
    std::chrono::seconds not_before = -std::chrono::hours(1);  ///< from now
    std::chrono::seconds not_after = std::chrono::hours(24);   ///< from now
    Purpose purpose = Purpose::server;
    int rsa_bits = 0;          ///< 0: no RSA key but one on the curve P-256, which is faster
    bool sha1 = false;         ///< signs with SHA-1 instead of SHA-256
    bool self_signed = false;  ///< signs with its own key instead of the authority's
};

/// An authority that issues certificates for tests and development. A plain value: copy it, or write it to a file.
/// Where OpenSSL cannot do what is asked, the PEM texts are empty, which `TlsContext` reports.
struct CertificateAuthority {
    std::string certificate_pem;  ///< what clients have to trust, if this is a root
    std::string key_pem;
    std::string chain_pem;  ///< what goes behind each issued certificate; empty for a root

    /// Makes a root of that name, valid for ten years.
    [[nodiscard]] static CertificateAuthority make(std::string name);
    /// Makes an authority below this one; with `may_issue` false, one that only pretends to be.
    [[nodiscard]] CertificateAuthority intermediate(std::string name, bool may_issue = true) const;
    /// Issues a certificate.
    [[nodiscard]] Issued issue(const IssueOptions& options) const;
    /// Says of `issued` whether it is revoked: an OCSP response in DER, signed by this authority, for a server to show.
    [[nodiscard]] std::string ocsp_response(const Issued& issued, bool revoked) const;
};

}  // namespace headstock::wire
