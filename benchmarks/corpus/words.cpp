// SPDX-License-Identifier: MIT
#include "corpus/words.hpp"

#include <array>
#include <span>

#include "headstock/base/base64.hpp"

namespace headstock::bench {
namespace {

constexpr std::array<std::string_view, 12> people{"juliet", "romeo",     "nurse", "mercutio", "tybalt",   "benvolio",
                                                  "paris",  "balthasar", "peter", "friar",    "rosaline", "montague"};
constexpr std::array<std::string_view, 4> hosts{"capulet.lit", "montague.lit", "verona.example", "mantua.example"};
constexpr std::array<std::string_view, 5> resources{"balcony.", "Conversations.", "gajim.", "phone-", "profanity."};
constexpr std::array<std::string_view, 4> rooms{"garden", "orchard", "friary", "public-square"};
constexpr std::array<std::string_view, 24> features{"http://jabber.org/protocol/disco#info",
                                                    "http://jabber.org/protocol/disco#items",
                                                    "http://jabber.org/protocol/caps",
                                                    "http://jabber.org/protocol/chatstates",
                                                    "http://jabber.org/protocol/muc",
                                                    "http://jabber.org/protocol/ibb",
                                                    "http://jabber.org/protocol/bytestreams",
                                                    "http://jabber.org/protocol/nick+notify",
                                                    "jabber:iq:version",
                                                    "jabber:iq:last",
                                                    "jabber:x:conference",
                                                    "jabber:x:oob",
                                                    "urn:xmpp:avatar:metadata+notify",
                                                    "urn:xmpp:bookmarks:1",
                                                    "urn:xmpp:chat-markers:0",
                                                    "urn:xmpp:eme:0",
                                                    "urn:xmpp:jingle:1",
                                                    "urn:xmpp:jingle:apps:file-transfer:5",
                                                    "urn:xmpp:message-correct:0",
                                                    "urn:xmpp:ping",
                                                    "urn:xmpp:receipts",
                                                    "urn:xmpp:reply:0",
                                                    "urn:xmpp:sid:0",
                                                    "urn:xmpp:time"};
constexpr std::array<std::string_view, 32> latin{
    "but",     "soft", "what", "light", "through", "yonder", "window",  "breaks", "it",  "is",      "the",
    "east",    "and",  "sun",  "arise", "fair",    "kill",   "envious", "moon",   "who", "already", "sick",
    "tonight", "meet", "at",   "five",  "please",  "send",   "file",    "OK",     "yes", "see"};
constexpr std::array<std::string_view, 8> cyrillic{"привет",  "завтра", "встретимся", "хорошо",
                                                   "спасибо", "работа", "сообщение",  "ночь"};
constexpr std::array<std::string_view, 10> cjk{"こんにちは", "今日は", "会議", "明日",       "ありがとう",
                                               "你好",       "消息",   "我们", "안녕하세요", "문서를"};
constexpr std::array<std::string_view, 6> emoji{"\U0001F600", "\U0001F44D", "\u2764\uFE0F",
                                                "\U0001F389", "\U0001F602", "\u2728"};
constexpr std::array<std::string_view, 8> references{"&amp;",  "&lt;",   "&gt;",     "&quot;",
                                                     "&apos;", "&#233;", "&#x2014;", "&amp;"};

template <std::size_t N>
std::string_view one_of(Words& words, const std::array<std::string_view, N>& list) {
    return list[words.below(N)];
}

}  // namespace

std::string Words::bare() { return cat(one_of(*this, people), number(40), "@", one_of(*this, hosts)); }
std::string Words::full() { return cat(bare(), "/", one_of(*this, resources), hexadecimal(4)); }
std::string Words::room() { return cat(one_of(*this, rooms), "@rooms.", one_of(*this, hosts)); }
std::string Words::nick() { return cat(one_of(*this, people), number(300)); }
std::string Words::id() { return hexadecimal(16); }
std::string Words::uuid() {
    return cat(hexadecimal(8), "-", hexadecimal(4), "-4", hexadecimal(3), "-a", hexadecimal(3), "-", hexadecimal(12));
}
std::string Words::stamp() {
    const auto two = [&](std::size_t bound) { return std::to_string(10 + below(bound)); };
    return cat("2025-", two(3), "-", two(19), "T", two(14), ":", two(50), ":", two(50), ".", two(90), "0Z");
}
std::string Words::feature() { return std::string(one_of(*this, features)); }
std::string Words::hash() { return base64(20); }
std::string Words::hex_hash() { return hexadecimal(40); }
std::string Words::number(std::size_t bound) { return std::to_string(below(bound)); }

std::string Words::hexadecimal(std::size_t digits) {
    constexpr std::string_view alphabet = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < digits; ++i) out += alphabet[below(16)];
    return out;
}

std::string Words::base64(std::size_t size, bool lines) {
    const std::string whole = to_base64(random_.bytes(size));
    if (!lines) return whole;
    std::string out;
    for (std::size_t at = 0; at < whole.size(); at += 76) out.append(whole, at, 76).push_back('\n');
    return out;
}

std::string Words::special() {
    switch (below(4)) {
        case 0:
            return std::string(one_of(*this, emoji));
        case 1:
            return cat("<![CDATA[", one_of(*this, latin), " <b> & ", one_of(*this, latin), "]]>");
        default:
            return cat(one_of(*this, latin), one_of(*this, references), one_of(*this, latin));
    }
}

std::string Words::sentence(std::size_t low, std::size_t high, Script script) {
    const std::size_t language = script == Script::cjk ? 99 : below(100);
    std::string out;
    for (std::size_t left = between(low, high); left > 0; --left) {
        if (chance(4)) out += special();
        else if (language < 75) out += one_of(*this, latin);
        else if (language < 88) out += one_of(*this, cyrillic);
        else out += one_of(*this, cjk);
        if (left > 1 && language < 88) out += ' ';
    }
    return out;
}

}  // namespace headstock::bench
