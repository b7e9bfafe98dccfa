// SPDX-License-Identifier: MIT
#include "corpus/stream.hpp"

namespace headstock::bench {

StreamBuilder::StreamBuilder(std::string_view name)
    : name_(name),
      bytes_(
          "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
          " id='c2a5f0' from='capulet.lit' version='1.0' xml:lang='en'>") {}

void StreamBuilder::stanza(std::string_view xml) {
    stanzas_.emplace_back(bytes_.size(), xml.size());
    bytes_ += xml;
}

Corpus StreamBuilder::take() && {
    bytes_ += "</stream:stream>";
    Corpus corpus;
    corpus.name = std::move(name_);
    corpus.bytes = std::move(bytes_);
    corpus.stanzas.reserve(stanzas_.size());
    for (const auto& [at, size] : stanzas_) corpus.stanzas.push_back(std::string_view(corpus.bytes).substr(at, size));
    return corpus;
}

}  // namespace headstock::bench
