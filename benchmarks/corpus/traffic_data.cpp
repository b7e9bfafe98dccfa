// SPDX-License-Identifier: MIT
#include "corpus/traffic.hpp"

/// The stanzas that carry lists and data.
namespace headstock::bench::traffic {
namespace {

std::string result(Words& words, const std::string& content) {
    return cat("<iq from='", words.bare(), "' to='", words.full(), "' id='", words.id(), "' type='result'>", content,
               "</iq>");
}

std::string event(Words& words, std::string_view node, const std::string& item) {
    return cat("<message from='", words.bare(), "' to='", words.full(),
               "' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='", node,
               "'><item id='", words.id(), "'>", item, "</item></items></event></message>");
}

std::string form(Words& words) {
    std::string out =
        "<x:x xmlns:x='jabber:x:data' type='result'><x:field type='hidden' var='FORM_TYPE'>"
        "<x:value>urn:xmpp:dataforms:softwareinfo</x:value></x:field>";
    for (const std::string_view var : {"os", "os_version", "software", "software_version"})
        out += cat("<x:field var='", var, "'><x:value>", words.sentence(1, 3), "</x:value></x:field>");
    return out += "</x:x>";
}

std::string tune(Words& words) {
    return cat("<tune xmlns='http://jabber.org/protocol/tune'><artist>", words.sentence(1, 3), "</artist><length>",
               words.number(600), "</length><source>", words.sentence(1, 3), "</source><title>", words.sentence(1, 4),
               "</title><track>", words.number(20), "</track></tune>");
}

std::string bookmark(Words& words) {
    return cat("<conference xmlns='urn:xmpp:bookmarks:1' name='", words.nick(), "' autojoin='true'><nick>",
               words.nick(), "</nick></conference>");
}

}  // namespace

std::string roster(Words& words, std::size_t items) {
    std::string out = cat("<query xmlns='jabber:iq:roster' ver='", words.number(1000), "'>");
    for (; items > 0; --items) {
        out += cat("<item jid='", words.bare(), "' subscription='", words.chance(80) ? "both" : "to", "' name='",
                   words.nick(), "'");
        out += words.chance(30) ? "/>" : cat("><group>", words.sentence(1, 1), "</group></item>");
    }
    return result(words, out += "</query>");
}

std::string disco_info(Words& words) {
    std::string out = cat("<query xmlns='http://jabber.org/protocol/disco#info' node='https://gajim.org#", words.hash(),
                          "'><identity category='client' type='pc' name='", words.nick(), "'/>");
    for (std::size_t left = words.between(10, 40); left > 0; --left)
        out += cat("<feature var='", words.feature(), "'/>");
    return result(words, cat(out, words.chance(50) ? form(words) : std::string(), "</query>"));
}

std::string personal_event(Words& words) {
    switch (words.below(4)) {
        case 0:
            return event(words, "http://jabber.org/protocol/tune", tune(words));
        case 1:
            return event(words, "urn:xmpp:bookmarks:1", bookmark(words));
        case 2:
            return event(words, "http://jabber.org/protocol/nick",
                         cat("<nick xmlns='http://jabber.org/protocol/nick'>", words.nick(), "</nick>"));
        default:
            return event(words, "urn:xmpp:avatar:metadata",
                         cat("<metadata xmlns='urn:xmpp:avatar:metadata'><info bytes='", words.number(20000), "' id='",
                             words.hex_hash(), "' height='64' type='image/png' width='64'/></metadata>"));
    }
}

std::string key_bundle(Words& words) {
    std::string out = cat("<bundle xmlns='urn:xmpp:omemo:2'><spk id='", words.number(1000), "'>", words.base64(33),
                          "</spk><spks>", words.base64(64), "</spks><ik>", words.base64(33), "</ik><prekeys>");
    for (std::size_t id = 1; id <= 20; ++id)
        out += cat("<pk id='", std::to_string(id), "'>", words.base64(33), "</pk>");
    return event(words, "urn:xmpp:omemo:2:bundles", cat(out, "</prekeys></bundle>"));
}

std::string file_block(Words& words) {
    return cat("<iq from='", words.full(), "' to='", words.full(), "' id='", words.id(),
               "' type='set'><data xmlns='http://jabber.org/protocol/ibb' seq='", words.number(65536), "' sid='",
               words.id(), "'>", words.base64(3072), "</data></iq>");
}

std::string avatar(Words& words) {
    return result(words,
                  cat("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:avatar:data'>"
                      "<item id='",
                      words.hex_hash(), "'><data xmlns='urn:xmpp:avatar:data'>",
                      words.base64(words.between(4000, 16000), words.chance(50)), "</data></item></items></pubsub>"));
}

}  // namespace headstock::bench::traffic
