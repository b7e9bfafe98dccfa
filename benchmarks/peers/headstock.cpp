// SPDX-License-Identifier: MIT
#include "peers/headstock.hpp"

#include <array>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>

namespace headstock::bench {
namespace {

using bridge::Name;

constexpr std::string_view client_ns = "jabber:client";
constexpr std::string_view management_ns = "urn:xmpp:sm:3";
constexpr std::array stanza_names{
    Name{"message", client_ns}, Name{"presence", client_ns},    Name{"iq", client_ns},        Name{"a", management_ns},
    Name{"r", management_ns},   Name{"enabled", management_ns}, Name{"failed", management_ns}};
constexpr std::array payload_names{Name{"body", client_ns},
                                   Name{"query", "jabber:iq:roster"},
                                   Name{"query", "http://jabber.org/protocol/disco#info"},
                                   Name{"ping", "urn:xmpp:ping"},
                                   Name{"event", "http://jabber.org/protocol/pubsub#event"},
                                   Name{"data", "http://jabber.org/protocol/ibb"},
                                   Name{"result", "urn:xmpp:mam:2"},
                                   Name{"sent", "urn:xmpp:carbons:2"},
                                   Name{"received", "urn:xmpp:carbons:2"},
                                   Name{"request", "urn:xmpp:receipts"},
                                   Name{"active", "http://jabber.org/protocol/chatstates"},
                                   Name{"displayed", "urn:xmpp:chat-markers:0"},
                                   Name{"x", "http://jabber.org/protocol/muc#user"}};
static_assert(stanza_names.size() + payload_names.size() == 20);

}  // namespace

bridge::Limits wide_limits() {
    constexpr std::uint32_t plenty = 1U << 30U;
    return {.stanza = plenty, .attributes = 60'000, .namespaces = 60'000, .nodes = plenty, .waiting = plenty};
}

void take(bridge::Parser& parser, std::string_view bytes) {
    std::memcpy(parser.prepare(bytes.size()).data(), bytes.data(), bytes.size());
    const auto taken = parser.commit(bytes.size());
    if (taken) return;
    std::cerr << "headstock refuses: " << taken.error().code.message() << ' ' << taken.error().text << '\n';
    std::exit(1);
}

Headstock::Headstock(std::size_t others) : parser_(dispatcher_, wide_limits()) {
    for (const Name& name : stanza_names) rules_.push_back(dispatcher_.on(name, [this](bridge::View) { seen(); }));
    for (const Name& name : payload_names)
        rules_.push_back(dispatcher_.on(name, [this](bridge::View) { ++payloads_; }, bridge::Depth{2}));
    add_others(others);
}

void Headstock::add_others(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        const std::string tag = i % 2 == 0 ? std::string(payload_names[i % payload_names.size()].tag) : "tag" + number;
        const std::string space = "urn:example:" + number;
        const bridge::Depth depth = i % 10 == 9 ? bridge::Depth::any : bridge::Depth{1 + i / 2 % 2};
        rules_.push_back(dispatcher_.on(Name{tag, space}, [this](bridge::View) { ++payloads_; }, depth));
    }
}

Peer headstock_tree() {
    return {"headstock", true, [] { return std::make_unique<Headstock>(); }};
}

}  // namespace headstock::bench
