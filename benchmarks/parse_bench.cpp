// SPDX-License-Identifier: MIT
/// How fast a stream is parsed: ours with namespaces, trees and dispatch to 20 rules, next to each peer, interleaved.
#include <algorithm>
#include <cstdio>
#include <iostream>

#include "harness/arguments.hpp"
#include "harness/reading.hpp"
#include "harness/report.hpp"
#include "peers/headstock.hpp"

namespace {

using namespace headstock::bench;

constexpr std::string_view usage =
    "parse_bench [--corpus NAME|all] [--read BYTES|whole] [--size BYTES] [--rounds N] [--only NAME] [--json FILE]\n"
    "  --read whole gives each a stanza a time, which those that cannot read streams always get; --only NAME leaves "
    "out the peers whose name does not contain NAME";
#ifdef __clang__
constexpr std::string_view compiler = __VERSION__;
#else
constexpr std::string_view compiler = "GCC " __VERSION__;
#endif
constexpr std::string_view baseline = "expat, null handlers";

struct Setting {
    std::size_t read;
    std::size_t size;
    int rounds;
    std::string only;
};

/// Ours, expat to compare with, and whoever else is wanted.
std::vector<Peer> racers(const Setting& setting) {
    std::vector<Peer> all = stream_peers();
    if (setting.read == whole_stanza || setting.read >= 16384)
        std::ranges::move(stanza_peers(), std::back_inserter(all));
    std::erase_if(all, [&](const Peer& peer) {
        return peer.name != baseline && peer.name.find(setting.only) == std::string::npos;
    });
    all.insert(all.begin(), headstock_tree());
    return all;
}

/// What was measured of one racer, and what it is compared with.
struct Line {
    const Corpus& corpus;
    const Peer& peer;
    const Timing& timing;
    const Timing& ours;
    const Timing* expat;
};

void tell(const Line& line, std::size_t read, Report& report) {
    const double seconds = line.timing.seconds();
    const double speed = static_cast<double>(line.corpus.bytes.size()) / seconds / 1e6;
    const double stanzas = static_cast<double>(line.corpus.stanzas.size()) / seconds;
    const double of_expat = line.expat == nullptr ? 0 : line.timing.faster_than(*line.expat);
    const double ours = line.ours.faster_than(line.timing);
    std::printf("%-8s %6zu  %-26s %9.1f MB/s %11.0f stanzas/s   x%-6.2f of expat  headstock is x%.2f\n",
                line.corpus.name.c_str(), read, line.peer.name.c_str(), speed, stanzas, of_expat, ours);
    report.add({{"section", "parse"},
                {"corpus", line.corpus.name},
                {"read", read},
                {"who", line.peer.name},
                {"tree", line.peer.builds_trees},
                {"streams", line.peer.reads_streams},
                {"mb_s", speed},
                {"stanzas_s", stanzas},
                {"of_expat", of_expat},
                {"ours", ours}});
}

void measure(std::string_view name, const Setting& setting, Report& report) {
    const Corpus corpus = make_traffic(name, setting.size);
    const std::vector<Peer> peers = able(racers(setting), corpus, setting.read);
    if (peers.empty() || peers.front().name != headstock_tree().name) std::exit(1);
    std::vector<Candidate> candidates;
    for (const Peer& peer : peers) candidates.push_back(reading(peer, corpus, setting.read));
    const std::vector<Timing> timings = interleave(candidates, setting.rounds);
    const auto expat = static_cast<std::size_t>(std::ranges::find(peers, baseline, &Peer::name) - peers.begin());
    for (std::size_t i = 0; i < peers.size(); ++i)
        tell({corpus, peers[i], timings[i], timings[0], expat < peers.size() ? &timings[expat] : nullptr}, setting.read,
             report);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    const std::string corpus = arguments.text("corpus", "mixed");
    const std::string read = arguments.text("read", "16384");
    const Setting setting{read == "whole" ? whole_stanza : arguments.number("read", 16384),
                          arguments.number("size", 8'000'000), arguments.rounds(), arguments.text("only", "")};
    Report report(arguments.text("json", ""));
    if (!absent_peers().empty()) std::cout << "not installed: " << absent_peers() << '\n';
    report.add({{"section", "built"}, {"with", peer_versions()}, {"without", absent_peers()}, {"by", compiler}});
    for (const std::string_view name : traffic_classes())
        if (corpus == "all" || corpus == name) measure(name, setting, report);
    return 0;
}
