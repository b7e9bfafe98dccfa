// SPDX-License-Identifier: MIT
#include "headstock/extensions/ping.hpp"

namespace headstock::ping {

core::Request<core::Done> ping(core::Jid entity) {
    return core::get<core::Done>(std::move(entity), bridge::write(Ping()));
}

Module::Module(core::Stream& stream)
    : answering_(stream.router().respond<Ping>(core::IqType::get, [](const auto&) { return core::Done(); })),
      announced_(stream.announce(std::string(ns))) {}

}  // namespace headstock::ping
