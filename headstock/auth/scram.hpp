// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/auth/channel.hpp"
#include "headstock/auth/credentials.hpp"
#include "headstock/auth/mutual.hpp"
#include "headstock/auth/pbkdf2.hpp"
#include "headstock/auth/scram_keys.hpp"
#include "headstock/auth/scram_message.hpp"
#include "headstock/base/random.hpp"

namespace headstock::auth {

/// A fresh nonce: 24 random bytes, written as 32 characters of base64.
[[nodiscard]] std::string make_nonce(Random& random);

/// The name of a SCRAM mechanism, such as "SCRAM-SHA-256-PLUS".
[[nodiscard]] std::string scram_name(Hash hash, bool plus);

/// What a SCRAM login is made of, beside the credentials.
struct ScramSetup {
    Hash hash = Hash::sha256;
    std::string nonce = {};                      ///< ours, from `make_nonce`
    std::optional<ChannelBinding> binding = {};  ///< bind to this: the -PLUS variant
    bool binding_missed = false;                 ///< we could bind, but the server offers no -PLUS: it is told so (`y`)
    std::string offer_hash = {};                 ///< what `h=` must be where the server sends one; empty: not checked
    Policy policy = {};
    KeyCache* keys = nullptr;  ///< outlives the login
};

/// Logs in without showing the password, and makes the server prove that it knows it (RFC 5802, RFC 7677, RFC 9266).
/// Where the server wants more iterations than `Policy::iterations_at_once`, the answer takes several calls.
class Scram final : public Mutual {
public:
    Scram(ScramSetup setup, Credentials credentials);

    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] Result<std::optional<std::string>> start() override;

private:
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] std::string gs2_header() const;
    [[nodiscard]] Result<std::optional<std::string>> prove(std::string_view server_first) override;
    [[nodiscard]] Result<std::optional<std::string>> prove_on() override;
    [[nodiscard]] Result<void> verify(std::string_view server_final) override;
    void begin_keys(const ServerFirst& asked);
    [[nodiscard]] std::string proof();

    ScramSetup setup_;
    Credentials credentials_;
    std::string name_;
    std::string client_first_bare_;
    std::string server_first_;
    std::string response_;             // without our proof
    std::optional<Pbkdf2> computing_;  // where the keys are not known yet
    Secret fingerprint_;
    ScramKeys keys_;
    std::string server_signature_;
};

}  // namespace headstock::auth
