// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>

#include "headstock/core/feature.hpp"
#include "headstock/core/iq.hpp"
#include "headstock/core/lexical.hpp"

namespace headstock::core {

/// What a client asks for when it binds a resource (RFC 6120 §7), and what it is given.
struct BindPayload {
    std::optional<std::string> resource;
    std::optional<Jid> jid;

    static constexpr auto xml =
        bridge::element("bind", "urn:ietf:params:xml:ns:xmpp-bind", bridge::text("resource", &BindPayload::resource),
                        bridge::text("jid", &BindPayload::jid));
    friend bool operator==(const BindPayload&, const BindPayload&) = default;
};

/// An iq that a login consists of: sent, and its answer awaited, before anybody can be asked anything.
class IqStep {
public:
    Result<Progress> ask(bridge::View payload, Negotiation& negotiation, const Send& send, IqType type = IqType::set);
    /// The result, where `element` is it; fails with the error that came instead.
    Result<bridge::View> answer(bridge::View element) const;

private:
    std::string id_;
};

/// Resource binding (RFC 6120 §7). The bound address must be ours, but for a login as nobody.
class Bind final : public Feature {
public:
    [[nodiscard]] bridge::Name name() const override;
    [[nodiscard]] bool wanted(const Negotiation& negotiation, bridge::View offer) const override;
    Result<Progress> start(bridge::View offer, Negotiation& negotiation, const Send& send) override;
    Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) override;

private:
    IqStep step_;
};

/// The session of RFC 3921, for servers that still demand it.
class LegacySession final : public Feature {
public:
    [[nodiscard]] bridge::Name name() const override;
    [[nodiscard]] bool wanted(const Negotiation& negotiation, bridge::View offer) const override;
    Result<Progress> start(bridge::View offer, Negotiation& negotiation, const Send& send) override;
    Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) override;

private:
    IqStep step_;
    bool done_ = false;
};

}  // namespace headstock::core
