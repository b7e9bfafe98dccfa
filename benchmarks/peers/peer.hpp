// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace headstock::bench {

/// Reads a stream in pieces and counts the stanzas in it. One object reads one stream.
class Reader {
public:
    virtual ~Reader() = default;
    /// Takes the next bytes. What is wrong with them shows in the count.
    virtual void feed(std::string_view bytes) = 0;
    /// Says that no more will come, to one that may still wait for more of what it has.
    virtual void finish() {}

    std::size_t stanzas = 0;
    std::function<void()> on_stanza;  ///< called with each, where somebody listens
protected:
    void seen() {
        ++stanzas;
        if (on_stanza) on_stanza();
    }
};

/// A parser in the race.
struct Peer {
    std::string name;
    bool builds_trees;  ///< a tree for each stanza, as a client needs; else its handlers do nothing
    std::function<std::unique_ptr<Reader>()> make;
    bool reads_streams = true;  ///< else it must be given one whole stanza at a time, and nothing else
};

/// Those that read a stream in pieces of any size.
[[nodiscard]] std::vector<Peer> stream_peers();
/// Those that must be given one whole stanza at a time.
[[nodiscard]] std::vector<Peer> stanza_peers();
/// The peers that this program was built without, because they are not installed.
[[nodiscard]] std::string absent_peers();
/// The versions of those it was built with, separated by commas.
[[nodiscard]] std::string peer_versions();

Peer expat_null();
Peer expat_tree();
Peer expat_arena();
Peer libxml2_null();
Peer libxml2_tree();
Peer iksemel_tree();
Peer libstrophe_tree();
Peer gloox_tree();
Peer qt_tree();
Peer pugixml_tree();
Peer rapidxml_tree();

}  // namespace headstock::bench
