// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/auth/credentials.hpp"
#include "headstock/auth/digest_challenge.hpp"
#include "headstock/auth/mutual.hpp"

namespace headstock::auth {

/// What a DIGEST-MD5 login is made of, beside the credentials, whose domain must be known.
struct DigestMd5Setup {
    std::string nonce = {};        ///< ours, from `make_nonce`
    std::string realm = {};        ///< taken where the server offers it; empty: the domain
    std::string service = "xmpp";  ///< the protocol's name as GSSAPI knows it
};

/// Logs in with the hash of a password (RFC 2831), as old servers want it: obsolete, and cheap to guess for who listens
/// (RFC 6331). Only the initial login with qop=auth, so nonce-count is always 1. `choose` gives it only inside TLS, and
/// only where the policy allows it.
class DigestMd5 final : public Mutual {
public:
    DigestMd5(DigestMd5Setup setup, Credentials credentials);

    [[nodiscard]] std::string_view name() const override { return "DIGEST-MD5"; }
    [[nodiscard]] Result<std::optional<std::string>> start() override;

private:
    [[nodiscard]] Result<std::optional<std::string>> prove(std::string_view question) override;
    [[nodiscard]] Result<void> verify(std::string_view proof) override;
    [[nodiscard]] std::string choose_realm(const DigestChallenge& asked) const;
    /// RFC 2831 §2.1.2.1: the hash that both proofs are made of, in hexadecimal digits.
    [[nodiscard]] Result<Secret> session_key(const DigestChallenge& asked, std::string_view realm) const;

    DigestMd5Setup setup_;
    Credentials credentials_;
    std::string expected_;  // the server's proof
};

}  // namespace headstock::auth
