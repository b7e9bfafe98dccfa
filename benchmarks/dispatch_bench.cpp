// SPDX-License-Identifier: MIT
/// What it costs to find the rules for each element, and to keep a stanza: parsing with it, less parsing without it.
#include <cstdio>

#include "harness/arguments.hpp"
#include "harness/reading.hpp"
#include "harness/report.hpp"
#include "peers/headstock.hpp"

#include "headstock/bridge/dispatcher.hpp"

namespace {

using namespace headstock::bench;
using namespace headstock::bridge;

constexpr std::string_view usage = "dispatch_bench [--corpus NAME] [--size BYTES] [--rounds N] [--json FILE]";

/// A handler that only counts; what everything else is compared with.
class Plain : public Reader, Parser::Handler {
public:
    Plain() : parser_(*this, wide_limits()) {}
    void feed(std::string_view bytes) override { take(parser_, bytes); }

protected:
    virtual void stanza(View) {}

private:
    Flow on_end(View element, std::size_t depth) override {
        if (depth != 1) return Flow::go;
        seen();
        stanza(element);
        return Flow::go;
    }
    Parser parser_;
};

/// Keeps the last `count` stanzas.
class Keeping final : public Plain {
public:
    explicit Keeping(std::size_t count) : kept_(count, Element("none", "")) {}

private:
    void stanza(View element) override { kept_[stanzas % kept_.size()] = element.own(); }
    std::vector<Element> kept_;
};

/// A dispatcher without rules: it counts nothing, so the end of the stream has to tell that all was read.
class NoRules final : public Reader {
public:
    explicit NoRules(std::size_t expected) : expected_(expected), parser_(dispatcher_, wide_limits()) {}
    void feed(std::string_view bytes) override { take(parser_, bytes); }
    void finish() override { stanzas = parser_.root_closed() ? expected_ : 0; }

private:
    std::size_t expected_;
    Dispatcher dispatcher_;
    Parser parser_;
};

void tell(const std::string& who, double cost, double ns, Report& report, const std::string& corpus) {
    std::printf("%-8s %-24s %6.1f %% more, %8.1f ns a stanza\n", corpus.c_str(), who.c_str(), cost * 100, ns);
    report.add({{"section", "dispatch"}, {"corpus", corpus}, {"who", who}, {"cost", cost}, {"ns", ns}});
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    Report report(arguments.text("json", ""));
    const Corpus corpus = make_traffic(arguments.text("corpus", "mixed"), arguments.number("size", 4'000'000));
    const std::vector<Peer> peers{{"plain handler", true, [] { return std::make_unique<Plain>(); }},
                                  {"0 rules", true, [&] { return std::make_unique<NoRules>(corpus.stanzas.size()); }},
                                  {"20 rules", true, [] { return std::make_unique<Headstock>(); }},
                                  {"500 rules", true, [] { return std::make_unique<Headstock>(480); }},
                                  {"keeping 8 stanzas", true, [] { return std::make_unique<Keeping>(8); }},
                                  {"keeping 1024 stanzas", true, [] { return std::make_unique<Keeping>(1024); }}};
    std::vector<Candidate> candidates;
    for (const Peer& peer : peers) candidates.push_back(reading(peer, corpus, 16384));
    const std::vector<Timing> timings = interleave(candidates, arguments.rounds());
    for (std::size_t i = 1; i < peers.size(); ++i) {
        const double cost = timings[0].faster_than(timings[i]) - 1;
        const double plain = timings[0].seconds() * 1e9 / static_cast<double>(corpus.stanzas.size());
        tell(peers[i].name, cost, cost * plain, report, corpus.name);
    }
    return 0;
}
