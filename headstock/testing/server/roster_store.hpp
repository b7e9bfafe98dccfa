// SPDX-License-Identifier: MIT
#pragma once
#include <expected>

#include "headstock/core/iq.hpp"
#include "headstock/core/presence.hpp"
#include "headstock/testing/server/hub.hpp"
#include "headstock/testing/server/relation.hpp"

namespace headstock::testing::detail {

/// Whether a contact hears of the presence of whose roster this item is in.
[[nodiscard]] inline bool hears(const core::RosterItem& item) {
    return item.subscription == core::SubscriptionState::from || item.subscription == core::SubscriptionState::both;
}

/// What a contact is to an account, and how that is kept.
[[nodiscard]] Relation relation(const Account& account, const core::Jid& contact);
/// Keeps it, and tells the account's sessions where the roster has changed. `request` is what asked, when it is wanted.
void keep(Hub& hub, Account& account, const core::Jid& contact, const Relation& now,
          const bridge::Element* request = nullptr);

/// Tells a contact that was taken from the roster that nothing is left of what was between the two.
void end_subscriptions(Hub& hub, Account& account, const core::Jid& contact, const Relation& before);

/// Does what a presence of one of the four subscription types asks for (RFC 6121 §3).
void subscription(Hub& hub, Session& sender, const core::Presence& presence);

/// What a question for the roster or an order to change it is answered with: nothing is an empty result.
using RosterAnswer = std::expected<std::optional<bridge::Element>, core::StanzaCondition>;
[[nodiscard]] RosterAnswer give_roster(Session& session, const core::Iq& question);
[[nodiscard]] RosterAnswer change_roster(Hub& hub, Session& session, const core::Iq& order);

}  // namespace headstock::testing::detail
