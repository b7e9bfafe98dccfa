// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/core/feature.hpp"

namespace headstock::core {

/// STARTTLS (RFC 6120 §5).
class StartTls final : public Feature {
public:
    [[nodiscard]] bridge::Name name() const override;
    [[nodiscard]] bool wanted(const Negotiation& negotiation, bridge::View offer) const override;
    Result<Progress> start(bridge::View offer, Negotiation& negotiation, const Send& send) override;
    Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) override;
};

}  // namespace headstock::core
