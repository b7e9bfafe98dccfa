// SPDX-License-Identifier: MIT
/// What parsers take from the heap: for each stanza once they are warm, and for a connection on which nothing happens.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "harness/arguments.hpp"
#include "harness/heap.hpp"
#include "harness/reading.hpp"
#include "harness/report.hpp"
#include "peers/headstock.hpp"

#include "headstock/bridge/writer.hpp"

namespace {

using namespace headstock::bench;
namespace bridge = headstock::bridge;

constexpr std::string_view usage = "memory_bench [--size BYTES] [--parsers N] [--json FILE]";

/// The parser alone, without a dispatcher of its own.
class Bare final : public Reader, bridge::Parser::Handler {
public:
    explicit Bare(bool releases) : parser_(*this), releases_(releases) {}
    void feed(std::string_view bytes) override {
        if (!parser_.feed(bytes)) std::exit(1);
    }
    void finish() override {
        if (releases_) parser_.release_memory();
    }

private:
    bridge::Flow on_end(bridge::View, std::size_t depth) override {
        if (depth == 1) seen();
        return bridge::Flow::go;
    }
    bridge::Parser parser_;
    bool releases_;
};

Peer bare(bool releases) {
    return {releases ? "headstock, after release_memory()" : "headstock", true,
            [releases] { return std::make_unique<Bare>(releases); }};
}

/// All stanzas in reads of `size` bytes, but not the end of the stream.
void feed_stanzas(const Peer& peer, Reader& reader, const Corpus& corpus, std::size_t size) {
    if (!peer.reads_streams) {
        for (const std::string_view stanza : corpus.stanzas) reader.feed(stanza);
        return;
    }
    const char* const end = corpus.stanzas.back().data() + corpus.stanzas.back().size();
    for (std::string_view left(corpus.stanzas.front().data(), end); !left.empty();) {
        reader.feed(left.substr(0, size));
        left.remove_prefix(std::min(size, left.size()));
    }
}

std::unique_ptr<Reader> opened(const Peer& peer, const Corpus& corpus) {
    auto reader = peer.make();
    if (peer.reads_streams) reader->feed({corpus.bytes.data(), corpus.stanzas.front().data()});
    return reader;
}

void tell(std::string_view section, const std::string& who, double allocations, double bytes, Report& report) {
    std::printf("%-12s %-34s %10.4f allocations %12.1f bytes\n", std::string(section).c_str(), who.c_str(), allocations,
                bytes);
    report.add({{"section", section}, {"who", who}, {"allocations", allocations}, {"bytes", bytes}});
}

/// Allocations and bytes for each of `count` things that `run` does.
template <class Run>
void tell_allocations(std::string_view section, const std::string& who, std::size_t count, Report& report, Run run) {
    const Heap before = heap();
    run();
    const Heap after = heap();
    const auto each = [&](std::size_t all) { return static_cast<double>(all) / static_cast<double>(count); };
    tell(section, who, each(after.allocations - before.allocations), each(after.allocated - before.allocated), report);
}

void measure_stanzas(const Peer& peer, const Corpus& corpus, Report& report) {
    const auto reader = opened(peer, corpus);
    feed_stanzas(peer, *reader, corpus, 16384);
    tell_allocations("allocations", peer.name, corpus.stanzas.size(), report,
                     [&] { feed_stanzas(peer, *reader, corpus, 16384); });
}

void measure_idle(const Peer& peer, const Corpus& twenty, std::size_t count, Report& report) {
    std::vector<std::unique_ptr<Reader>> idle;
    idle.reserve(count);
    const Heap before = heap();
    for (std::size_t i = 0; i < count; ++i) {
        idle.push_back(opened(peer, twenty));
        feed_stanzas(peer, *idle.back(), twenty, 1400);
        if (peer.name.starts_with("headstock")) idle.back()->finish();
    }
    const Heap after = heap();
    const auto each = [&](double all) { return all / static_cast<double>(count); };
    tell("idle", peer.name, each(static_cast<double>(after.allocations - before.allocations)),
         each(static_cast<double>(after.live - before.live)), report);
}

/// Keeps each stanza as an element.
class Keeper final : public bridge::Parser::Handler {
public:
    bridge::Flow on_end(bridge::View element, std::size_t depth) override {
        if (depth == 1) kept.push_back(element.own());
        return bridge::Flow::go;
    }
    std::vector<bridge::Element> kept;
};

void measure_writing(const Corpus& corpus, Report& report) {
    Keeper keeper;
    bridge::Parser parser(keeper, wide_limits());
    if (!parser.feed(corpus.bytes) || keeper.kept.size() != corpus.stanzas.size()) std::exit(1);
    std::string out;
    const auto write_all = [&] {
        for (const bridge::Element& stanza : keeper.kept) {
            out.clear();
            if (!bridge::write(stanza, out, {.default_ns = "jabber:client"})) std::exit(1);
        }
    };
    write_all();
    tell_allocations("writing", "headstock", keeper.kept.size(), report, write_all);
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    Report report(arguments.text("json", ""));
    const Corpus mixed = make_traffic("mixed", arguments.number("size", 4'000'000));
    const std::size_t parsers = arguments.number("parsers", 10'000);
    Corpus twenty = make_traffic("chat", 20'000);
    twenty.stanzas.resize(20);
    std::vector<Peer> peers = able(stream_peers(), mixed, 16384);

    for (const bool releases : {false, true}) measure_idle(bare(releases), twenty, parsers, report);
    for (const Peer& peer : peers) measure_idle(peer, twenty, parsers / 10, report);
    std::ranges::move(able(stanza_peers(), mixed, whole_stanza), std::back_inserter(peers));
    peers.insert(peers.begin(), headstock_tree());
    for (const Peer& peer : peers) measure_stanzas(peer, mixed, report);
    measure_writing(mixed, report);
    return 0;
}
