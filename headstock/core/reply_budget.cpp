// SPDX-License-Identifier: MIT
#include "headstock/core/reply_budget.hpp"

#include <algorithm>
#include <chrono>

namespace headstock::core {

bool ReplyBudget::spend(const Jid& peer) {
    if (rate_ == 0) return true;
    if (peers_.size() >= max_peers && !peers_.contains(peer)) make_room();
    Account& account = peers_.try_emplace(peer, Account{static_cast<double>(burst_), clock_.now()}).first->second;
    account = {left(account), clock_.now()};
    if (account.left < 1) return false;
    account.left -= 1;
    return true;
}

double ReplyBudget::left(const Account& account) const {
    const std::chrono::duration<double> gone = clock_.now() - account.since;
    return std::min(static_cast<double>(burst_), account.left + gone.count() * static_cast<double>(rate_));
}

/// Forgets those who have not used anything, as far as it matters now; else anybody.
void ReplyBudget::make_room() {
    std::erase_if(peers_, [this](const auto& peer) { return left(peer.second) >= static_cast<double>(burst_); });
    if (peers_.size() >= max_peers) peers_.erase(peers_.begin());
}

}  // namespace headstock::core
