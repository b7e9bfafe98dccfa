// SPDX-License-Identifier: MIT
#include "headstock/extensions/delay.hpp"

namespace headstock::delay {

std::optional<Delay> of(const core::Stanza& stanza, const core::Jid& keeper) {
    for (const bridge::View child : stanza.view().children()) {
        if (!child.is(bridge::name_of<Delay>())) continue;
        if (Result<Delay> delay = bridge::read<Delay>(child); delay && delay->from == keeper) return std::move(*delay);
    }
    return std::nullopt;
}

}  // namespace headstock::delay
