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

/// XEP-0049, Private XML Storage.
struct PrivateStorage {
    bridge::Element content{"nothing", "urn:test:nothing"};

    static constexpr auto xml = bridge::element("query", "jabber:iq:private", bridge::rest(&PrivateStorage::content));
    friend bool operator==(const PrivateStorage&, const PrivateStorage&) = default;
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

}  // namespace headstock::samples
