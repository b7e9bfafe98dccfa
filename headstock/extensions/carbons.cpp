// SPDX-License-Identifier: MIT
#include "headstock/extensions/carbons.hpp"

#include <utility>

namespace headstock::carbons {
namespace {

constexpr std::string_view forward_ns = "urn:xmpp:forward:0";

struct Enable {
    static constexpr auto xml = bridge::element("enable", ns);
};
struct Disable {
    static constexpr auto xml = bridge::element("disable", ns);
};

}  // namespace

std::optional<Carbon> of(const core::Message& carrier, const core::Jid& account) {
    if (!carrier.from().empty() && carrier.from() != account.bare()) return std::nullopt;
    auto copy = carrier.view().child({"received", ns});
    const Direction direction = copy ? Direction::received : Direction::sent;
    if (!copy) copy = carrier.view().child({"sent", ns});
    const auto forwarded = copy ? copy->child({"forwarded", forward_ns}) : std::nullopt;
    const auto inner = forwarded ? forwarded->child({"message", carrier.view().ns()}) : std::nullopt;
    if (!inner) return std::nullopt;
    Result<core::Message> message = core::Message::read(*inner);
    if (!message) return std::nullopt;
    std::optional<delay::Delay> since;
    if (const auto element = forwarded->child(bridge::name_of<delay::Delay>()))
        if (auto delay = bridge::read<delay::Delay>(*element)) since = std::move(*delay);
    return Carbon{.direction = direction, .message = std::move(*message), .delay = std::move(since)};
}

core::Request<core::Done> enable() { return core::set<core::Done>({}, bridge::write(Enable())); }
core::Request<core::Done> disable() { return core::set<core::Done>({}, bridge::write(Disable())); }

Module::Module(core::Stream& stream)
    : stream_(stream),
      inline_(stream.bind_with([] { return std::optional(bridge::write(Enable())); })),
      statuses_(stream.on_status([this](core::Status status) {
          if (status == core::Status::bound && !stream_.resumed() && !stream_.was_bound_with(ns)) ask();
      })),
      messages_(stream.router().on_message([this](const core::Message& message) {
          if (const auto carbon = of(message, stream_.address())) carbons_.fire(*carbon);
      })),
      announced_(stream.announce(std::string(ns))) {}

void Module::ask() {
    stream_.ask<core::Done>(enable(), [this](const Result<core::Done>& answer) {
        if (!answer) refusals_.fire(answer.error());
    });
}

}  // namespace headstock::carbons
