// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headstock::bench {

/// A stream to read: its header, stanzas with or without white space between them, and its end.
struct Corpus {
    std::string name;
    std::string bytes;
    std::vector<std::string_view> stanzas;  ///< within `bytes`

    Corpus() = default;
    Corpus(const Corpus&) = delete;  // the stanzas lie in the bytes
    Corpus(Corpus&&) = default;
    Corpus& operator=(const Corpus&) = delete;
    Corpus& operator=(Corpus&&) = delete;
    ~Corpus() = default;
};

/// The classes of traffic, `mixed` first.
[[nodiscard]] const std::vector<std::string_view>& traffic_classes();
/// At least `size` bytes of a class of traffic, the same for the same seed.
[[nodiscard]] Corpus make_traffic(std::string_view name, std::size_t size, std::uint64_t seed = 1);

/// The inputs that make careless parsers quadratic.
[[nodiscard]] const std::vector<std::string_view>& hostile_inputs();
/// One stanza of about `size` bytes that is all of one kind. Well-formed, but past what a parser's usual limits allow.
[[nodiscard]] Corpus make_hostile(std::string_view name, std::size_t size);

}  // namespace headstock::bench
