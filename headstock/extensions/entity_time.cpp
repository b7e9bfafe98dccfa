// SPDX-License-Identifier: MIT
#include "headstock/extensions/entity_time.hpp"

namespace headstock::entity_time {
namespace {

std::string two_digits(std::chrono::minutes::rep number) {
    std::string text = std::to_string(number);
    return text.size() < 2 ? "0" + text : text;
}

}  // namespace

core::Request<Time> query(core::Jid entity) { return core::get<Time>(std::move(entity)); }

std::string offset_text(std::chrono::minutes east) {
    const auto minutes = east.count() < 0 ? -east.count() : east.count();
    return (east.count() < 0 ? "-" : "+") + two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

Module::Module(core::Stream& stream, std::chrono::minutes east)
    : answering_(stream.router().respond<Time>(
          core::IqType::get,
          [&stream, offset = offset_text(east)](const auto&) { return Time{offset, stream.clock().wall()}; })),
      announced_(stream.announce(std::string(ns))) {}

}  // namespace headstock::entity_time
