// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

#include "corpus/corpus.hpp"
#include "harness/interleave.hpp"
#include "peers/peer.hpp"

namespace headstock::bench {

/// A read of exactly one stanza, which is also what those get who cannot read streams.
inline constexpr std::size_t whole_stanza = 0;

/// What reads `corpus` in pieces of `size` bytes, with a fresh reader, which `prepare` makes, each time. Ends the
/// program when a run sees another number of stanzas than there are: whoever stops at an error is fast.
[[nodiscard]] Candidate reading(const Peer& peer, const Corpus& corpus, std::size_t size);

/// Those of `peers` that read all of `corpus`; what the others see is printed.
[[nodiscard]] std::vector<Peer> able(std::vector<Peer> peers, const Corpus& corpus, std::size_t size);

}  // namespace headstock::bench
