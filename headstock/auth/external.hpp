// SPDX-License-Identifier: MIT
#pragma once
#include <utility>

#include "headstock/auth/single_message.hpp"

namespace headstock::auth {

/// Leaves the proof to the certificate that TLS has shown (RFC 4422 appendix A, XEP-0178). `choose` gives it only where
/// there was one.
class External final : public SingleMessage {
public:
    /// `authorization_id`: whom to act as; empty: whom the certificate names.
    explicit External(std::string authorization_id) : authorization_id_(std::move(authorization_id)) {}

    [[nodiscard]] std::string_view name() const override { return "EXTERNAL"; }

private:
    [[nodiscard]] Result<std::string> message() override;

    std::string authorization_id_;
};

}  // namespace headstock::auth
