// SPDX-License-Identifier: MIT
#include "corpus/traffic.hpp"

namespace headstock::bench::traffic {
namespace {

std::string attribute(std::string_view name, const std::string& value) { return cat(" ", name, "='", value, "'"); }

std::string message(Words& words, std::string_view type, const std::string& content) {
    return cat("<message", attribute("from", words.full()), attribute("to", words.full()),
               attribute("id", words.uuid()), attribute("type", std::string(type)), ">", content, "</message>");
}

std::string caps(Words& words) {
    return cat("<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://gajim.org'",
               attribute("ver", words.hash()), "/>");
}

std::string stanza_id(Words& words, const std::string& by) {
    return cat("<stanza-id xmlns='urn:xmpp:sid:0'", attribute("by", by), attribute("id", words.id()), "/>");
}

std::string delay(Words& words, const std::string& from) {
    return cat("<delay xmlns='urn:xmpp:delay'", attribute("from", from), attribute("stamp", words.stamp()), "/>");
}

std::string forwarded(Words& words) {
    return cat("<forwarded xmlns='urn:xmpp:forward:0'>", delay(words, words.bare()), "<message xmlns='jabber:client'",
               attribute("from", words.full()), attribute("to", words.bare()), attribute("id", words.uuid()),
               " type='chat' xml:lang='en'><body>", words.sentence(3, 18),
               "</body><request xmlns='urn:xmpp:receipts'/></message></forwarded>");
}

}  // namespace

std::string presence(Words& words) {
    std::string out = cat("<presence", attribute("from", words.full()), attribute("to", words.bare()));
    if (words.chance(20)) return cat(out, " type='unavailable'/>");
    out += words.chance(30) ? " xml:lang='en'>" : ">";
    if (words.chance(60)) out += words.chance(50) ? "<show>away</show>" : "<show>dnd</show>";
    if (words.chance(40)) out += cat("<status>", words.sentence(1, 6), "</status>");
    if (words.chance(60)) out += cat("<priority>", words.number(100), "</priority>");
    out += caps(words);
    if (words.chance(80)) out += cat("<x xmlns='vcard-temp:x:update'><photo>", words.hex_hash(), "</photo></x>");
    if (words.chance(30)) out += cat("<nick xmlns='http://jabber.org/protocol/nick'>", words.nick(), "</nick>");
    if (words.chance(50)) out += cat("<idle xmlns='urn:xmpp:idle:1'", attribute("since", words.stamp()), "/>");
    return out += "</presence>";
}

std::string muc_presence(Words& words) {
    std::string out = cat("<presence", attribute("from", cat(words.room(), "/", words.nick())),
                          attribute("to", words.full()), attribute("id", words.id()), ">", caps(words));
    out += "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant'";
    if (words.chance(50)) out += attribute("jid", words.full());
    out += "/></x>";
    if (words.chance(90))
        out += cat("<occupant-id xmlns='urn:xmpp:occupant-id:0'", attribute("id", words.hash()), "/>");
    return out += "</presence>";
}

std::string chat(Words& words, Script script) {
    const std::size_t longest = words.chance(10) ? 60 : 16;
    std::string out = cat("<body>", words.sentence(2, longest, script), "</body>");
    if (words.chance(80)) out += "<active xmlns='http://jabber.org/protocol/chatstates'/>";
    if (words.chance(85)) out += "<request xmlns='urn:xmpp:receipts'/>";
    if (words.chance(85)) out += "<markable xmlns='urn:xmpp:chat-markers:0'/>";
    if (words.chance(90)) out += cat("<origin-id xmlns='urn:xmpp:sid:0'", attribute("id", words.uuid()), "/>");
    if (words.chance(90)) out += stanza_id(words, words.bare());
    if (words.chance(8))
        out +=
            cat("<html xmlns='http://jabber.org/protocol/xhtml-im'><h:body xmlns:h='http://www.w3.org/1999/xhtml'>"
                "<h:p style='color:red'>",
                words.sentence(2, 9, script), "</h:p></h:body></html>");
    return message(words, "chat", out);
}

std::string groupchat(Words& words) {
    const std::string room = words.room();
    return cat("<message", attribute("from", cat(room, "/", words.nick())), attribute("to", words.full()),
               attribute("id", words.uuid()), " type='groupchat' xml:lang='en'><body>", words.sentence(2, 20),
               "</body>", stanza_id(words, room), "<occupant-id xmlns='urn:xmpp:occupant-id:0'",
               attribute("id", words.hash()), "/></message>");
}

std::string chat_state(Words& words) {
    return cat("<message", attribute("from", words.bare()), " type='chat'>",
               words.chance(50) ? "<composing" : "<paused",
               " xmlns='http://jabber.org/protocol/chatstates'/></message>");
}

std::string marker(Words& words) {
    return message(
        words, "chat",
        cat(words.chance(50) ? "<displayed" : "<received", " xmlns='urn:xmpp:chat-markers:0'",
            attribute("id", words.uuid()), "/><store xmlns='urn:xmpp:hints'/><origin-id xmlns='urn:xmpp:sid:0'",
            attribute("id", words.uuid()), "/>", stanza_id(words, words.bare())));
}

std::string carbon(Words& words) {
    return cat("<message", attribute("from", words.bare()), attribute("to", words.full()),
               " type='chat'><sent xmlns='urn:xmpp:carbons:2'>", forwarded(words), "</sent></message>");
}

std::string archived(Words& words) {
    return cat("<message", attribute("from", words.bare()), attribute("to", words.full()),
               "><result xmlns='urn:xmpp:mam:2' queryid='f27'", attribute("id", words.id()), ">", forwarded(words),
               "</result></message>");
}

std::string ack(Words& words) {
    if (words.chance(50)) return "<r xmlns='urn:xmpp:sm:3'/>";
    return cat("<a xmlns='urn:xmpp:sm:3'", attribute("h", words.number(100000)), "/>");
}

std::string ping(Words& words) {
    return cat("<iq", attribute("from", words.bare()), attribute("to", words.full()), attribute("id", words.id()),
               " type='get'><ping xmlns='urn:xmpp:ping'/></iq>");
}

std::string error(Words& words) {
    return cat("<iq", attribute("from", words.full()), attribute("to", words.full()), attribute("id", words.id()),
               " type='error'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
               "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>",
               words.sentence(3, 9), "</text></error></iq>");
}

}  // namespace headstock::bench::traffic
