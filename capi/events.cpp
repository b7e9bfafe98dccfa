// SPDX-License-Identifier: MIT
#include "capi/events.hpp"

#include <algorithm>
#include <string>

#include "capi/payload_types.hpp"

#include "headstock/extensions/delay.hpp"

namespace headstock::capi {
namespace {

using bridge::Json;

void add_text(Json& event, const char* key, std::string text) {
    if (!text.empty()) event[key] = std::move(text);
}

void add_addresses(Json& event, const core::Stanza& stanza, const core::Jid& self) {
    event["from"] = stanza.from().empty() ? std::string(self.bare_text()) : stanza.from().text();
    event["to"] = stanza.to().empty() ? self.text() : stanza.to().text();
    add_text(event, "id", std::string(stanza.id()));
}

void add_failure(Json& event, const core::Stanza& stanza) {
    const auto failure = stanza.failure();
    if (!failure) return;
    Json& error = event["error"] = {{"condition", word(failure->condition)}, {"type", word(failure->type)}};
    add_text(error, "text", failure->text);
}

/// What a stanza carries besides what has keys of its own.
void add_payloads(Json& event, bridge::View stanza, std::initializer_list<std::string_view> known) {
    Json payloads = Json::array();
    for (const bridge::View child : stanza.children()) {
        const bool own = child.ns() == stanza.ns();
        if (own && std::find(known.begin(), known.end(), child.tag()) != known.end()) continue;
        payloads.push_back(payload_json(child));
    }
    if (!payloads.empty()) event["payloads"] = std::move(payloads);
}

void add_bodies(Json& event, const core::Message& message) {
    const auto bodies = message.bodies();
    if (bodies.empty()) return;
    std::string body = message.body();
    for (const auto& [language, text] : bodies)
        if (text == body) {
            event["body"] = std::move(body);
            add_text(event, "lang", language);
            break;
        }
    if (bodies.size() == 1) return;
    Json& all = event["bodies"] = Json::array();
    for (const auto& [language, text] : bodies) all.push_back({{"lang", language}, {"text", text}});
}

/// When it was sent, where our own server or account says so: a sender's own stamp does not count.
void add_stamp(Json& event, const core::Message& message, const core::Jid& self) {
    for (const core::Jid& keeper : {self.domain_only(), self.bare()})
        if (const auto delay = delay::of(message, keeper)) {
            event["stamp"] = to_xmpp_time(delay->stamp);
            return;
        }
}

}  // namespace

Json event(std::string_view name) { return {{"event", name}}; }

Json message_event(const core::Message& message, const core::Jid& self, bool xml) {
    Json made = event("message");
    add_addresses(made, message, self);
    made["type"] = word(message.type());
    add_bodies(made, message);
    add_text(made, "subject", message.subject());
    add_text(made, "thread", message.thread());
    add_stamp(made, message, self);
    if (message.type() == core::MessageType::error) add_failure(made, message);
    add_payloads(made, message.view(), {"body", "subject", "thread", "error"});
    if (xml) made["xml"] = message.view().xml();
    return made;
}

Json presence_event(const core::Presence& presence, const core::Jid& self, bool xml) {
    Json made = event("presence");
    add_addresses(made, presence, self);
    made["type"] = word(presence.type());
    if (presence.type() == core::PresenceType::available) {
        made["show"] = word(presence.show());
        made["priority"] = presence.priority();
    }
    add_text(made, "status", presence.status());
    if (presence.type() == core::PresenceType::error) add_failure(made, presence);
    add_payloads(made, presence.view(), {"show", "status", "priority", "error"});
    if (xml) made["xml"] = presence.view().xml();
    return made;
}

Json roster_json(const core::RosterItem& item) { return bridge::to_json(item); }

Json resource_json(const core::Resource& resource) {
    Json made = {{"jid", resource.jid.text()}, {"show", word(resource.show)}};
    add_text(made, "status", resource.status);
    made["priority"] = resource.priority;
    return made;
}

void add_reason(Json& event, const Error& error) {
    event["reason"] = error.message();
    event["category"] = error.code.category().name();
    event["code"] = error.code.value();
    const std::error_condition general = error.code.default_error_condition();
    if (general.category() == core::stanza_category())
        event["condition"] = word(static_cast<core::StanzaCondition>(general.value()));
}

}  // namespace headstock::capi
