// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "headstock/bridge/parser.hpp"

/// What a parser tells, as text that tests and fuzzers can compare.
namespace headstock::xml_events {

inline std::string spelled(bridge::Name name) {
    return name.ns.empty() ? std::string(name.tag) : '{' + std::string(name.ns) + '}' + std::string(name.tag);
}

/// An element's start: S and its name, then A, name and value for each attribute.
inline std::string start_of(bridge::View element) {
    std::string out = "S " + spelled(element.name()) + '\n';
    for (const bridge::AttributeView& a : element.attributes())
        out += "A " + spelled(a.name) + '=' + std::string(a.value) + '\n';
    return out;
}

/// An element with all below it: S, A, T for a run of text, E for an end. No recursion, whatever the depth.
inline std::string all_of(bridge::View element) {
    std::string out;
    std::vector<std::uint32_t> ends;
    const auto close_up_to = [&](std::uint32_t at) {
        for (; !ends.empty() && ends.back() <= at; ends.pop_back()) out += "E\n";
    };
    for (std::uint32_t i = element.index(); i < element.node().end; ++i) {
        close_up_to(i);
        const bridge::View node(element.tree(), i);
        if (node.node().is_text) {
            out += "T " + std::string(node.tag()) + '\n';
            continue;
        }
        out += start_of(node);
        ends.push_back(node.node().end);
    }
    close_up_to(element.node().end);
    return out;
}

/// Writes down the root's start, each stanza when it is complete, and the root's end; with `each`, also when every
/// single start and end was told.
class Transcript : public bridge::Parser::Handler {
public:
    explicit Transcript(bool each = false) : each_(each) {}
    bridge::Flow on_start(bridge::View element, std::size_t depth) override {
        if (each_) events += "start " + std::to_string(depth) + ' ' + std::string(element.tag()) + '\n';
        if (depth == 0) events += start_of(element);
        return bridge::Flow::go;
    }
    bridge::Flow on_end(bridge::View element, std::size_t depth) override {
        if (each_) events += "end " + std::to_string(depth) + ' ' + std::string(element.tag()) + '\n';
        if (depth == 1) events += all_of(element);
        if (depth == 0) events += "E\n";
        return bridge::Flow::go;
    }
    std::string events;

private:
    bool each_;
};

/// How an input is cut: sizes of the pieces, the last one used again and again.
using Cut = std::vector<std::size_t>;
inline Cut whole() { return {static_cast<std::size_t>(-1)}; }
inline Cut random_cut(std::uint64_t seed, std::size_t longest = 40) {
    std::mt19937_64 random(seed);
    Cut cut(500);
    for (std::size_t& size : cut) size = 1 + random() % longest;
    return cut;
}

/// All that can be seen from outside of how an input was read.
struct Outcome {
    std::string events;
    std::error_code error;
    bridge::Position at;

    friend bool operator==(const Outcome& a, const Outcome& b) {
        return a.events == b.events && a.error == b.error && a.at.offset == b.at.offset && a.at.line == b.at.line &&
               a.at.column == b.at.column;
    }
    friend std::ostream& operator<<(std::ostream& out, const Outcome& o) {
        return out << o.events << o.error.message() << " at " << o.at.offset << " (" << o.at.line << ':' << o.at.column
                   << ")\n";
    }
};

/// Where a byte of `xml` is, counted anew.
inline bridge::Position place_of(std::string_view xml, std::uint64_t offset) {
    const std::string_view before = xml.substr(0, offset);
    const auto lines = static_cast<std::uint64_t>(std::ranges::count(before, '\n'));
    return {offset, lines + 1, offset - (before.rfind('\n') + 1) + 1};  // npos + 1 is 0
}

/// Feeds `xml` in pieces, then says that it ended.
inline Outcome read(std::string_view xml, const Cut& cut = whole(), const bridge::Limits& limits = {},
                    bool each = false) {
    Transcript transcript(each);
    bridge::Parser parser(transcript, limits);
    std::error_code error;
    for (std::size_t i = 0; !xml.empty() && !error; i = std::min(i + 1, cut.size() - 1)) {
        const std::string_view piece = xml.substr(0, cut[i]);
        // A copy of the very size: reading past its end is seen by the sanitizer.
        const std::vector<char> bytes(piece.begin(), piece.end());
        if (const auto fed = parser.feed({bytes.data(), bytes.size()}); !fed) error = fed.error().code;
        xml.remove_prefix(piece.size());
    }
    if (!error) {
        if (const auto finished = parser.finish(); !finished) error = finished.error().code;
    }
    return {transcript.events, error, parser.position()};
}

}  // namespace headstock::xml_events
