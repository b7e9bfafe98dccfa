// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/core/feature.hpp"

namespace headstock::core {

/// Goes on with a session that was lost, in the place of resource binding (XEP-0198 §5). Where the server will not, a
/// resource is bound after all.
class Resume final : public Feature {
public:
    [[nodiscard]] bridge::Name name() const override;
    [[nodiscard]] bool wanted(const Negotiation& negotiation, bridge::View offer) const override;
    Result<Progress> start(bridge::View offer, Negotiation& negotiation, const Send& send) override;
    Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) override;
};

}  // namespace headstock::core
