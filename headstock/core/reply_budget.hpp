// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <map>

#include "headstock/base/clock.hpp"
#include "headstock/core/jid.hpp"

namespace headstock::core {

/// How much each peer may have us answer by ourselves: so many requests at once, and then so many a second. It keeps
/// strangers from making us flood our own server, and two programs from answering each other for ever.
class ReplyBudget {
public:
    /// Peers that are kept account of at a time; of more the first at hand begins anew.
    static constexpr std::size_t max_peers = 1'000;

    /// No `rate`: no limit.
    ReplyBudget(const Clock& clock, std::size_t burst, std::size_t rate) : clock_(clock), burst_(burst), rate_(rate) {}

    /// Takes an answer to `peer`, a bare address, from the budget. Gives whether there was one left.
    [[nodiscard]] bool spend(const Jid& peer);

private:
    struct Account {
        double left;
        Instant since;
    };
    void make_room();
    [[nodiscard]] double left(const Account& account) const;

    const Clock& clock_;
    std::size_t burst_;
    std::size_t rate_;
    std::map<Jid, Account> peers_;
};

}  // namespace headstock::core
