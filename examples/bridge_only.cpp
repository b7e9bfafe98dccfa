// SPDX-License-Identifier: MIT
// The XML layer alone: bytes in, in pieces of any size; handlers by tag and namespace, by depth, by path; and elements
// built and written. No stream, no socket, and nothing linked but headstock::bridge.
#include <iostream>
#include <string>
#include <string_view>

#include "headstock/bridge/dispatcher.hpp"
#include "headstock/bridge/writer.hpp"

using namespace headstock;

namespace {

constexpr std::string_view news = "urn:example:news";

constexpr std::string_view document =
    "<feed xmlns='urn:example:news' edition='morning'>"
    "<story by='Rosaline'><title>Quarrel at the market: a &lt; b &amp; c</title></story>"
    "<weather>fair</weather>"
    "<story by='Benvolio'><title>Mask at the Capulets\xE2\x80\x99</title></story>"
    "<other xmlns='urn:example:other'/>"
    "</feed>";

void say(std::string_view what) { std::cout << what << '\n'; }

/// Feeds the document a few bytes at a time, as a network would: where it is cut makes no difference.
bool read_in_pieces(bridge::Parser& parser, std::size_t size) {
    for (std::size_t at = 0; at < document.size(); at += size) {
        if (const auto fed = parser.feed(document.substr(at, size)); !fed) return say(fed.error().message()), false;
    }
    return parser.finish().has_value();
}

/// An element is a value: text goes in as it is and is escaped when it is written.
bool build() {
    bridge::Element story("story", news);
    story.attribute("by", "Mercutio").add(bridge::Element("title", news).text("1 < 2 & \"so on\""));
    std::string xml;
    if (const auto written = bridge::write(story, xml); !written) return say(written.error().message()), false;
    say(xml);
    const auto again = bridge::parse_element(xml);
    return again && *again == story;
}

}  // namespace

int main() {
    bridge::Dispatcher dispatcher;
    int titles = 0;
    int in_total = 0;

    // The root's start tag: its attributes are readable long before the document ends.
    const auto opened = dispatcher.on_start([](bridge::View element, bridge::Depth depth) {
        if (depth.level == 0) say("edition: " + std::string(element.attribute("edition").value_or("?")));
    });
    // Tag and namespace. Without a depth it is that of stanzas: right below the root.
    const auto stories = dispatcher.on({"story", news}, [](bridge::View story) {
        say("story by " + std::string(story.attribute("by").value_or("nobody")));
    });
    // Any depth: here a child, which is told before what it is in.
    const auto by_name =
        dispatcher.on({"title", news}, [](bridge::View title) { say("title: " + title.text()); }, bridge::Depth::any);
    // A depth, whatever is there.
    const auto all = dispatcher.at(bridge::stanza_depth, [&](bridge::View) { ++in_total; });
    // A path, with a test of an attribute.
    const auto by_path =
        dispatcher.on_path(R"(/{urn:example:news}feed/story[@by="Benvolio"]/title)", [&](bridge::View) { ++titles; });
    // What nothing matched: only the root, as the rule for the depth took all that is right below it.
    const auto rest = dispatcher.on_unmatched(
        [](bridge::View element, bridge::Depth) { say("not asked for: " + std::string(element.tag())); });

    bridge::Parser parser(dispatcher);
    const bool read = by_path && read_in_pieces(parser, 7);
    say(std::to_string(in_total) + " elements below the root, " + std::to_string(titles) + " title by path");
    return read && build() && in_total == 4 && titles == 1 ? 0 : 1;
}
