// SPDX-License-Identifier: MIT
#include "headstock/core/presence.hpp"

#include <array>
#include <optional>

#include "headstock/base/number.hpp"

namespace headstock::core {
namespace {

constexpr std::array<std::string_view, 8> types{"available",   "unavailable",  "subscribe", "subscribed",
                                                "unsubscribe", "unsubscribed", "probe",     "error"};
constexpr std::array<std::string_view, 5> shows{"online", "chat", "away", "xa", "dnd"};

std::optional<PresenceType> presence_type(std::optional<std::string_view> text) {
    if (!text) return PresenceType::available;
    for (std::size_t i = 1; i < types.size(); ++i)  // "available" is never written (RFC 6121 §4.7.1)
        if (types.at(i) == *text) return static_cast<PresenceType>(i);
    return std::nullopt;
}

}  // namespace

std::string_view word(PresenceType type) { return types.at(static_cast<std::size_t>(type)); }
std::string_view word(Show show) { return shows.at(static_cast<std::size_t>(show)); }

Presence::Presence(Show show, std::string_view status, std::int8_t priority) : StanzaOf("presence") {
    if (show != Show::online) child_text("show", word(show), {});
    if (!status.empty()) child_text("status", status, {});
    if (priority != 0) child_text("priority", std::to_string(priority), {});
}

Result<Presence> Presence::read(bridge::View view) {
    if (!presence_type(view.attribute("type")))
        return fail(make_error_code(StanzaCondition::bad_request), "unknown type of presence");
    Result<Addresses> addresses = Addresses::read(view);
    if (!addresses) return std::unexpected(std::move(addresses.error()));
    return Presence(view, std::move(addresses->from), std::move(addresses->to));
}

PresenceType Presence::type() const { return presence_type(view().attribute("type")).value_or(PresenceType::error); }

Presence& Presence::type(PresenceType type) {
    attribute("type", type == PresenceType::available ? std::string_view() : word(type));
    return *this;
}

Show Presence::show() const {
    const std::string text = text_of("show", {});
    for (std::size_t i = 1; i < shows.size(); ++i)
        if (shows.at(i) == text) return static_cast<Show>(i);
    return Show::online;
}

std::int8_t Presence::priority() const {
    return read_number<std::int8_t>(text_of("priority", {})).value_or(std::int8_t{0});
}

}  // namespace headstock::core
