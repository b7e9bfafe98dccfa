// SPDX-License-Identifier: MIT
#include "capi/payload_types.hpp"

#include "headstock/extensions/pubsub.hpp"
#include "headstock/extensions/pubsub_condition.hpp"
#include "headstock/extensions/pubsub_events.hpp"
#include "headstock/extensions/pubsub_owner.hpp"

namespace headstock::capi::detail {

void add_pubsub(std::vector<PayloadType>& all) {
    add<pubsub::Query, pubsub::OwnerQuery, pubsub::Event, pubsub::Refusal>(all);
}

}  // namespace headstock::capi::detail
