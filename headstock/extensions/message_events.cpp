// SPDX-License-Identifier: MIT
#include "headstock/extensions/message_events.hpp"

namespace headstock::message_events {

std::optional<Events> notice_in(const core::Message& message) {
    if (message.type() == core::MessageType::error || message.has_body()) return std::nullopt;
    Result<Events> events = message.payload<Events>();
    if (!events || !events->id) return std::nullopt;
    return std::move(*events);
}

}  // namespace headstock::message_events
