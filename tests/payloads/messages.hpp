// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/lexical.hpp"

/// What messages carry.
namespace headstock::samples {

/// XEP-0333, Displayed Markers.
struct Displayed {
    std::string id;

    static constexpr auto xml =
        bridge::element("displayed", "urn:xmpp:chat-markers:0", bridge::attribute("id", &Displayed::id));
    friend bool operator==(const Displayed&, const Displayed&) = default;
};

/// XEP-0308, Last Message Correction.
struct Replace {
    std::string id;

    static constexpr auto xml =
        bridge::element("replace", "urn:xmpp:message-correct:0", bridge::attribute("id", &Replace::id));
    friend bool operator==(const Replace&, const Replace&) = default;
};

/// XEP-0359, Unique and Stable Stanza IDs.
struct StanzaId {
    std::string id;
    core::Jid by;

    static constexpr auto xml = bridge::element("stanza-id", "urn:xmpp:sid:0", bridge::attribute("id", &StanzaId::id),
                                                bridge::attribute("by", &StanzaId::by));
    friend bool operator==(const StanzaId&, const StanzaId&) = default;
};

/// XEP-0461, Message Replies.
struct Reply {
    core::Jid to;
    std::string id;

    static constexpr auto xml = bridge::element("reply", "urn:xmpp:reply:0", bridge::attribute("to", &Reply::to),
                                                bridge::attribute("id", &Reply::id));
    friend bool operator==(const Reply&, const Reply&) = default;
};

/// XEP-0428, Fallback Indication.
struct Span {
    std::optional<std::uint32_t> start;
    std::optional<std::uint32_t> end;

    static constexpr auto xml = bridge::element("body", "urn:xmpp:fallback:0", bridge::attribute("start", &Span::start),
                                                bridge::attribute("end", &Span::end));
    friend bool operator==(const Span&, const Span&) = default;
};

struct Fallback {
    std::optional<std::string> of;
    std::vector<Span> bodies;
    std::vector<Span> subjects;

    static constexpr auto xml =
        bridge::element("fallback", "urn:xmpp:fallback:0", bridge::attribute("for", &Fallback::of),
                        bridge::child(&Fallback::bodies), bridge::child("subject", &Fallback::subjects));
    friend bool operator==(const Fallback&, const Fallback&) = default;
};

/// XEP-0444, Message Reactions.
struct Reactions {
    std::string to;
    std::vector<std::string> emoji;

    static constexpr auto xml =
        bridge::element("reactions", "urn:xmpp:reactions:0", bridge::attribute("id", &Reactions::to),
                        bridge::text("reaction", &Reactions::emoji));
    friend bool operator==(const Reactions&, const Reactions&) = default;
};

/// XEP-0382, Spoiler messages.
struct Spoiler {
    std::optional<bridge::LanguageTag> language;
    std::string hint;

    static constexpr auto xml =
        bridge::element("spoiler", "urn:xmpp:spoiler:0", bridge::attribute(bridge::xml_lang, &Spoiler::language),
                        bridge::text(&Spoiler::hint));
    friend bool operator==(const Spoiler&, const Spoiler&) = default;
};

/// XEP-0372, References.
enum class Mention { mention, data };
constexpr auto xml_words(Mention) {
    return bridge::words<Mention>({{Mention::mention, "mention"}, {Mention::data, "data"}});
}

struct Reference {
    std::optional<std::uint32_t> begin;
    std::optional<std::uint32_t> end;
    bridge::Open<Mention> type = Mention::mention;
    std::optional<bridge::Uri> uri;
    std::vector<bridge::Element> content;

    static constexpr auto xml =
        bridge::element("reference", "urn:xmpp:reference:0", bridge::attribute("begin", &Reference::begin),
                        bridge::attribute("end", &Reference::end), bridge::attribute("type", &Reference::type),
                        bridge::attribute("uri", &Reference::uri), bridge::rest(&Reference::content));
    friend bool operator==(const Reference&, const Reference&) = default;
};

/// XEP-0394, Message Markup.
enum class Emphasis { emphasis, code, deleted };
constexpr auto xml_words(Emphasis) {
    using enum Emphasis;
    return bridge::words<Emphasis>({{emphasis, "emphasis"}, {code, "code"}, {deleted, "deleted"}});
}

struct MarkedSpan {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    std::vector<Emphasis> kinds;

    static constexpr auto xml =
        bridge::element("span", "urn:xmpp:markup:0", bridge::attribute("start", &MarkedSpan::start),
                        bridge::attribute("end", &MarkedSpan::end), bridge::one_of(&MarkedSpan::kinds));
    friend bool operator==(const MarkedSpan&, const MarkedSpan&) = default;
};

struct MarkedList {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    bool ordered = false;
    std::vector<std::uint32_t> items;

    static constexpr auto xml = bridge::element(
        "list", "urn:xmpp:markup:0", bridge::attribute("start", &MarkedList::start),
        bridge::attribute("end", &MarkedList::end), bridge::attribute("ordered", &MarkedList::ordered).otherwise(false),
        bridge::attribute_of("li", "start", &MarkedList::items));
    friend bool operator==(const MarkedList&, const MarkedList&) = default;
};

struct MarkedBlock {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    std::optional<std::string> language;

    static constexpr auto xml = bridge::element(
        "bcode", "urn:xmpp:markup:0", bridge::attribute("start", &MarkedBlock::start),
        bridge::attribute("end", &MarkedBlock::end), bridge::attribute("language", &MarkedBlock::language));
    friend bool operator==(const MarkedBlock&, const MarkedBlock&) = default;
};

struct Markup {
    std::vector<MarkedSpan> spans;
    std::vector<MarkedList> lists;
    std::vector<MarkedBlock> code;
    std::vector<MarkedBlock> quotes;

    static constexpr auto xml =
        bridge::element("markup", "urn:xmpp:markup:0", bridge::child(&Markup::spans), bridge::child(&Markup::lists),
                        bridge::child(&Markup::code), bridge::child("bquote", &Markup::quotes));
    friend bool operator==(const Markup&, const Markup&) = default;
};

/// XEP-0492, Chat notification settings.
enum class NotifyOn { always, never, on_mention };
constexpr auto xml_words(NotifyOn) {
    using enum NotifyOn;
    return bridge::words<NotifyOn>({{always, "always"}, {never, "never"}, {on_mention, "on-mention"}});
}

struct NotifyRule {
    NotifyOn when{};
    std::optional<std::string> category;
    std::optional<std::string> type;
    std::optional<bridge::Element> advanced;

    static constexpr auto xml = bridge::element(
        bridge::tag_of(&NotifyRule::when), "urn:xmpp:notification-settings:1",
        bridge::attribute("identity-category", &NotifyRule::category),
        bridge::attribute("identity-type", &NotifyRule::type),
        bridge::child(bridge::Name{"advanced", "urn:xmpp:notification-settings:1"}, &NotifyRule::advanced));
    friend bool operator==(const NotifyRule&, const NotifyRule&) = default;
};

struct Notify {
    std::vector<NotifyRule> rules;

    static constexpr auto xml =
        bridge::element("notify", "urn:xmpp:notification-settings:1", bridge::child(&Notify::rules));
    friend bool operator==(const Notify&, const Notify&) = default;
};

}  // namespace headstock::samples
