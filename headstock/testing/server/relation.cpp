// SPDX-License-Identifier: MIT
#include "headstock/testing/server/relation.hpp"

#include <utility>

namespace headstock::testing::detail {

using core::PresenceType;

bool sent(Relation& relation, PresenceType type) {
    switch (type) {
        case PresenceType::subscribe:
            relation.asked = !relation.to;
            return true;
        case PresenceType::unsubscribe:
            relation.to = relation.asked = false;
            return true;
        case PresenceType::subscribed:
            if (std::exchange(relation.wanted, false)) return relation.from = true;
            if (!relation.from) relation.approved = true;
            return false;
        case PresenceType::unsubscribed: {
            const bool told = relation.wanted || relation.from;
            relation.wanted = relation.from = relation.approved = false;
            return told;
        }
        default:
            return false;
    }
}

bool received(Relation& relation, PresenceType type) {
    switch (type) {
        case PresenceType::subscribe:
            return !relation.from && !std::exchange(relation.wanted, true);
        case PresenceType::unsubscribe: {
            const bool told = relation.wanted || relation.from;
            relation.wanted = relation.from = false;
            return told;
        }
        case PresenceType::subscribed:
            if (!std::exchange(relation.asked, false)) return false;
            return relation.to = true;
        case PresenceType::unsubscribed: {
            const bool told = relation.asked || relation.to;
            relation.asked = relation.to = false;
            return told;
        }
        default:
            return false;
    }
}

}  // namespace headstock::testing::detail
