// SPDX-License-Identifier: MIT
#include "headstock/extensions/client_state.hpp"

#include <utility>

namespace headstock::client_state {
namespace {

bridge::Element saying(bool active) { return {active ? "active" : "inactive", ns}; }

}  // namespace

Module::Module(core::Stream& stream)
    : stream_(stream),
      inline_(stream.bind_with([this] { return active_ ? std::nullopt : std::optional(saying(false)); })),
      statuses_(stream.on_status([this](core::Status status) {
          // A session that goes on begins anew in this: the server takes it for active (XEP-0352 §5).
          const bool told = !stream_.resumed() && stream_.was_bound_with(ns);
          if (status == core::Status::bound && !active_ && !told) tell();
      })) {}

void Module::active(bool active) {
    if (std::exchange(active_, active) != active && stream_.status() >= core::Status::bound) tell();
}

void Module::tell() const {
    const bool cares = stream_.offers({"csi", ns}) || stream_.was_bound_with(ns);
    if (cares) (void)stream_.send(saying(active_));
}

}  // namespace headstock::client_state
