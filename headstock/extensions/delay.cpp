// SPDX-License-Identifier: MIT
#include "headstock/extensions/delay.hpp"

namespace headstock::delay {

std::optional<Delay> of(const core::Stanza& stanza, const core::Jid& keeper) {
    std::optional<Delay> found;
    for (const bridge::View child : stanza.view().children()) {
        if (!child.is(bridge::name_of<Delay>())) continue;
        Result<Delay> delay = bridge::read<Delay>(child);
        if (!delay || delay->from != keeper) continue;
        if (found) return std::nullopt;
        found = std::move(*delay);
    }
    return found;
}

}  // namespace headstock::delay
