// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/core/stream.hpp"

/// XMPP Ping (XEP-0199): ask an entity whether it is there, and say that we are.
namespace headstock::ping {

inline constexpr std::string_view ns = "urn:xmpp:ping";

/// The question, which holds nothing.
struct Ping {
    static constexpr auto xml = bridge::element("ping", ns);
    friend bool operator==(const Ping&, const Ping&) = default;
};

/// Asks `entity` for a sign of life: our own server, where it is empty. An error that is an answer is a sign of life
/// too (XEP-0199 §4.2): `core::StanzaCondition::service_unavailable` or `feature_not_implemented` from `entity` itself.
[[nodiscard]] core::Request<core::Done> ping(core::Jid entity = {});

/// Answers pings for as long as it lives.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);
    /// Answers no more, so that another may in its place.
    void withdraw() {
        answering_.cancel();
        announced_.cancel();
    }

private:
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::ping
