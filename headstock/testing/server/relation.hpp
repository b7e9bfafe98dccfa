// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/core/presence.hpp"

namespace headstock::testing::detail {

/// What a contact is to a user, as the user's server sees it (RFC 6121, appendix A).
struct Relation {
    bool to = false;        ///< the user hears of the contact's presence
    bool from = false;      ///< the contact hears of the user's
    bool asked = false;     ///< "pending out": the user has asked for the contact's
    bool wanted = false;    ///< "pending in": the contact has asked for the user's
    bool approved = false;  ///< the contact's asking is granted beforehand (§3.4)

    friend bool operator==(const Relation&, const Relation&) = default;
};

/// Makes of `relation` what it becomes when the user sends a stanza of `type`. Gives whether that goes on to the
/// contact (A.2).
[[nodiscard]] bool sent(Relation& relation, core::PresenceType type);

/// The same for a stanza that comes from the contact. Gives whether the user is told (A.3).
[[nodiscard]] bool received(Relation& relation, core::PresenceType type);

}  // namespace headstock::testing::detail
