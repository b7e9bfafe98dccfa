// SPDX-License-Identifier: MIT
#include <utility>

#include "headstock/core/feature.hpp"

namespace headstock::core {

void Negotiation::recall() {
    if (memory == LoginMemory() && options.logins && !account.anonymous)
        memory = options.logins->load(account.jid.bare());
    if (memory.token) account.token = memory.token;
    else memory.token = account.token;
}

void Negotiation::remember(LoginMemory remembered) {
    if (remembered == memory) return;
    memory = std::move(remembered);
    if (memory.token) account.token = memory.token;
    if (options.logins && !account.anonymous) options.logins->save(account.jid.bare(), memory);
}

void Negotiation::forget_token() {
    LoginMemory without = memory;
    without.token.reset();
    account.token.reset();
    remember(std::move(without));
}

void Negotiation::forget_offer() {
    LoginMemory without = memory;
    without.offer.reset();
    remember(std::move(without));
}

}  // namespace headstock::core
