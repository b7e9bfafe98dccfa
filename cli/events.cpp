// SPDX-License-Identifier: MIT
#include "cli/events.hpp"

#include <chrono>

#include "cli/exit_codes.hpp"
#include "cli/text.hpp"

#include "headstock/extensions/delay.hpp"

namespace headstock::cli {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp before_xmpp = std::chrono::sys_days(1999y / 1 / 1);
constexpr auto clock_skew = 5min;

void add_text(Value::Fields& fields, const char* name, std::string_view text) {
    if (!text.empty()) fields.emplace_back(name, text);
}

std::string sender(const core::Stanza& stanza, const core::Jid& self) {
    return stanza.from().empty() ? std::string(self.bare_text()) : stanza.from().text();
}

void add_addresses(Value::Fields& fields, const core::Stanza& stanza, const core::Jid& self) {
    fields.emplace_back("from", sender(stanza, self));
    fields.emplace_back("to", stanza.to().empty() ? self.text() : stanza.to().text());
    fields.emplace_back("id", stanza.id());
}

void add_failure(Value::Fields& fields, const core::Stanza& stanza) {
    const auto failure = stanza.failure();
    if (!failure) return;
    Value::Fields error;
    error.emplace_back("condition", word(failure->condition));
    error.emplace_back("type", word(failure->type));
    add_text(error, "text", failure->text);
    fields.emplace_back("error", std::move(error));
}

void add_bodies(Value::Fields& fields, const core::Message& message) {
    const auto bodies = message.bodies();
    if (bodies.empty()) return;
    const std::string body = message.body();
    std::string_view language;
    Value::List all;
    for (const auto& [tag, text] : bodies) {
        if (language.empty() && text == body) language = tag;
        Value::Fields entry;
        entry.emplace_back("lang", tag);
        entry.emplace_back("text", text);
        all.emplace_back(std::move(entry));
    }
    fields.emplace_back("body", body);
    add_text(fields, "lang", language);
    if (all.size() > 1) fields.emplace_back("bodies", std::move(all));
}

std::string failure_words(const core::Stanza& stanza) {
    const auto failure = stanza.failure();
    return failure ? visible(failure->error().message()) : "an error";
}

}  // namespace

Sent sent_at(const core::Message& message, const core::Jid& self, Timestamp now) {
    for (const core::Jid& keeper : {self.domain_only(), self.bare()}) {
        const auto delay = delay::of(message, keeper);
        if (delay && delay->stamp >= before_xmpp && delay->stamp <= now + clock_skew) return {delay->stamp, true};
    }
    return {now, false};
}

Value::Fields message_fields(const core::Message& message, const core::Jid& self, const Sent& sent) {
    Value::Fields fields;
    add_addresses(fields, message, self);
    fields.emplace_back("type", word(message.type()));
    add_bodies(fields, message);
    add_text(fields, "subject", message.subject());
    add_text(fields, "thread", message.thread());
    fields.emplace_back("stamp", to_xmpp_time(std::chrono::time_point_cast<std::chrono::milliseconds>(sent.at)));
    if (sent.delayed) fields.emplace_back("delayed", true);
    if (message.type() == core::MessageType::error) add_failure(fields, message);
    return fields;
}

std::string message_line(const core::Message& message, const core::Jid& self) {
    std::string line = visible(sender(message, self)) + ": ";
    if (message.type() == core::MessageType::error) return line + "! " + failure_words(message);
    if (const std::string subject = message.subject(); !subject.empty()) line += "[" + visible(subject) + "] ";
    return line + visible_lines(message.body());
}

Value::Fields presence_fields(const core::Presence& presence, const core::Jid& self) {
    Value::Fields fields;
    fields.emplace_back("from", sender(presence, self));
    fields.emplace_back("type", word(presence.type()));
    const bool available = presence.type() == core::PresenceType::available;
    if (available) fields.emplace_back("show", word(presence.show()));
    add_text(fields, "status", presence.status());
    if (available) fields.emplace_back("priority", presence.priority());
    if (presence.type() == core::PresenceType::error) add_failure(fields, presence);
    return fields;
}

std::string presence_line(const core::Presence& presence, const core::Jid& self) {
    const bool available = presence.type() == core::PresenceType::available;
    std::string line = "* " + visible(sender(presence, self)) + " is ";
    line += available ? word(presence.show()) : word(presence.type());
    if (presence.type() == core::PresenceType::error) return line + ": " + failure_words(presence);
    if (const std::string status = presence.status(); !status.empty()) line += ": " + visible(status);
    return line;
}

Value::Fields roster_fields(const core::RosterItem& item) {
    Value::Fields fields;
    fields.emplace_back("jid", item.jid.text());
    if (item.name) fields.emplace_back("name", *item.name);
    fields.emplace_back("subscription", bridge::word_for(item.subscription));
    if (item.ask) fields.emplace_back("ask", *item.ask);
    if (item.approved) fields.emplace_back("approved", true);
    Value::List groups;
    for (const std::string& group : item.groups) groups.emplace_back(group);
    fields.emplace_back("groups", std::move(groups));
    return fields;
}

std::string roster_line(const core::RosterItem& item) {
    std::string line = visible(item.jid.text()) + '\t' + std::string(bridge::word_for(item.subscription)) + '\t';
    line += visible(item.name.value_or(""));
    char separator = '\t';
    for (const std::string& group : item.groups) {
        line += separator + visible(group);
        separator = ',';
    }
    return line;
}

Value::Fields error_fields(const Error& error) {
    Value::Fields fields;
    fields.emplace_back("code", static_cast<int>(exit_code(error)));
    fields.emplace_back("reason", error.code.message());
    return fields;
}

}  // namespace headstock::cli
