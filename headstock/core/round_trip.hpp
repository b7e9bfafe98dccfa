// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <string_view>

#include "headstock/bridge/round_trip.hpp"
#include "headstock/core/jid.hpp"

/// HEADSTOCK_PAYLOAD_TEST for payloads that have addresses.
template <>
struct headstock::bridge::Arbitrary<headstock::core::Jid> {
    static core::Jid make(Random& random) {
        static constexpr auto texts = std::to_array<std::string_view>(
            {"montague.lit", "romeo@montague.lit", "romeo@montague.lit/orchard", "[::1]/a", "montague.lit/a@b/c d",
             "fu\xc3\x9f"
             "ball@\xc3\xa9t\xc3\xa9.example/<&'>",
             "artagnan@gascon.fr/\xf0\x9f\x98\x80"});
        return core::jid(texts[static_cast<std::size_t>(random.below(texts.size()))]);
    }
};
