// SPDX-License-Identifier: MIT
#pragma once
#include <optional>

#include "headstock/core/stream.hpp"

/// Last User Interaction in Presence (XEP-0319): since when nobody has touched the client.
namespace headstock::idle {

inline constexpr std::string_view ns = "urn:xmpp:idle:1";

/// In a presence: when its sender did something last.
struct Idle {
    Timestamp since;

    static constexpr auto xml = bridge::element("idle", ns, bridge::attribute("since", &Idle::since));
    friend bool operator==(const Idle&, const Idle&) = default;
};

/// Since when the sender of a presence has done nothing; nothing where it does not say so.
[[nodiscard]] std::optional<Timestamp> of(const core::Presence& presence);

/// Says in our presence since when we have done nothing.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// From now on says that nobody has done anything since then, or, with nothing, says none: in each presence that is
    /// sent afterwards, of which one should be.
    void since(std::optional<Timestamp> moment) { since_ = moment; }

private:
    std::optional<Timestamp> since_;
    Subscription shown_;
    Subscription announced_;
};

}  // namespace headstock::idle
