// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "headstock/core/message.hpp"
#include "headstock/testing/server/account.hpp"

namespace headstock::testing::detail {

/// Shows a message that `sender` has sent to the other sessions of its account that want carbons (XEP-0280 §8).
void copy_sent(const Session& sender, const core::Message& message);
/// Shows one that went to `recipients` to the other sessions of `account`.
void copy_received(const Account& account, const std::vector<Session*>& recipients, const core::Message& message);

}  // namespace headstock::testing::detail
