// SPDX-License-Identifier: MIT
/// Whether the cost of a byte grows with the size of what is read: inputs of N and 4 N bytes, in reads of 16 bytes.
#include <malloc.h>

#include <cstdio>
#include <cstdlib>

#include "harness/arguments.hpp"
#include "harness/reading.hpp"
#include "harness/report.hpp"
#include "peers/headstock.hpp"

namespace {

using namespace headstock::bench;

constexpr std::string_view usage = "hostile_bench [--size N] [--rounds N] [--only NAME] [--json FILE]";
constexpr std::size_t read_size = 16;
constexpr double patience = 0.04;  ///< seconds that N bytes may take; who takes longer is not given 4 N

struct Pair {
    Corpus small;
    Corpus large;
};

void tell(const std::string& input, const std::string& who, double small, double large, Report& report) {
    std::printf("%-24s %-26s %9.1f ns/byte %9.1f ns/byte   x%.2f\n", input.c_str(), who.c_str(), small, large,
                large / small);
    report.add({{"section", "hostile"}, {"input", input}, {"who", who}, {"n", small}, {"4n", large}});
}

double ns_per_byte(double seconds, const Corpus& corpus) {
    return seconds * 1e9 / static_cast<double>(corpus.bytes.size());
}

/// Makes a new reader for each time, and counts that too.
std::function<void()> again(const Candidate& candidate, int times) {
    return [candidate, times] {
        for (int i = 0; i < times; ++i) {
            candidate.prepare();
            candidate.run();
        }
    };
}

/// Leaves out whom N bytes take too long.
std::vector<Peer> quick(std::vector<Peer> peers, const Pair& pair, Report& report) {
    std::erase_if(peers, [&](const Peer& peer) {
        const double before = thread_seconds();
        again(reading(peer, pair.small, read_size), 1)();
        const double took = thread_seconds() - before;
        if (took <= patience) return false;
        const double cost = ns_per_byte(took, pair.small);
        std::printf("%-24s %-26s %9.1f ns/byte, not given more\n", pair.small.name.c_str(), peer.name.c_str(), cost);
        report.add({{"section", "hostile"}, {"input", pair.small.name}, {"who", peer.name}, {"n", cost}});
        return true;
    });
    return peers;
}

/// The small input is read four times for each time that the large one is: the same number of bytes.
void measure(const Pair& pair, const std::vector<Peer>& all, int rounds, Report& report) {
    const std::vector<Peer> peers = quick(able(all, pair.small, read_size), pair, report);
    if (peers.empty() || peers.front().name != all.front().name) std::exit(1);
    std::vector<Candidate> candidates;
    for (const Peer& peer : peers) {
        candidates.push_back({peer.name, again(reading(peer, pair.small, read_size), 4)});
        candidates.push_back({peer.name, again(reading(peer, pair.large, read_size), 1)});
    }
    const std::vector<Timing> timings = interleave(candidates, rounds);
    for (std::size_t i = 0; i < peers.size(); ++i) {
        const double large = ns_per_byte(timings[2 * i + 1].seconds(), pair.large);
        tell(pair.small.name, peers[i].name, large / timings[2 * i].faster_than(timings[2 * i + 1]), large, report);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    // Else large blocks are fetched from the system and given back again and again, which hides what is measured.
    ::mallopt(M_MMAP_THRESHOLD, 1 << 25);
    ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
    const std::size_t size = arguments.number("size", 64 * 1024);
    const std::string only = arguments.text("only", "");
    Report report(arguments.text("json", ""));
    std::vector<Peer> peers = stream_peers();
    std::erase_if(peers, [&](const Peer& peer) { return peer.name.find(only) == std::string::npos; });
    peers.insert(peers.begin(), headstock_tree());
    for (const std::string_view input : hostile_inputs())
        measure({make_hostile(input, size), make_hostile(input, 4 * size)}, peers, arguments.rounds(), report);
    return 0;
}
