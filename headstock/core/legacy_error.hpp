// SPDX-License-Identifier: MIT
#pragma once
#include <optional>

#include "headstock/core/stanza_error.hpp"

/// The numbers that told what was wrong before XMPP had conditions (XEP-0086). `legacy_code` has them the other way.
namespace headstock::core {

/// What such a number means where no condition is told; none for one that XEP-0086 does not list. "Payment required"
/// (402) has no condition any more: `undefined_condition`.
[[nodiscard]] std::optional<StanzaCondition> condition_of_legacy(int code) noexcept;

}  // namespace headstock::core
