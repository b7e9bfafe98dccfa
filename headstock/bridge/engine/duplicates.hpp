// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "headstock/bridge/engine/scopes.hpp"

namespace headstock::bridge::detail {

/// Finds an attribute that an element has twice: by namespace and local name, whatever the prefixes (Namespaces in
/// XML 1.0 §6.3). Few are compared with each other; many go into a table, hashed with a key that the peer cannot know.
class Duplicates {
public:
    explicit Duplicates(std::uint64_t key) : key_(key) {}

    /// The index of the first attribute that was there before.
    [[nodiscard]] std::optional<std::size_t> find(const char* chars, const Scopes& scopes,
                                                  std::span<const RawAttribute> attributes);

    void shrink() { std::vector<std::uint16_t>().swap(table_); }

private:
    std::uint64_t key_;
    std::vector<std::uint16_t> table_;  // 0: free; else an index plus one
};

}  // namespace headstock::bridge::detail
