// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/core/feature.hpp"

namespace headstock::core {

/// Stream compression (XEP-0138) with zlib, after the login. Only where it is asked for: together with TLS it may give
/// secrets away to who can have us send what they choose and see how long it gets (XEP-0138 §6, CRIME). Where the
/// server will not, it goes on without.
class Compression final : public Feature {
public:
    [[nodiscard]] bridge::Name name() const override;
    [[nodiscard]] bool wanted(const Negotiation& negotiation, bridge::View offer) const override;
    Result<Progress> start(bridge::View offer, Negotiation& negotiation, const Send& send) override;
    Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) override;

private:
    bool tried_ = false;
};

}  // namespace headstock::core
