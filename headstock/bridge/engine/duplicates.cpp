// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/duplicates.hpp"

#include <bit>
#include <string_view>

namespace headstock::bridge::detail {
namespace {

constexpr std::size_t few = 16;

/// What an attribute is known by.
struct Identity {
    std::string_view tag;
    std::string_view ns;
    friend bool operator==(const Identity&, const Identity&) = default;
};

Identity identity(const char* chars, const Scopes& scopes, const RawAttribute& attribute) {
    const std::string_view tag(chars + attribute.name.local(), attribute.name.length);
    if (attribute.declares) return {tag, xmlns_ns};  // `xmlns` alone is in it too: no prefix may be called so
    return {tag, scopes.space(chars, attribute.space)};
}

std::uint64_t mix(std::uint64_t hash, std::string_view bytes) {
    for (const char c : bytes) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x9e3779b97f4a7c15ULL;
        hash ^= hash >> 29U;
    }
    return hash;
}

std::optional<std::size_t> compare_all(const char* chars, const Scopes& scopes,
                                       std::span<const RawAttribute> attributes) {
    for (std::size_t i = 1; i < attributes.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (attributes[i].name.length == attributes[j].name.length &&
                identity(chars, scopes, attributes[i]) == identity(chars, scopes, attributes[j]))
                return i;
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> Duplicates::find(const char* chars, const Scopes& scopes,
                                            std::span<const RawAttribute> attributes) {
    if (attributes.size() <= few) return compare_all(chars, scopes, attributes);
    const std::size_t mask = std::bit_ceil(attributes.size() * 2) - 1;
    table_.assign(mask + 1, 0);
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        const Identity mine = identity(chars, scopes, attributes[i]);
        std::size_t at = mix(mix(key_, mine.tag) + mine.ns.size(), mine.ns) & mask;
        for (; table_[at] != 0; at = (at + 1) & mask)
            if (identity(chars, scopes, attributes[table_[at] - 1U]) == mine) return i;
        table_[at] = static_cast<std::uint16_t>(i + 1);
    }
    return std::nullopt;
}

}  // namespace headstock::bridge::detail
