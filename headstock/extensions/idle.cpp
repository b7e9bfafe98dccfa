// SPDX-License-Identifier: MIT
#include "headstock/extensions/idle.hpp"

namespace headstock::idle {

std::optional<Timestamp> of(const core::Presence& presence) {
    const Result<Idle> idle = presence.payload<Idle>();
    if (presence.type() != core::PresenceType::available || !idle) return std::nullopt;
    return idle->since;
}

Module::Module(core::Stream& stream)
    : shown_(stream.with_presence([this](bridge::View) -> std::optional<bridge::Element> {
          if (!since_) return std::nullopt;
          return bridge::write(Idle{*since_});
      })),
      announced_(stream.announce(std::string(ns))) {}

}  // namespace headstock::idle
