// SPDX-License-Identifier: MIT
#include "capi/events.hpp"

#include <algorithm>
#include <initializer_list>

#include "capi/payload_types.hpp"

#include "headstock/extensions/delay.hpp"

namespace headstock::capi {
namespace {

using bridge::Json;

/// Whether JSON has a character of ASCII as it is.
constexpr bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

void add_addresses(EventJson& event, const core::Stanza& stanza, const core::Jid& self) {
    event.add("from", stanza.from().empty() ? self.bare_text() : std::string_view(stanza.from().text()));
    event.add("to", stanza.to().empty() ? std::string_view(self.text()) : std::string_view(stanza.to().text()));
    event.add_some("id", stanza.id());
}

void add_failure(EventJson& event, const core::Stanza& stanza) {
    const auto failure = stanza.failure();
    if (!failure) return;
    Json error = {{"condition", word(failure->condition)}, {"type", word(failure->type)}};
    if (!failure->text.empty()) error["text"] = failure->text;
    event.add_json("error", error);
}

/// What a stanza carries besides what has keys of its own.
void add_payloads(EventJson& event, bridge::View stanza, std::initializer_list<std::string_view> known) {
    Json payloads;
    for (const bridge::View child : stanza.children()) {
        const bool is_known = std::find(known.begin(), known.end(), child.tag()) != known.end();
        if (!is_known || child.ns() != stanza.ns()) payloads.push_back(payload_json(child));
    }
    if (!payloads.empty()) event.add_json("payloads", payloads);
}

void add_bodies(EventJson& event, const core::Message& message) {
    const auto bodies = message.bodies();
    if (bodies.empty()) return;
    const auto chosen =
        bodies.size() == 1 ? bodies.begin() : std::find_if(bodies.begin(), bodies.end(), [&](const auto& each) {
            return each.second == message.body();
        });
    event.add("body", chosen->second).add_some("lang", chosen->first);
    if (bodies.size() == 1) return;
    Json all = Json::array();
    for (const auto& [language, text] : bodies) all.push_back({{"lang", language}, {"text", text}});
    event.add_json("bodies", all);
}

/// When it was sent, where our own server or account says so: a sender's own stamp does not count.
void add_stamp(EventJson& event, const core::Message& message, const core::Jid& self) {
    if (!message.has<delay::Delay>()) return;
    for (const core::Jid& keeper : {self.domain_only(), self.bare()})
        if (const auto delay = delay::of(message, keeper)) {
            event.add("stamp", to_xmpp_time(delay->stamp));
            return;
        }
}

}  // namespace

EventJson::EventJson(std::string_view name) {
    json_.reserve(256);
    json_ = "{\"event\":\"";
    json_.append(name).append("\"");
}

EventJson& EventJson::raw(std::string_view key, std::string_view json) {
    json_.append(",\"").append(key).append("\":").append(json);
    return *this;
}

EventJson& EventJson::add(std::string_view key, std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), is_plain)) return raw(key, dump(Json(text)));
    json_.append(",\"").append(key).append("\":\"").append(text).append("\"");
    return *this;
}

EventJson& EventJson::add_json(std::string_view key, const Json& value) { return raw(key, dump(value)); }

EventJson& EventJson::add_reason(const Error& error) {
    add("reason", error.message()).add("category", error.code.category().name()).add("code", error.code.value());
    const std::error_condition general = error.code.default_error_condition();
    if (general.category() != core::stanza_category()) return *this;
    return add("condition", word(static_cast<core::StanzaCondition>(general.value())));
}

std::string EventJson::text() && {
    json_ += '}';
    return std::move(json_);
}

std::string message_event(const core::Message& message, const core::Jid& self, bool xml) {
    EventJson made("message");
    add_addresses(made, message, self);
    made.add("type", word(message.type()));
    add_bodies(made, message);
    made.add_some("subject", message.subject()).add_some("thread", message.thread());
    add_stamp(made, message, self);
    if (message.type() == core::MessageType::error) add_failure(made, message);
    add_payloads(made, message.view(), {"body", "subject", "thread", "error"});
    if (xml) made.add("xml", message.view().xml());
    return std::move(made).text();
}

std::string presence_event(const core::Presence& presence, const core::Jid& self, bool xml) {
    EventJson made("presence");
    add_addresses(made, presence, self);
    made.add("type", word(presence.type()));
    if (presence.type() == core::PresenceType::available)
        made.add("show", word(presence.show())).add("priority", presence.priority());
    made.add_some("status", presence.status());
    if (presence.type() == core::PresenceType::error) add_failure(made, presence);
    add_payloads(made, presence.view(), {"show", "status", "priority", "error"});
    if (xml) made.add("xml", presence.view().xml());
    return std::move(made).text();
}

std::string request_event(const core::Iq& request, std::uint64_t number, const core::Jid& self) {
    const bridge::View payload = request.view().children().front();  // a request has one
    EventJson made("request");
    made.add("request", number);
    made.add("from", request.from().empty() ? self.bare_text() : std::string_view(request.from().text()));
    made.add("type", word(request.type())).add("tag", payload.tag()).add("namespace", payload.ns());
    made.add_json("payload", payload_json(payload));
    return std::move(made).text();
}

Json roster_json(const core::RosterItem& item) { return bridge::to_json(item); }

Json resource_json(const core::Resource& resource) {
    Json made = {{"jid", resource.jid.text()}, {"show", word(resource.show)}};
    if (!resource.status.empty()) made["status"] = resource.status;
    made["priority"] = resource.priority;
    return made;
}

}  // namespace headstock::capi
