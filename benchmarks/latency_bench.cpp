// SPDX-License-Identifier: MIT
/// How long after its last byte is given a chat stanza is in its handler's hands, when each comes in a read of its own.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "harness/arguments.hpp"
#include "harness/reading.hpp"
#include "harness/report.hpp"
#include "peers/headstock.hpp"

namespace {

using namespace headstock::bench;
using Clock = std::chrono::steady_clock;

constexpr std::string_view usage = "latency_bench [--size BYTES] [--rounds N] [--json FILE]";

/// Nanoseconds from feeding to hearing, for each stanza.
std::vector<double> delays(const Peer& peer, const Corpus& corpus) {
    const auto reader = peer.make();
    if (peer.reads_streams) reader->feed({corpus.bytes.data(), corpus.stanzas.front().data()});
    std::vector<double> all;
    all.reserve(corpus.stanzas.size());
    Clock::time_point heard;
    reader->on_stanza = [&] { heard = Clock::now(); };
    for (const std::string_view stanza : corpus.stanzas) {
        const Clock::time_point before = Clock::now();
        reader->feed(stanza);
        all.push_back(std::chrono::duration<double, std::nano>(heard - before).count());
    }
    return all;
}

double percentile(std::vector<double> values, std::size_t percent) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * percent / 100);
    std::ranges::nth_element(values, at);
    return *at;
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    Report report(arguments.text("json", ""));
    const Corpus corpus = make_traffic("chat", arguments.number("size", 1'000'000));
    std::vector<Peer> peers = stream_peers();
    std::ranges::move(stanza_peers(), std::back_inserter(peers));
    peers.insert(peers.begin(), headstock_tree());
    peers = able(std::move(peers), corpus, whole_stanza);
    std::vector<std::vector<double>> heard(peers.size());
    for (int round = 0; round < arguments.rounds(); ++round)
        for (std::size_t i = 0; i < peers.size(); ++i)
            std::ranges::copy(delays(peers[i], corpus), std::back_inserter(heard[i]));
    for (std::size_t i = 0; i < peers.size(); ++i) {
        const double half = percentile(heard[i], 50);
        const double most = percentile(heard[i], 99);
        std::printf("%-26s p50 %8.0f ns   p99 %8.0f ns\n", peers[i].name.c_str(), half, most);
        report.add({{"section", "latency"}, {"who", peers[i].name}, {"p50", half}, {"p99", most}});
    }
    return 0;
}
