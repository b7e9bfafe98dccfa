// SPDX-License-Identifier: MIT
#include "headstock/testing/server/routing.hpp"

#include "headstock/core/namespaces.hpp"
#include "headstock/testing/server/presences.hpp"

namespace headstock::testing::detail {
namespace {

using core::StreamCondition;

bool is_stanza_tag(std::string_view tag) { return tag == "message" || tag == "presence" || tag == "iq"; }

/// RFC 6120 §8.1.2.1: a client can only be itself. A component says who of its domain it is.
bool is_true(const Session& sender, std::optional<std::string_view> from) {
    if (!from) return !sender.account.component;
    const auto jid = core::Jid::parse(*from);
    if (sender.account.component) return jid && jid->domain() == sender.jid.domain();
    return jid && (*jid == sender.jid || *jid == sender.account.jid);
}

/// The stanza with what the server says of its sender.
bridge::Element stamped(const Session& sender, bridge::View received) {
    bridge::Element stanza(received);
    if (!sender.account.component) stanza.attribute("from", sender.jid.text());
    if (!sender.language.empty() && !stanza.attribute(bridge::xml_lang))
        stanza.attribute(bridge::xml_lang, sender.language);  // RFC 6120 §8.1.5: the recipient's stream has another
    return stanza;
}

template <class Stanza, class Route>
void read_and_route(Hub& hub, Session& sender, bridge::View view, Route route) {
    const Result<Stanza> stanza = Stanza::read(view);
    if (stanza) return route(hub, sender, *stanza);
    const bool address = stanza.error().code.category() != core::stanza_category();
    bounce(sender, view, address ? core::StanzaCondition::jid_malformed : core::StanzaCondition::bad_request);
}

}  // namespace

bool is_stanza(bridge::View element) { return element.ns() == core::ns::client && is_stanza_tag(element.tag()); }

bridge::Element error_reply(bridge::View stanza, const core::Jid& sender, const core::StanzaFailure& failure) {
    bridge::Element reply(stanza.tag(), core::ns::client);
    reply.attribute("type", "error");
    if (const auto id = stanza.attribute("id")) reply.attribute("id", *id);
    if (const auto to = core::Jid::parse(stanza.attribute("to").value_or(""))) reply.attribute("from", to->text());
    if (!sender.empty()) reply.attribute("to", sender.text());
    reply.add(failure.write());
    return reply;
}

void bounce(Session& sender, bridge::View stanza, const core::StanzaFailure& failure) {
    const std::string_view type = stanza.attribute("type").value_or("");
    if (type == "error" || (type == "result" && stanza.tag() == "iq")) return;
    const auto from = core::Jid::parse(stanza.attribute("from").value_or(""));
    sender.outlet.deliver(error_reply(stanza, from ? *from : sender.jid, failure));
}

void bounce(Session& sender, bridge::View stanza, core::StanzaCondition why) {
    bounce(sender, stanza, core::StanzaFailure(why));
}

void bounce(Hub& hub, bridge::View stanza, core::StanzaCondition why) {
    const auto from = core::Jid::parse(stanza.attribute("from").value_or(""));
    if (!from) return;
    Session* sender = hub.component(*from);
    if (!sender) sender = hub.accounts.find_session(*from);
    if (sender) bounce(*sender, stanza, why);
}

std::optional<StreamCondition> route(Hub& hub, Session& sender, bridge::View element) {
    if (!is_stanza(element))
        return is_stanza_tag(element.tag()) ? StreamCondition::invalid_namespace
                                            : StreamCondition::unsupported_stanza_type;
    if (!is_true(sender, element.attribute("from"))) return StreamCondition::invalid_from;
    if (sender.account.component && !element.attribute("to")) return StreamCondition::improper_addressing;
    const bridge::Element stanza = stamped(sender, element);
    if (stanza.tag() == "message") read_and_route<core::Message>(hub, sender, stanza, route_message);
    else if (stanza.tag() == "presence") read_and_route<core::Presence>(hub, sender, stanza, route_presence);
    else read_and_route<core::Iq>(hub, sender, stanza, route_iq);
    return std::nullopt;
}

}  // namespace headstock::testing::detail
