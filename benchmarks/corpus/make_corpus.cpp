// SPDX-License-Identifier: MIT
/// make_corpus CLASS BYTES [SEED] >FILE: writes a stream, and to stderr what it is made of.
#include <cstdlib>
#include <iostream>
#include <string>

#include "corpus/corpus.hpp"

#include "headstock/bridge/parser.hpp"

namespace {

using namespace headstock;

/// Counts what a stream is made of.
class Counter final : public bridge::Parser::Handler {
public:
    bridge::Flow on_end(bridge::View element, std::size_t depth) override {
        if (depth == 0) return bridge::Flow::go;
        ++elements;
        stanzas += depth == 1 ? 1U : 0U;
        attributes += element.attributes().size();
        for (const bridge::Content piece : element.content()) {
            texts += piece.is_text() ? 1U : 0U;
            text_bytes += piece.text().size();
        }
        return bridge::Flow::go;
    }
    std::size_t stanzas = 0;
    std::size_t elements = 0;
    std::size_t attributes = 0;
    std::size_t texts = 0;
    std::size_t text_bytes = 0;
};

std::size_t occurrences(std::string_view text, std::string_view piece) {
    std::size_t count = 0;
    for (std::size_t at = text.find(piece); at != std::string_view::npos; at = text.find(piece, at + 1)) ++count;
    return count;
}

void describe(const bench::Corpus& corpus) {
    Counter counter;
    bridge::Parser parser(counter);
    if (const auto fed = parser.feed(corpus.bytes); !fed) std::cerr << "refused: " << fed.error().text << '\n';
    const auto each = [&](std::size_t count) {
        return static_cast<double>(count) / static_cast<double>(counter.stanzas);
    };
    const std::size_t declarations = occurrences(corpus.bytes, " xmlns");
    const std::size_t items = counter.elements + counter.attributes + declarations + counter.texts;
    std::cerr << counter.stanzas << " stanzas; each " << each(corpus.bytes.size()) << " bytes, "
              << each(counter.elements) << " elements, " << each(counter.attributes) << " attributes, "
              << each(declarations) << " declarations, " << each(counter.texts) << " texts of "
              << each(counter.text_bytes) << " bytes in all; an item every " << each(corpus.bytes.size()) / each(items)
              << " bytes\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "usage: make_corpus CLASS BYTES [SEED] >FILE\n";
        return 2;
    }
    const std::uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
    const bench::Corpus corpus = bench::make_traffic(argv[1], std::strtoull(argv[2], nullptr, 10), seed);
    std::cout << corpus.bytes;
    describe(corpus);
    return 0;
}
