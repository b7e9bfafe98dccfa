// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/payloads/messages.hpp"

#include "headstock/core/lexical.hpp"

/// What an account has and does.
namespace headstock::samples {

inline constexpr std::string_view commands_ns = "http://jabber.org/protocol/commands";

/// XEP-0115, Entity Capabilities.
struct Capabilities {
    std::string hash;
    bridge::Uri node;
    bridge::Bytes version;
    std::optional<std::string> extensions;  ///< names, as it was first

    static constexpr auto xml = bridge::element(
        "c", "http://jabber.org/protocol/caps", bridge::attribute("hash", &Capabilities::hash),
        bridge::attribute("node", &Capabilities::node), bridge::attribute("ver", &Capabilities::version),
        bridge::attribute("ext", &Capabilities::extensions));
    friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

/// XEP-0049, Private XML Storage.
struct PrivateStorage {
    bridge::Element content{"nothing", "urn:test:nothing"};

    static constexpr auto xml = bridge::element("query", "jabber:iq:private", bridge::rest(&PrivateStorage::content));
    friend bool operator==(const PrivateStorage&, const PrivateStorage&) = default;
};

/// XEP-0077, In-Band Registration.
struct Registration {
    bool registered = false;
    std::optional<std::string> instructions;
    std::optional<std::string> username;
    std::optional<std::string> password;
    std::optional<std::string> email;
    bool removes = false;
    std::vector<bridge::Element> others;

    static constexpr auto xml = bridge::element(
        "query", "jabber:iq:register", bridge::flag("registered", &Registration::registered),
        bridge::text("instructions", &Registration::instructions), bridge::text("username", &Registration::username),
        bridge::text("password", &Registration::password), bridge::text("email", &Registration::email),
        bridge::flag("remove", &Registration::removes), bridge::rest(&Registration::others));
    friend bool operator==(const Registration&, const Registration&) = default;
};

/// XEP-0377, Blocking Command Reports.
struct AbuseReport {
    bridge::Uri reason;
    std::vector<StanzaId> stanzas;
    bridge::LanguageTexts texts;
    bool is_for_the_origin = false;
    bool is_for_others = false;

    static constexpr auto xml =
        bridge::element("report", "urn:xmpp:reporting:1", bridge::attribute("reason", &AbuseReport::reason),
                        bridge::child(&AbuseReport::stanzas), bridge::texts("text", &AbuseReport::texts),
                        bridge::flag("report-origin", &AbuseReport::is_for_the_origin),
                        bridge::flag("third-party", &AbuseReport::is_for_others));
    friend bool operator==(const AbuseReport&, const AbuseReport&) = default;
};

/// XEP-0357, Push Notifications.
struct EnablePush {
    core::Jid service;
    std::optional<std::string> node;
    std::optional<bridge::Element> options;

    static constexpr auto xml =
        bridge::element("enable", "urn:xmpp:push:0", bridge::attribute("jid", &EnablePush::service),
                        bridge::attribute("node", &EnablePush::node),
                        bridge::child(bridge::Name{"x", "jabber:x:data"}, &EnablePush::options));
    friend bool operator==(const EnablePush&, const EnablePush&) = default;
};

/// XEP-0144, Roster Item Exchange.
enum class Exchange { add, remove, modify };
constexpr auto xml_words(Exchange) {
    using enum Exchange;
    return bridge::words<Exchange>({{add, "add"}, {remove, "delete"}, {modify, "modify"}});
}

struct ExchangedItem {
    Exchange action = Exchange::add;
    core::Jid jid;
    std::optional<std::string> name;
    std::vector<std::string> groups;

    static constexpr auto xml =
        bridge::element("item", "http://jabber.org/protocol/rosterx",
                        bridge::attribute("action", &ExchangedItem::action).otherwise(Exchange::add),
                        bridge::attribute("jid", &ExchangedItem::jid), bridge::attribute("name", &ExchangedItem::name),
                        bridge::text("group", &ExchangedItem::groups));
    friend bool operator==(const ExchangedItem&, const ExchangedItem&) = default;
};

struct RosterExchange {
    std::vector<ExchangedItem> items;

    static constexpr auto xml =
        bridge::element("x", "http://jabber.org/protocol/rosterx", bridge::child(&RosterExchange::items));
    friend bool operator==(const RosterExchange&, const RosterExchange&) = default;
};

/// XEP-0050, Ad-Hoc Commands.
enum class CommandAction { cancel, complete, execute, next, prev };
constexpr auto xml_words(CommandAction) {
    using enum CommandAction;
    return bridge::words<CommandAction>(
        {{cancel, "cancel"}, {complete, "complete"}, {execute, "execute"}, {next, "next"}, {prev, "prev"}});
}

struct CommandActions {
    std::optional<CommandAction> execute;
    std::vector<CommandAction> allowed;

    static constexpr auto xml =
        bridge::element("actions", commands_ns, bridge::attribute("execute", &CommandActions::execute),
                        bridge::one_of(&CommandActions::allowed));
    friend bool operator==(const CommandActions&, const CommandActions&) = default;
};

struct CommandNote {
    std::string type = "info";
    std::string text;

    static constexpr auto xml =
        bridge::element("note", commands_ns, bridge::attribute("type", &CommandNote::type).otherwise("info"),
                        bridge::text(&CommandNote::text));
    friend bool operator==(const CommandNote&, const CommandNote&) = default;
};

struct Command {
    std::optional<CommandAction> action;
    std::string node;
    std::optional<std::string> session;
    std::optional<std::string> status;
    std::optional<bridge::LanguageTag> language;
    std::optional<CommandActions> actions;
    std::vector<CommandNote> notes;
    std::vector<bridge::Element> payload;

    static constexpr auto xml = bridge::element(
        "command", commands_ns, bridge::attribute("action", &Command::action),
        bridge::attribute("node", &Command::node), bridge::attribute("sessionid", &Command::session),
        bridge::attribute("status", &Command::status), bridge::attribute(bridge::xml_lang, &Command::language),
        bridge::child(&Command::actions), bridge::child(&Command::notes), bridge::rest(&Command::payload));
    friend bool operator==(const Command&, const Command&) = default;
};

}  // namespace headstock::samples
