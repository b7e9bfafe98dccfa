// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/sasl_exchange.hpp"

namespace headstock::core {

/// SASL2 (XEP-0388): logs in without another stream header and, where the server can, binds a resource (Bind 2,
/// XEP-0386), goes on with a lost session (XEP-0198 §8) and gets or uses a token (FAST, XEP-0484) in the same breath.
///
/// A resource that the account names is bound the classic way: Bind 2 leaves it to the server.
class Sasl2 final : public Feature {
public:
    [[nodiscard]] bridge::Name name() const override;
    [[nodiscard]] bool wanted(const Negotiation& negotiation, bridge::View offer) const override;
    Result<Progress> start(bridge::View offer, Negotiation& negotiation, const Send& send) override;
    Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) override;

    Result<Progress> compute(const Send& send) override;
    void update(bridge::View features, Negotiation& negotiation) override;
    /// The features of a login before, if with them and a token this one may begin before the server has spoken.
    [[nodiscard]] static std::optional<bridge::Element> foreseen(const Negotiation& negotiation);

private:
    void read(bridge::View offer, Negotiation& negotiation);
    static void keep(bridge::View offer, Negotiation& negotiation);
    Result<Progress> begin(const Result<std::optional<std::string>>& response, Negotiation& negotiation,
                           const Send& send);
    void add_inline(bridge::Element& request, Negotiation& negotiation);
    void add_token(bridge::Element& request, const Negotiation& negotiation);
    [[nodiscard]] std::optional<bridge::Element> bind_request(Negotiation& negotiation);
    Result<Progress> challenged(bridge::View challenge, const Send& send);
    static Result<Progress> answer(const Result<std::optional<std::string>>& response, const Send& send);
    Result<Progress> succeeded(bridge::View success, Negotiation& negotiation);
    Result<void> session(bridge::View success, const Jid& address, Negotiation& negotiation) const;
    void take_token(bridge::View success, Negotiation& negotiation) const;

    SaslExchange exchange_;
    bool can_resume_ = false;
    bool can_bind_ = false;
    std::vector<std::string> with_bind_;        // what the server enables together with the resource
    std::vector<std::string> asked_with_bind_;  // and what of it was asked for
    std::string token_mechanism_;               // of the token that the server may give
};

}  // namespace headstock::core
