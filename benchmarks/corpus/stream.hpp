// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/corpus.hpp"

namespace headstock::bench {

/// Puts a corpus together.
class StreamBuilder {
public:
    explicit StreamBuilder(std::string_view name);
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    void stanza(std::string_view xml);
    void white_space(std::string_view blank) { bytes_ += blank; }
    [[nodiscard]] Corpus take() &&;

private:
    std::string name_;
    std::string bytes_;
    std::vector<std::pair<std::size_t, std::size_t>> stanzas_;
};

}  // namespace headstock::bench
