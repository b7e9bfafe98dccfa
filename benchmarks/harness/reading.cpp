// SPDX-License-Identifier: MIT
#include "harness/reading.hpp"

#include <cstdlib>
#include <iostream>

namespace headstock::bench {
namespace {

void feed(const Peer& peer, Reader& reader, const Corpus& corpus, std::size_t size) {
    const std::string_view bytes = corpus.bytes;
    if (size != whole_stanza && peer.reads_streams) {
        for (std::size_t at = 0; at < bytes.size(); at += size) reader.feed(bytes.substr(at, size));
    } else {
        if (peer.reads_streams) reader.feed({bytes.data(), corpus.stanzas.front().data()});
        for (const std::string_view stanza : corpus.stanzas) reader.feed(stanza);
    }
    reader.finish();
}

std::size_t stanzas_seen(const Peer& peer, const Corpus& corpus, std::size_t size) {
    const auto reader = peer.make();
    feed(peer, *reader, corpus, size);
    return reader->stanzas;
}

void complain(const Peer& peer, const Corpus& corpus, std::size_t seen) {
    std::cerr << peer.name << " sees " << seen << " of the " << corpus.stanzas.size() << " stanzas of " << corpus.name
              << '\n';
}

}  // namespace

Candidate reading(const Peer& peer, const Corpus& corpus, std::size_t size) {
    const auto reader = std::make_shared<std::unique_ptr<Reader>>();
    const auto run = [&peer, &corpus, size, reader] {
        feed(peer, **reader, corpus, size);
        if ((*reader)->stanzas == corpus.stanzas.size()) return;
        complain(peer, corpus, (*reader)->stanzas);
        std::exit(1);
    };
    return {peer.name, run, [&peer, reader] { *reader = peer.make(); }};
}

std::vector<Peer> able(std::vector<Peer> peers, const Corpus& corpus, std::size_t size) {
    std::erase_if(peers, [&](const Peer& peer) {
        const std::size_t seen = stanzas_seen(peer, corpus, size);
        if (seen != corpus.stanzas.size()) complain(peer, corpus, seen);
        return seen != corpus.stanzas.size();
    });
    return peers;
}

}  // namespace headstock::bench
