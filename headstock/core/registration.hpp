// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "headstock/core/bind.hpp"
#include "headstock/core/feature.hpp"

namespace headstock::core {

/// Makes the account before the login, where the account asks for it and the server lets anybody (XEP-0077). Inside TLS
/// only, where that is required: the server is told the password.
class Registration final : public Feature {
public:
    [[nodiscard]] bridge::Name name() const override;
    [[nodiscard]] bool wanted(const Negotiation& negotiation, bridge::View offer) const override;
    Result<Progress> start(bridge::View offer, Negotiation& negotiation, const Send& send) override;
    Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) override;

private:
    IqStep step_;
    bool asked_ = false;  // what the server wants to know
};

}  // namespace headstock::core
