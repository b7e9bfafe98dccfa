// SPDX-License-Identifier: MIT
#include <array>
#include <cstdlib>
#include <iostream>

#include "corpus/corpus.hpp"
#include "corpus/stream.hpp"
#include "corpus/words.hpp"

namespace headstock::bench {
namespace {

std::string repeated(std::string_view piece, std::size_t size) {
    std::string out;
    while (out.size() < size) out += piece;
    return out;
}

template <class Piece>
std::string counted(std::size_t size, Piece piece) {
    std::string out;
    for (std::size_t i = 0; out.size() < size; ++i) out += piece(i);
    return out;
}

std::string declaration(std::size_t i) {
    return cat(" xmlns:p", std::to_string(i), "='urn:x:", std::to_string(i), "'");
}
std::string message(const std::string& content) { return cat("<message><body>", content, "</body></message>"); }

std::string long_attribute(std::size_t size) { return cat("<message id='", repeated("a", size), "'/>"); }
std::string long_text(std::size_t size) { return message(repeated("a", size)); }
std::string ampersands(std::size_t size) { return message(repeated("&amp;", size)); }
std::string newlines(std::size_t size) { return message(repeated("\n", size)); }
std::string brackets(std::size_t size) { return message(cat("<![CDATA[", repeated("]", size), " ]]>")); }
std::string many_attributes(std::size_t size) {
    return cat("<message", counted(size, [](std::size_t i) { return cat(" a", std::to_string(i), "='v'"); }), "/>");
}
std::string many_children(std::size_t size) { return message(repeated("<a/>", size)); }
std::string many_namespaces(std::size_t size) { return cat("<message", counted(size, declaration), "/>"); }
std::string many_prefixes(std::size_t size) {
    std::string declared;
    for (std::size_t i = 0; i < 100; ++i) declared += declaration(i);
    return cat("<message", declared, ">",
               counted(size, [](std::size_t i) { return cat("<p", std::to_string(i % 100), ":e/>"); }), "</message>");
}

struct Input {
    std::string_view name;
    std::string (*make)(std::size_t);
};
constexpr std::array inputs{Input{"one attribute value", long_attribute},
                            Input{"one text", long_text},
                            Input{"text of &amp;", ampersands},
                            Input{"text of newlines", newlines},
                            Input{"CDATA of ]", brackets},
                            Input{"many attributes", many_attributes},
                            Input{"many children", many_children},
                            Input{"many xmlns", many_namespaces},
                            Input{"100 prefixes in scope", many_prefixes}};

}  // namespace

const std::vector<std::string_view>& hostile_inputs() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> all;
        for (const Input& input : inputs) all.push_back(input.name);
        return all;
    }();
    return names;
}

Corpus make_hostile(std::string_view name, std::size_t size) {
    for (const Input& input : inputs) {
        if (input.name != name) continue;
        StreamBuilder out(name);
        out.stanza(input.make(size));
        return std::move(out).take();
    }
    std::cerr << "no such input: " << name << '\n';
    std::exit(2);
}

}  // namespace headstock::bench
