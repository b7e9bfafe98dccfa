// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/core/sasl_exchange.hpp"

namespace headstock::core {

/// SASL (RFC 6120 §6).
class Sasl final : public Feature {
public:
    [[nodiscard]] bridge::Name name() const override;
    [[nodiscard]] bool wanted(const Negotiation& negotiation, bridge::View offer) const override;
    Result<Progress> start(bridge::View offer, Negotiation& negotiation, const Send& send) override;
    Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) override;
    Result<Progress> compute(const Send& send) override;

private:
    static Result<Progress> answer(const Result<std::optional<std::string>>& response, const Send& send);
    Result<Progress> begin(const Result<std::optional<std::string>>& response, const Send& send);

    SaslExchange exchange_;
};

}  // namespace headstock::core
