// SPDX-License-Identifier: MIT
#include "capi/payload_types.hpp"

#include "headstock/core/roster.hpp"
#include "headstock/extensions/blocking.hpp"
#include "headstock/extensions/caps.hpp"
#include "headstock/extensions/entity_time.hpp"
#include "headstock/extensions/idle.hpp"
#include "headstock/extensions/last_activity.hpp"
#include "headstock/extensions/nick.hpp"
#include "headstock/extensions/ping.hpp"
#include "headstock/extensions/privacy.hpp"
#include "headstock/extensions/profile.hpp"
#include "headstock/extensions/vcard.hpp"
#include "headstock/extensions/vcard_avatar.hpp"
#include "headstock/extensions/version.hpp"

namespace headstock::capi::detail {

void add_people(std::vector<PayloadType>& all) {
    add<core::RosterQuery, blocking::BlockList, blocking::Block, blocking::Unblock, caps::Capabilities,
        entity_time::Time, idle::Idle, last_activity::Activity, nick::Nick, ping::Ping, privacy::Query,
        profile::Profile, vcard::Card, vcard_avatar::Update, version::Info>(all);
}

}  // namespace headstock::capi::detail
