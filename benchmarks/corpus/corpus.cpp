// SPDX-License-Identifier: MIT
#include "corpus/corpus.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>

#include "corpus/stream.hpp"
#include "corpus/traffic.hpp"

namespace headstock::bench {
namespace {

using namespace traffic;

struct Kind {
    std::string_view name;
    std::string (*make)(Words&);
};

std::string any_chat(Words& words) { return chat(words); }
std::string cjk_chat(Words& words) { return chat(words, Script::cjk); }
std::string roster_of_1000(Words& words) { return roster(words, 1000); }
std::string pubsub(Words& words) { return words.chance(80) ? personal_event(words) : key_bundle(words); }
std::string encoded(Words& words) { return words.chance(70) ? file_block(words) : avatar(words); }
std::string short_stanza(Words& words) { return words.chance(50) ? ack(words) : chat_state(words); }

constexpr std::array kinds{Kind{"presence", presence}, Kind{"chat", any_chat},  Kind{"roster", roster_of_1000},
                           Kind{"muc", muc_presence},  Kind{"mam", archived},   Kind{"pubsub", pubsub},
                           Kind{"disco", disco_info},  Kind{"base64", encoded}, Kind{"cjk", cjk_chat},
                           Kind{"acks", short_stanza}};

/// How often in 10,000 a kind of stanza comes in a client's stream.
struct Share {
    std::size_t share;
    std::string (*make)(Words&);
};
constexpr std::array shares{
    Share{3000, presence},      Share{1800, any_chat},     Share{800, groupchat},  Share{850, archived},
    Share{780, chat_state},     Share{600, marker},        Share{530, ack},        Share{440, carbon},
    Share{400, personal_event}, Share{120, key_bundle},    Share{190, disco_info}, Share{60, file_block},
    Share{140, avatar},         Share{14, roster_of_1000}, Share{100, error},      Share{100, ping}};
constexpr std::size_t burst_share = 3;  ///< a room is entered; what is left of 10,000 is white space

/// A third of the stanzas come from somebody who writes double quotes.
void send(StreamBuilder& out, Words& words, std::string xml) {
    if (words.chance(33)) std::ranges::replace(xml, '\'', '"');
    out.stanza(xml);
}

void add_mixed(StreamBuilder& out, Words& words) {
    std::size_t draw = words.below(10000);
    for (const auto& [share, make] : shares) {
        if (draw < share) return send(out, words, make(words));
        draw -= share;
    }
    if (draw >= burst_share) return out.white_space(" ");
    for (std::size_t left = words.between(100, 300); left > 0; --left) send(out, words, muc_presence(words));
}

auto maker_of(std::string_view name) {
    const auto* const kind = std::ranges::find(kinds, name, &Kind::name);
    if (kind == kinds.end()) {
        std::cerr << "no such corpus: " << name << '\n';
        std::exit(2);
    }
    return kind->make;
}

}  // namespace

const std::vector<std::string_view>& traffic_classes() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> all{"mixed"};
        for (const Kind& kind : kinds) all.push_back(kind.name);
        return all;
    }();
    return names;
}

Corpus make_traffic(std::string_view name, std::size_t size, std::uint64_t seed) {
    StreamBuilder out(name);
    Words words(seed);
    if (name == "mixed") {
        while (out.size() < size) add_mixed(out, words);
    } else {
        const auto make = maker_of(name);
        while (out.size() < size) send(out, words, make(words));
    }
    return std::move(out).take();
}

}  // namespace headstock::bench
