// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/core/presence.hpp"
#include "headstock/testing/server/hub.hpp"

namespace headstock::testing::detail {

/// Does what a presence asks for (RFC 6121 §3, §4). It has its true `from`.
void route_presence(Hub& hub, Session& sender, const core::Presence& presence);

/// Tells whoever has to know that a session is gone without a word. It is in no list any more.
void go_offline(Hub& hub, Session& session);

/// Tells `contact` of every session of `account` that is available, or with `gone` that it is no more.
void show_to(Account& account, Account& contact, bool gone);

}  // namespace headstock::testing::detail
