// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/auth/channel.hpp"
#include "headstock/auth/crypto.hpp"
#include "headstock/auth/mutual.hpp"
#include "headstock/auth/token.hpp"

namespace headstock::auth {

/// What the name of a hashed token mechanism says.
struct HashedTokenForm {
    Hash hash = Hash::sha256;
    std::string_view binding_type;  ///< as in `ChannelBinding::type`; empty: it is not bound ("NONE")
};

/// Reads a name such as "HT-SHA-512-EXPR"; nothing where it is not one of ours.
[[nodiscard]] std::optional<HashedTokenForm> hashed_token_form(std::string_view mechanism);

/// Logs in with a token in one round trip, and makes the server prove that it knows the token too
/// (draft-schmaus-kitten-sasl-ht-08). It cannot act as anybody else. `choose` gives it only inside TLS.
class HashedToken final : public Mutual {
public:
    /// `token` is for a mechanism that `hashed_token_form` knows; `binding_data` is of the type that it names.
    HashedToken(Token token, std::string username, std::string binding_data = {});

    [[nodiscard]] std::string_view name() const override { return token_.mechanism; }
    [[nodiscard]] Result<std::optional<std::string>> start() override;

private:
    [[nodiscard]] Result<std::optional<std::string>> prove(std::string_view question) override;
    [[nodiscard]] Result<void> verify(std::string_view proof) override;
    [[nodiscard]] std::string hashed(std::string_view role) const;

    Token token_;
    std::string username_;
    std::string binding_data_;
    Hash hash_ = Hash::sha256;
};

}  // namespace headstock::auth
