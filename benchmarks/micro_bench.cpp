// SPDX-License-Identifier: MIT
/// Single operations, with Google Benchmark: writing, and keeping a stanza.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

#include "corpus/corpus.hpp"
#include "corpus/words.hpp"
#include "peers/headstock.hpp"

#include "headstock/bridge/parser.hpp"
#include "headstock/bridge/writer.hpp"

namespace {

using namespace headstock::bench;
using namespace headstock::bridge;

/// Runs `use` within the handler of each stanza of a corpus.
template <class Use>
class Each final : public Parser::Handler {
public:
    explicit Each(Use use) : use_(std::move(use)) {}
    Flow on_end(View element, std::size_t depth) override {
        if (depth == 1) use_(element);
        return Flow::go;
    }

private:
    Use use_;
};

template <class Use>
void each_stanza(const Corpus& corpus, Use use) {
    Each handler(std::move(use));
    Parser parser(handler, wide_limits());
    if (!parser.feed(corpus.bytes)) std::exit(1);
}

void set_bytes(benchmark::State& state, std::size_t each) {
    state.SetBytesProcessed(static_cast<std::int64_t>(each) * state.iterations());
}

void escape(benchmark::State& state, const std::string& text) {
    std::string out;
    for (auto _ : state) {
        out.clear();
        if (!write_escaped(text, out)) std::exit(1);
        benchmark::DoNotOptimize(out.data());
    }
    set_bytes(state, text.size());
}

void escape_plain_text(benchmark::State& state) {
    std::string text;
    while (text.size() < 64 * 1024) text += "But soft, what light through yonder window breaks? ";
    escape(state, text);
}

/// The texts of chats, with what must be escaped in them.
void escape_chat_text(benchmark::State& state) {
    std::string text;
    each_stanza(make_traffic("chat", 500'000), [&](View stanza) {
        if (const auto body = stanza.child({"body", "jabber:client"})) text += body->text();
    });
    escape(state, text);
}

void write_mixed_stanzas(benchmark::State& state) {
    std::vector<Element> stanzas;
    each_stanza(make_traffic("mixed", 1'000'000), [&](View stanza) { stanzas.push_back(stanza.own()); });
    std::string out;
    std::size_t written = 0;
    for (auto _ : state) {
        written = 0;
        for (const Element& stanza : stanzas) {
            out.clear();
            if (!write(stanza, out, {.default_ns = "jabber:client"})) std::exit(1);
            written += out.size();
        }
    }
    set_bytes(state, written);
    state.SetItemsProcessed(static_cast<std::int64_t>(stanzas.size()) * state.iterations());
}

/// The first stanza of a class, kept again and again in one of `state.range(0)` places.
void keep_chat(benchmark::State& state) {
    bool done = false;
    each_stanza(make_traffic("chat", 500), [&](View stanza) {
        if (std::exchange(done, true)) return;
        std::vector<Element> kept(static_cast<std::size_t>(state.range(0)), stanza.own());
        std::size_t i = 0;
        for (auto _ : state) kept[i++ % kept.size()] = stanza.own();
    });
}

BENCHMARK(escape_plain_text);
BENCHMARK(escape_chat_text);
BENCHMARK(write_mixed_stanzas);
BENCHMARK(keep_chat)->Arg(8)->Arg(1024);

}  // namespace
